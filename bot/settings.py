"""The settings that only the server has; those of the knowledge base stand in ``plan_kb.settings``."""
from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.start_error import CannotStart
from bot.texts import text as words
from plan_kb.settings import SETTINGS as KNOWLEDGE_SETTINGS
from plan_kb.settings import BadSetting, Setting
from plan_kb.settings import read_settings as read_knowledge_settings


class UnusableSetting(CannotStart):
    """Raised when a setting holds a value that cannot be used; the message is one line."""


@dataclass(frozen=True)
class ServerSetting:
    """A setting of the server, with the same attributes for the documentation as those of the knowledge base."""

    name: str
    default: str
    """What holds when the variable is missing or blank."""

    @property
    def meaning_zh(self) -> str:
        """What it means, in Chinese."""
        return words(f"settings.{self.name}.zh")

    @property
    def meaning_en(self) -> str:
        """What it means, in English."""
        return words(f"settings.{self.name}.en")


MODEL = ServerSetting("PLAN_MODEL", "")
ACTIONS = ServerSetting("PLAN_ACTIONS", "local")
TRACKER_URL = ServerSetting("PLAN_TRACKER_URL", "")
RETENTION_DAYS = ServerSetting("PLAN_RETENTION_DAYS", "30")
REPLY_SECONDS = ServerSetting("PLAN_REPLY_SECONDS", "30")

SETTINGS: tuple[Setting | ServerSetting, ...] = (
    *KNOWLEDGE_SETTINGS, MODEL, ACTIONS, TRACKER_URL, RETENTION_DAYS, REPLY_SECONDS,
)
"""Every setting of the assistant, for the documentation."""

CONVERSATIONS_FILE = "conversations.sqlite"
"""Name of the SQLite file in the data folder where no tracker URL is set."""


@dataclass(frozen=True)
class BotSettings:
    """The settings, read and checked."""

    host: str
    port: int
    data_dir: Path
    model: str
    """Path of the model file; empty: the one that fits the sources."""
    local_actions: bool
    tracker_url: str
    """SQLAlchemy URL of the conversations."""
    retention_days: int
    """0: nothing is ever deleted."""
    message_limit: int
    """In characters."""
    reply_seconds: float
    log_level: str


def read_settings(environment: Mapping[str, str] | None = None) -> BotSettings:
    """The settings of ``environment`` (default: the process's); raises UnusableSetting."""
    values = os.environ if environment is None else environment
    try:
        knowledge = read_knowledge_settings(values)
    except BadSetting as error:
        raise UnusableSetting(str(error)) from error

    def text(setting: ServerSetting) -> str:
        return values.get(setting.name, "").strip() or setting.default

    def whole(setting: ServerSetting, least: int, most: int) -> int:
        value = text(setting)
        if not (value.isascii() and value.isdecimal() and least <= int(value) <= most):
            raise UnusableSetting(
                words("not_whole", name=setting.name, value=repr(value[:80]), least=least, most=most)
            )
        return int(value)

    def choice(setting: ServerSetting, *allowed: str) -> str:
        value = text(setting)
        if value not in allowed:
            raise UnusableSetting(
                words("not_among", name=setting.name, value=repr(value[:80]), allowed=", ".join(allowed))
            )
        return value

    return BotSettings(
        host=knowledge.host,
        port=knowledge.port,
        data_dir=knowledge.data_dir,
        model=text(MODEL),
        local_actions=choice(ACTIONS, "local", "http") == "local",
        tracker_url=text(TRACKER_URL) or f"sqlite:///{knowledge.data_dir / CONVERSATIONS_FILE}",
        retention_days=whole(RETENTION_DAYS, 0, 36500),
        message_limit=knowledge.max_message_length,
        reply_seconds=float(whole(REPLY_SECONDS, 1, 600)),
        log_level=knowledge.log_level,
    )
