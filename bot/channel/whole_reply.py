"""The messages of a reply as one object."""
from __future__ import annotations

from typing import Any

from plan_kb.answering.reply import Kind


def whole_reply(messages: list[dict[str, Any]]) -> dict[str, Any]:
    """Text, buttons, kind, citations and edition of Rasa's ``messages``.

    Words without the object of the answer contract are Rasa's own; they claim nothing about the plan.
    """
    custom: dict[str, Any] = next((message["custom"] for message in messages if message.get("custom")), {})
    return {
        "text": "\n\n".join(message["text"] for message in messages if message.get("text")),
        "buttons": [
            {"title": str(button["title"]), "payload": str(button["payload"])}
            for message in messages for button in message.get("buttons") or []
        ],
        "kind": str(custom.get("kind") or Kind.SMALLTALK.value),
        "citations": list(custom.get("citations") or []),
        "edition": int(custom.get("edition") or 0),
    }
