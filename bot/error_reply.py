"""The reply for a failure inside: an apology with a reference number that stands in the log."""
from __future__ import annotations

import re
import secrets
from typing import Any

from bot.texts import text
from plan_kb.answering.reply import Kind, Reply

_REFERENCE = re.compile(r"(?<![0-9A-F])[0-9A-F]{4}-[0-9A-F]{4}(?![0-9A-F])")


def new_reference() -> str:
    """A reference number that a person can read out, e.g. ``5F0A-93C1``."""
    digits = secrets.token_hex(4).upper()
    return f"{digits[:4]}-{digits[4:]}"


def reference_in(words: str) -> str:
    """The reference number that ``words`` name; empty where there is none."""
    found = _REFERENCE.search(words)
    return found.group() if found else ""


def error_reply(reference: str) -> Reply:
    """The apology that names ``reference``."""
    return Reply(Kind.ERROR, text("error", reference=reference))


def error_message(reference: str) -> dict[str, Any]:
    """The apology as Rasa's output channels and the dispatcher take it: ``text`` and ``custom``."""
    reply = error_reply(reference)
    return {"text": reply.text, "custom": reply.custom()}


def too_large_message() -> dict[str, Any]:
    """The reply to a request whose body is not even read."""
    reply = Reply(Kind.OFF_TOPIC, text("too_large"))
    return {"text": reply.text, "custom": reply.custom()}
