"""What keeps the server from starting."""
from __future__ import annotations


class CannotStart(RuntimeError):
    """Raised when the server cannot start; the message is one clear line for the operator."""

    def __init__(self, reason: str) -> None:
        super().__init__(" ".join(reason.split()))
