"""The secret that signs conversation ids and keys digests, shared by all processes of an installation."""
from __future__ import annotations

import os
import secrets
import tempfile
from pathlib import Path

from bot.settings import LEAST_SECRET_CHARACTERS, BotSettings
from bot.start_error import CannotStart
from bot.texts import text

SECRET_FILE = "website.secret"


class NoSecret(CannotStart):
    """Raised when the secret can be neither read nor written; the message is one line."""


def secret_of(settings: BotSettings) -> str:
    """The secret of the settings, else the kept one; raises NoSecret."""
    return settings.secret or kept_secret(settings.data_dir)


def kept_secret(folder: Path) -> str:
    """The secret in ``folder``, made (256 bits, readable by the owner only) by whoever comes first.

    Raises NoSecret.
    """
    file = folder / SECRET_FILE
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not file.exists():
            _make(file)
        secret = file.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise NoSecret(text("no_secret", file=file, reason=getattr(error, "strerror", None) or error)) from error
    if len(secret) < LEAST_SECRET_CHARACTERS:
        raise NoSecret(text("short_secret", name=file, least=LEAST_SECRET_CHARACTERS))
    return secret


def _make(file: Path) -> None:
    # Whole before it gets its name, and never over another process's: a link fails where the name is taken.
    handle, written = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")  # of mode 0600
    try:
        with os.fdopen(handle, "w", encoding="ascii") as opened:
            opened.write(secrets.token_urlsafe(32) + "\n")
        os.link(written, file)
    except FileExistsError:
        pass
    finally:
        os.unlink(written)
