"""A conversation with the draft or an edition, as the try-it page keeps it: in the form, so that nothing is stored."""
from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from plan_kb.answering.writer import Writer
from plan_kb.asking import Explanation
from plan_kb.knowledge import Knowledge
from plan_kb.linking.mention import Thing
from plan_kb.messages import message, messages
from plan_kb.understanding.context import Context

MOST_TURNS = 12
_LONGEST = 60_000


@dataclass(frozen=True)
class SaidBefore:
    """An earlier turn."""

    question: str
    reply: str
    kind: str


@dataclass(frozen=True)
class Conversation:
    """What was said, and what it left behind."""

    turns: tuple[SaidBefore, ...] = ()
    context: Context = field(default_factory=Context)

    def after(self, found: Explanation) -> Conversation:
        """The conversation with one more turn."""
        said = SaidBefore(found.text, found.reply.text, found.reply.kind.value)
        return Conversation((*self.turns, said)[-MOST_TURNS:], found.after)

    def kept(self) -> str:
        """The conversation as text for a hidden field."""
        slots = self.context.to_slots()
        turns = [[turn.question, turn.reply, turn.kind] for turn in self.turns]
        return json.dumps({"slots": slots, "turns": turns}, ensure_ascii=False)


def conversation_of(text: str) -> Conversation:
    """The inverse of :meth:`Conversation.kept`; whatever is no conversation is an empty one."""
    try:
        data: Any = json.loads(text[:_LONGEST]) if text else {}
        turns = tuple(SaidBefore(str(q), str(r), str(k)) for q, r, k in data.get("turns", ()))
        slots = data.get("slots") or {}
        context = Context.from_slots(slots.get("focus"), slots.get("listed"), slots.get("pending"))
    except (ValueError, TypeError, AttributeError, KeyError):
        return Conversation()
    return Conversation(turns[-MOST_TURNS:], context)


def intent_in_words(name: str) -> str:
    """What staff call an intent; its name where a newer model has others."""
    return messages("watching").get(f"intents.{name}", name)


def thing_in_words(knowledge: Knowledge, thing: Thing) -> str:
    """What staff call a thing; its key where this edition has no such thing."""
    lookup = knowledge.lookups.get(thing.plan)
    kind = message(f"watching.thing_kinds.{thing.kind.value}")
    try:
        if lookup is not None and thing.kind.value == "term":
            return f"{kind}：{Writer(lookup, 'zh').place(lookup.sentences[int(thing.key)].ref)}"
        return f"{kind}：{Writer(lookup, 'zh').thing(thing) if lookup else thing.key}"
    except (KeyError, ValueError, IndexError):
        return f"{kind}：{thing.key}"


def things_in_words(knowledge: Knowledge, things: tuple[Thing, ...]) -> list[str]:
    """Each thing once, in words."""
    return list(dict.fromkeys(thing_in_words(knowledge, thing) for thing in things))
