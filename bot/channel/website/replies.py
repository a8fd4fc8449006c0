"""The objects that the channel answers with."""
from __future__ import annotations

import datetime
from typing import Any
from urllib.parse import quote

from bot.channel.website.exchange_store import Exchange
from bot.error_reply import reference_in
from bot.texts import text

_PLACES = ("notice", "preamble", "ideology", "goal/", "task/")


def reply_of(messages: list[dict[str, Any]]) -> dict[str, Any]:
    """The messages of a reply as one object: text, buttons, kind, citations, edition, and a failure's reference."""
    custom: dict[str, Any] = next((message["custom"] for message in messages if message.get("custom")), {})
    words = "\n\n".join(message["text"] for message in messages if message.get("text"))
    kind = str(custom.get("kind") or "smalltalk")  # words of Rasa's own claim nothing about the plan
    reply = {
        "text": words,
        "buttons": [
            {"title": str(button["title"]), "payload": str(button["payload"])}
            for message in messages for button in message.get("buttons") or []
        ],
        "kind": kind,
        "citations": [{**citation, "link": link_of(citation)} for citation in custom.get("citations") or []],
        "edition": int(custom.get("edition") or 0),
    }
    if kind == "error":
        reply["reference"] = reference_in(words)
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
    return {"kind": "error", "text": text(f"website.{key}", **values)}


def failure(reference: str) -> dict[str, Any]:
    """What is said where something inside failed."""
    return {**refusal("failed", reference=reference), "reference": reference}
