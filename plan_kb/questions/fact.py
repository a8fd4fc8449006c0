"""A question that is made from a fact of an edition, and what its answer must hold."""

from __future__ import annotations

from dataclasses import dataclass

from plan_kb.answering.reply import Kind, Reply
from plan_kb.linking.mention import Thing
from plan_kb.questions.holding import holds, normalised
from plan_kb.text.normalise import bare


@dataclass(frozen=True)
class Fact:
    """A question and what its answer must hold."""

    thing: Thing
    """What the fact is about."""
    subject: str
    """What is asked of it: a key of ``data/questions/wordings.yml``."""
    question: str
    has: tuple[str, ...]
    has_not: tuple[str, ...]
    cites: frozenset[str]
    """All of these must be cited."""
    only: frozenset[str]
    """Nothing but these may be cited."""
    kind: Kind = Kind.ANSWER
    """``NOT_IN_PLAN`` for the figures of a task that has none."""


def faults_of(fact: Fact, reply: Reply, bare_source: str) -> list[str]:
    """What is wrong with the reply to a fact's question; ``bare_source`` is the plan's text without white space."""
    shown, cited = _levelled(reply.text), {citation.ref for citation in reply.citations}
    faults = [] if reply.kind is fact.kind else [f"is {reply.kind.value}"]
    faults += [f"lacks {words[:30]}" for words in fact.has if not holds(shown, _levelled(words))]
    faults += [f"has {words}" for words in fact.has_not if holds(shown, words)]
    faults += [f"does not cite {ref}" for ref in sorted(fact.cites - cited)]
    faults += [f"cites {ref}" for ref in sorted(cited - fact.only)]
    faults += [f"quotes {c.quote}" for c in reply.citations if bare(c.quote) not in bare_source]
    return faults


def misses(fact: Fact, reply: Reply) -> bool:
    """Whether the reply leaves the fact untold: other words of the plan, or none, in its place."""
    shown, cited = _levelled(reply.text), {citation.ref for citation in reply.citations}
    told = reply.kind is fact.kind and all(holds(shown, _levelled(words)) for words in fact.has)
    by_staff = any(ref.startswith("faq/") for ref in cited)
    return not by_staff and not (told and fact.cites <= cited)


def _levelled(text: str) -> str:
    """``text`` without quotation marks: a name that is quoted has inner ones in place of its own."""
    return normalised(text.translate(dict.fromkeys(map(ord, "“”‘’"))))
