"""How a message is understood and answered, step by step: behind ``plan-kb ask`` and the console's try-it box."""

from __future__ import annotations

from dataclasses import dataclass

from plan_kb.answering.assistant import reply
from plan_kb.answering.reply import Reply
from plan_kb.answering.writer import Writer
from plan_kb.knowledge import Knowledge
from plan_kb.linking.mention import Mention, Thing
from plan_kb.live import current_knowledge
from plan_kb.messages import message
from plan_kb.reader import CannotRead, Reader
from plan_kb.retrieval.faq import Fitting
from plan_kb.settings import read_settings
from plan_kb.understanding.context import Context
from plan_kb.understanding.question import Question
from plan_kb.understanding.topics import Topics

__all__ = ["Candidate", "CannotRead", "Explanation", "ask", "explain", "explained"]

_CANDIDATES = 6


@dataclass(frozen=True)
class Candidate:
    """A place of the plan that the message may be about."""

    thing: Thing
    name: str
    """As replies call it."""
    score: float
    """Evidence of the names and words in the message."""


@dataclass(frozen=True)
class Explanation:
    """A message with every step from its words to the reply."""

    text: str
    normal: str
    """Normalised."""
    repaired: str
    """With spelling repaired."""
    mentions: tuple[Mention, ...]
    question: Question
    """With the intents that the language model reads."""
    before: Context
    """What earlier turns left."""
    candidates: tuple[Candidate, ...]
    """Places by evidence, best first."""
    by_staff: Fitting | None
    """The answer of the staff whose wording asks the same."""
    reply: Reply
    after: Context


def ask(knowledge: Knowledge, reader: Reader, text: str, context: Context) -> tuple[Reply, Context]:
    """The reply of ``knowledge`` to ``text``, as the chat gives it, and the context after it; raises ``CannotRead``."""
    return reply(knowledge, reader.read(text, knowledge), context, read_settings().max_message_length)


def explained(knowledge: Knowledge, reader: Reader, text: str, context: Context) -> Explanation:
    """The reply of ``knowledge`` to ``text`` with all that led to it; raises ``CannotRead``."""
    made, after = ask(knowledge, reader, text, context)
    question = reader.read(text, knowledge)
    linked = knowledge.link(question.text[: read_settings().max_message_length + 1])
    topics = Topics(linked, knowledge.lookups).places()[:_CANDIDATES]
    language = "en" if linked.is_english else "zh"
    return Explanation(
        text,
        linked.normal,
        linked.text,
        linked.mentions,
        question,
        context,
        tuple(
            Candidate(t.thing, Writer(knowledge.lookups[t.thing.plan], language).thing(t.thing), t.score)
            for t in topics
        ),
        knowledge.faq.best(linked) if len(knowledge.faq) else None,
        made,
        after,
    )


def explain(text: str) -> str:
    """The reading of ``text`` against the live edition and the reply to it, a line for each step."""
    found = explained(current_knowledge(), Reader(read_settings().reader), text, Context())
    lines = [
        message("ask.normal", text=found.normal),
        message("ask.repaired", text=found.repaired),
        message("ask.mentions", mentions="; ".join(map(mention_in_words, found.mentions)) or "-"),
        message("ask.intents", intents=", ".join(f"{i.name} {i.confidence:.2f}" for i in found.question.intents[:5])),
        message("ask.unexplained", words="、".join(found.question.unexplained) or "-"),
        message(
            "ask.candidates", candidates="; ".join(f"{c.name} {c.score:.1f}" for c in found.candidates) or "-"
        ),
        message("ask.by_staff", entry=found.by_staff.entry.ref if found.by_staff else "-"),
        message("ask.context", context=found.after.to_slots()),
        message("ask.kind", kind=found.reply.kind.value, edition=found.reply.edition),
        found.reply.text,
    ]
    lines += [message("ask.citation", ref=c.ref, title=c.title, quote=c.quote) for c in found.reply.citations]
    return "\n".join(lines)


def mention_in_words(mention: Mention) -> str:
    """A mention with what it stands for and its weight."""
    things = ", ".join(f"{thing.kind.value}:{thing.key}" for thing in mention.things[:4])
    return f"{mention.surface} → {things} ({mention.source.value} {mention.weight:.1f})"
