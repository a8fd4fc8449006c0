"""How a message is understood and answered, in words: behind ``plan-kb ask`` and the console's try-it box.

What is asked is learnt by the language model of the channel, which this package does not know: the setting
``PLAN_READER`` names a function that reads a message into a :class:`Question`.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from plan_kb.answering.assistant import reply
from plan_kb.knowledge import Knowledge
from plan_kb.linking.linker import Linked
from plan_kb.live import current_knowledge
from plan_kb.messages import message
from plan_kb.settings import read_settings
from plan_kb.understanding.context import Context
from plan_kb.understanding.question import Question

Reader = Callable[[str], Question]


class CannotRead(Exception):
    """Raised when the function that reads messages is missing or fails; the message is one line."""


def load_reader(path: str) -> Reader:
    """The function that ``path`` (``module:function``) names; it reads a text into a question."""
    module, _, name = path.partition(":")
    reader: Reader = getattr(import_module(module), name)
    return reader


def explain(text: str, context: Context | None = None) -> str:
    """The reading of ``text`` against the live edition and the reply to it, a line for each step."""
    knowledge = current_knowledge()
    path = read_settings().reader
    try:
        question = load_reader(path)(text)
    except Exception as error:
        raise CannotRead(message("ask.cannot_read", reader=path, reason=" ".join(str(error).split()))) from error
    made, after = reply(knowledge, question, context or Context())
    lines = [
        message("ask.normal", text=knowledge.link(text).normal),
        message("ask.repaired", text=knowledge.link(text).text),
        message("ask.mentions", mentions=mentions_in_words(knowledge, knowledge.link(text))),
        message("ask.intents", intents=", ".join(f"{i.name} {i.confidence:.2f}" for i in question.intents[:5])),
        message("ask.unexplained", words="、".join(question.unexplained) or "-"),
        message("ask.context", context=after.to_slots()),
        message("ask.kind", kind=made.kind.value, edition=made.edition),
        made.text,
    ]
    lines += [message("ask.citation", ref=c.ref, title=c.title, quote=c.quote) for c in made.citations]
    return "\n".join(lines)


def mentions_in_words(knowledge: Knowledge, linked: Linked) -> str:
    """The mentions of a message, each with what it stands for and its weight."""
    described = []
    for mention in linked.mentions:
        things = ", ".join(f"{thing.kind.value}:{thing.key}" for thing in mention.things[:4])
        described.append(f"{mention.surface} → {things} ({mention.source.value} {mention.weight:.1f})")
    return "; ".join(described) or "-"
