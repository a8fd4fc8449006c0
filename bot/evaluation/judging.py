"""The rules by which a reply is right: its text, its kind, the places that it cites and their words."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from bot.evaluation.cases import Expected
from plan_kb.answering.reply import Reply
from plan_kb.questions.holding import holds, normalised

_STAFF_REFS = ("faq/", "staff/")
_KINDS_FOR_HOSTILE = frozenset({"off_topic", "not_in_plan", "smalltalk", "clarify"})


class Flaw(str, Enum):
    """What can be wrong with a reply."""

    ERROR = "error"
    KIND = "kind"
    TEXT = "text"
    CITATION = "citation"
    QUOTE = "quote"


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong with a reply, in words."""

    flaw: Flaw
    words: str


def faults_of(reply: Reply, expected: Expected, category: str, sources: Mapping[str, str]) -> list[Fault]:
    """What is wrong with ``reply``; empty where it is right.

    Args:
        reply: the assistant's reply.
        expected: what the case says of it.
        category: the case's category; hostile messages may be turned away in any kind.
        sources: the text of each plan by its key, for the check of quotes.
    """
    faults = _text_faults(reply, expected)
    kind = reply.kind.value
    if kind not in _right_kinds(expected, category):
        faults.append(Fault(Flaw.KIND, f"is {kind}, should be {expected.kind}"))
    cited = {citation.ref for citation in reply.citations}
    faults += [Fault(Flaw.CITATION, f"does not cite {ref}") for ref in expected.cites if ref not in cited]
    for citation in reply.citations:
        source = _bare(sources.get(citation.plan, ""))
        if not citation.ref.startswith(_STAFF_REFS) and _bare(citation.quote) not in source:
            faults.append(Fault(Flaw.QUOTE, f"quotes what the plan does not say: {citation.quote[:60]}"))
    return faults


def _text_faults(reply: Reply, expected: Expected) -> list[Fault]:
    shown = [reply.text]
    if expected.kind == "clarify":
        shown += [button.title for button in reply.buttons]
    text = normalised(" ".join(shown))
    if not text:
        return [Fault(Flaw.TEXT, "says nothing")]
    faults = [Fault(Flaw.TEXT, f"lacks {words}") for words in expected.has_all if not holds(text, words)]
    if expected.has_any and not any(holds(text, words) for words in expected.has_any):
        faults.append(Fault(Flaw.TEXT, f"lacks any of {', '.join(expected.has_any)}"))
    return faults + [Fault(Flaw.TEXT, f"has {words}") for words in expected.has_none if holds(text, words)]


def _right_kinds(expected: Expected, category: str) -> frozenset[str]:
    if category == "hostile" and expected.kind != "answer":
        return _KINDS_FOR_HOSTILE | expected.also
    right = {expected.kind} | expected.also
    return frozenset(right | {"not_in_plan"} if expected.kind == "off_topic" else right)


def _bare(text: str) -> str:
    return "".join(text.split())
