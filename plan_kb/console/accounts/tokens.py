"""Random tokens of cookies, links and forms. The database holds only their digests where a token opens a door."""
from __future__ import annotations

import hashlib
import secrets


def new_token() -> str:
    """Return a token of 256 bits that fits a URL (43 characters)."""
    return secrets.token_urlsafe(32)


def digest(token: str) -> str:
    """Return the SHA-256 of a token, hexadecimal."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def same(given: str, expected: str) -> bool:
    """Tell whether two tokens are the same, in a time that says nothing about them."""
    return bool(expected) and secrets.compare_digest(given.encode("utf-8", "surrogatepass"), expected.encode())
