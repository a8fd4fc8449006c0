"""The objects that the channel answers with."""
from __future__ import annotations

import datetime
from typing import Any
from urllib.parse import quote

from bot.channel.website.exchange_store import Exchange
from bot.channel.whole_reply import whole_reply
from bot.error_reply import reference_in
from bot.texts import text
from plan_kb.answering.reply import Kind

_PLACES = ("notice", "preamble", "ideology", "goal/", "task/")


def reply_of(messages: list[dict[str, Any]]) -> dict[str, Any]:
    """The messages of a reply as one object, with links to the cited places and a failure's reference."""
    reply = whole_reply(messages)
    reply["citations"] = [{**citation, "link": link_of(citation)} for citation in reply["citations"]]
    if reply["kind"] == Kind.ERROR.value:
        reply["reference"] = reference_in(reply["text"])
    return reply


def link_of(citation: dict[str, str]) -> str:
    """The path of the cited place on the plan's page, e.g. ``/plan/fengxian-sme-2023-2025#task-6``.

    Empty for what staff entered beside the plan's text.
    """
    ref = citation["ref"]
    if not ref.startswith(_PLACES):
        return ""
    return f"/plan/{quote(citation['plan'], safe='')}#{quote(ref.replace('/', '-'), safe='')}"


def turn_of(exchange: Exchange) -> dict[str, Any]:
    """A finished exchange as the history shows it."""
    at = datetime.datetime.fromtimestamp(exchange.begun, tz=datetime.timezone.utc)
    return {
        "question": exchange.question, "message": exchange.message, "turn": exchange.turn,
        "at": at.isoformat(timespec="seconds"), **(exchange.reply or {}), "liked": exchange.liked,
    }


def refusal(key: str, **values: object) -> dict[str, Any]:
    """What is said where a request gets no reply; ``key`` is one of ``website`` in texts.yml."""
    return {"kind": Kind.ERROR.value, "text": text(f"website.{key}", **values)}


def failure(reference: str) -> dict[str, Any]:
    """What is said where something inside failed."""
    return {**refusal("failed", reference=reference), "reference": reference}
