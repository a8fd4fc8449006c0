"""The settings of the knowledge base and the server: environment variables, each described once."""
from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from plan_kb.messages import message


class BadSetting(Exception):
    """Raised when a setting holds a value that cannot be used; the message is one line."""


@dataclass(frozen=True)
class Setting:
    """A setting as the documentation shows it."""

    name: str
    default: str
    """What holds when the variable is missing or blank."""
    topic: str
    """Key of its meaning in ``data/messages/settings.yml``."""

    @property
    def meaning_zh(self) -> str:
        """What it means, in Chinese."""
        return message(f"settings.{self.topic}.zh")

    @property
    def meaning_en(self) -> str:
        """What it means, in English."""
        return message(f"settings.{self.topic}.en")


HOST = Setting("PLAN_HOST", "127.0.0.1", "host")
PORT = Setting("PLAN_PORT", "5005", "port")
DATA_DIR = Setting("PLAN_DATA_DIR", "./var", "data_dir")
CACHE_DIR = Setting("PLAN_CACHE_DIR", "./var/cache", "cache_dir")
DATABASE_URL = Setting("PLAN_DATABASE_URL", "", "database_url")
MAX_MESSAGE_LENGTH = Setting("PLAN_MAX_MESSAGE_LENGTH", "500", "max_message_length")
EDITION_POLL_SECONDS = Setting("PLAN_EDITION_POLL_SECONDS", "0.5", "edition_poll_seconds")
READER = Setting("PLAN_READER", "bot.reader:read", "reader")
CONSOLE_HOST = Setting("PLAN_CONSOLE_HOST", "127.0.0.1", "console_host")
CONSOLE_PORT = Setting("PLAN_CONSOLE_PORT", "5006", "console_port")
LOG_LEVEL = Setting("PLAN_LOG_LEVEL", "INFO", "log_level")
MAX_UPLOAD_MEGABYTES = Setting("PLAN_MAX_UPLOAD_MEGABYTES", "20", "max_upload_megabytes")
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")

SETTINGS = (
    HOST, PORT, DATA_DIR, CACHE_DIR, DATABASE_URL, MAX_MESSAGE_LENGTH, EDITION_POLL_SECONDS, READER, CONSOLE_HOST,
    CONSOLE_PORT, MAX_UPLOAD_MEGABYTES, LOG_LEVEL,
)  # fmt: skip

DATABASE_FILE = "knowledge.sqlite"
"""Name of the SQLite file in the data folder where no database URL is set."""


@dataclass(frozen=True)
class Settings:
    """The settings, read and checked."""

    host: str
    port: int
    data_dir: Path
    cache_dir: Path
    """For what can be made again at any time."""
    database_url: str
    """SQLAlchemy URL."""
    max_message_length: int
    """In characters."""
    edition_poll_seconds: float
    reader: str
    """``module:function`` that reads a message into a question, for ``plan-kb ask`` and the console."""
    console_host: str
    console_port: int
    max_upload_megabytes: int
    log_level: str
    """One of ``LOG_LEVELS``."""


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Return the settings of ``environment`` (default: the process's); raises ``BadSetting``."""
    values = os.environ if environment is None else environment

    def text(setting: Setting) -> str:
        return values.get(setting.name, "").strip() or setting.default

    def whole(setting: Setting, least: int, most: int) -> int:
        value = text(setting)
        if not (value.isascii() and value.isdecimal() and len(value) <= 9 and least <= int(value) <= most):
            raise BadSetting(
                message("settings.not_whole", name=setting.name, value=_shown(value), least=least, most=most)
            )
        return int(value)

    def seconds(setting: Setting, least: float, most: float) -> float:
        value = text(setting)
        try:
            number = float(value)
        except ValueError:
            number = float("nan")
        if not least <= number <= most:
            raise BadSetting(
                message("settings.not_seconds", name=setting.name, value=_shown(value), least=least, most=most)
            )
        return number

    def choice(setting: Setting, *allowed: str) -> str:
        value = text(setting)
        if value not in allowed:
            known = ", ".join(allowed)
            raise BadSetting(message("settings.not_among", name=setting.name, value=_shown(value), allowed=known))
        return value

    data_dir = Path(text(DATA_DIR)).expanduser().absolute()
    if data_dir.exists() and not data_dir.is_dir():
        raise BadSetting(message("settings.not_folder", name=DATA_DIR.name, value=_shown(str(data_dir))))
    url = text(DATABASE_URL)
    if url and "://" not in url:
        raise BadSetting(message("settings.not_url", name=DATABASE_URL.name))
    return Settings(
        host=text(HOST),
        port=whole(PORT, 0, 65535),
        data_dir=data_dir,
        cache_dir=Path(text(CACHE_DIR)).expanduser().absolute(),
        database_url=url or f"sqlite:///{data_dir / DATABASE_FILE}",
        max_message_length=whole(MAX_MESSAGE_LENGTH, 1, 5000),
        edition_poll_seconds=seconds(EDITION_POLL_SECONDS, 0.05, 2.0),
        reader=text(READER),
        console_host=text(CONSOLE_HOST),
        console_port=whole(CONSOLE_PORT, 0, 65535),
        max_upload_megabytes=whole(MAX_UPLOAD_MEGABYTES, 1, 100),
        log_level=choice(LOG_LEVEL, *LOG_LEVELS),
    )


def _shown(value: str) -> str:
    """Return ``value`` fit for one line of an error."""
    return repr(value if len(value) <= 80 else f"{value[:80]}…")
