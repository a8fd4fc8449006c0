"""The settings that only the server has; those of the knowledge base stand in ``plan_kb.settings``."""
from __future__ import annotations

import ipaddress
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.start_error import CannotStart
from bot.texts import text as words
from plan_kb.settings import SETTINGS as KNOWLEDGE_SETTINGS
from plan_kb.settings import BadSetting, Setting
from plan_kb.settings import read_settings as read_knowledge_settings

Network = ipaddress.IPv4Network | ipaddress.IPv6Network

LEAST_SECRET_CHARACTERS = 32
_ORIGIN = re.compile(r"https?://[a-z0-9.\-\[\]:]+")


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
ALLOWED_ORIGINS = ServerSetting("PLAN_ALLOWED_ORIGINS", "")
TRUSTED_PROXIES = ServerSetting("PLAN_TRUSTED_PROXIES", "")
SECRET = ServerSetting("PLAN_SECRET", "")
CONVERSATION_HOURS = ServerSetting("PLAN_CONVERSATION_HOURS", "24")
CONVERSATION_RATE = ServerSetting("PLAN_CONVERSATION_RATE", "20")
ADDRESS_RATE = ServerSetting("PLAN_ADDRESS_RATE", "120")

SETTINGS: tuple[Setting | ServerSetting, ...] = (
    *KNOWLEDGE_SETTINGS, MODEL, ACTIONS, TRACKER_URL, RETENTION_DAYS, REPLY_SECONDS, ALLOWED_ORIGINS, TRUSTED_PROXIES,
    SECRET, CONVERSATION_HOURS, CONVERSATION_RATE, ADDRESS_RATE,
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
    allowed_origins: frozenset[str]
    """Origins of other websites whose pages may use the website channel, as browsers write them."""
    trusted_proxies: tuple[Network, ...]
    """Whose X-Forwarded-For is believed."""
    secret: str
    """Signs conversation ids; empty: the one that is kept in the data folder."""
    conversation_hours: int
    """How long an id of the website channel is good for."""
    conversation_rate: int
    """Messages a minute in one conversation of the website channel; 0: no limit."""
    address_rate: int
    """Messages a minute from one address; 0: no limit."""
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

    def listed(setting: ServerSetting) -> list[str]:
        return [item for item in text(setting).replace(",", " ").split() if item]

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
        allowed_origins=frozenset(_origin(item) for item in listed(ALLOWED_ORIGINS)),
        trusted_proxies=tuple(_network(item) for item in listed(TRUSTED_PROXIES)),
        secret=_secret(text(SECRET)),
        conversation_hours=whole(CONVERSATION_HOURS, 1, 24 * 365),
        conversation_rate=whole(CONVERSATION_RATE, 0, 100_000),
        address_rate=whole(ADDRESS_RATE, 0, 1_000_000),
        log_level=knowledge.log_level,
    )


def _origin(value: str) -> str:
    origin = value.rstrip("/").lower()
    if not _ORIGIN.fullmatch(origin):
        raise UnusableSetting(words("not_origin", name=ALLOWED_ORIGINS.name, value=repr(value[:80])))
    return origin.removesuffix(":443" if origin.startswith("https:") else ":80")


def _network(value: str) -> Network:
    try:
        return ipaddress.ip_network(value, strict=False)
    except ValueError:
        raise UnusableSetting(words("not_network", name=TRUSTED_PROXIES.name, value=repr(value[:80]))) from None


def _secret(value: str) -> str:
    if value and len(value) < LEAST_SECRET_CHARACTERS:
        raise UnusableSetting(words("short_secret", name=SECRET.name, least=LEAST_SECRET_CHARACTERS))
    return value
