"""Passwords: hashing them, and which ones are good enough."""
from __future__ import annotations

import secrets
import threading

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST = 10
LONGEST = 128
"""Characters."""

_hasher = PasswordHasher()
_AT_ONCE = threading.Semaphore(2)
"""Each hashing takes 64 MB: a flood of attempts must not take the machine's memory."""


def hash_password(password: str) -> str:
    """Return the Argon2id hash."""
    with _AT_ONCE:
        return _hasher.hash(password)


def verify(hashed: str, password: str) -> bool:
    """Tell whether the password fits; takes the same time where there is no account (empty ``hashed``)."""
    with _AT_ONCE:
        try:
            return _hasher.verify(hashed or _nobody(), password) and bool(hashed)
        except (VerificationError, InvalidHashError):
            return False


def problem(password: str, name: str) -> str:
    """Return the key of what is wrong with a new password (in ``console.password``), empty where nothing is."""
    if len(password) < SHORTEST:
        return "short"
    if len(password) > LONGEST:
        return "long"
    if len(set(password)) < 4 or (name and name.casefold() in password.casefold() and len(password) < len(name) + 6):
        return "guessable"
    return ""


def generate() -> str:
    """Return a password of about 100 bits without letters that look alike."""
    letters = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(letters) for _ in range(5)) for _ in range(4))


_NOBODY: list[str] = []


def _nobody() -> str:
    if not _NOBODY:
        _NOBODY.append(_hasher.hash(secrets.token_urlsafe(16)))
    return _NOBODY[0]
