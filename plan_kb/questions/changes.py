"""Which answers differ between two states of the knowledge base, question by question."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from plan_kb.answering.reply import Citation, Kind, Reply
from plan_kb.asking import ask
from plan_kb.edition.lookup import PlanLookup
from plan_kb.knowledge import Knowledge
from plan_kb.linking.mention import Thing
from plan_kb.questions.by_staff import staff_questions
from plan_kb.questions.fact import Fact, misses
from plan_kb.questions.generating import facts_of
from plan_kb.reader import Reader
from plan_kb.understanding.context import Context

Progress = Callable[[int, int], None]
"""Called with the number of questions that were asked, and of all of them."""


@dataclass(frozen=True)
class AnswerChange:
    """A question whose answer differs."""

    question: str
    golden: bool
    """Whether staff watch it; else it was generated."""
    before: Reply
    after: Reply

    @property
    def lost(self) -> bool:
        """Whether there was an answer before and is none now."""
        return self.before.kind is Kind.ANSWER and self.after.kind is not Kind.ANSWER


@dataclass(frozen=True)
class UnreachableFact:
    """A fact whose generated questions are answered with something else."""

    thing: Thing
    subject: str
    questions: tuple[str, ...]
    """Those that miss it."""
    asked: int
    """How many ask for it."""


@dataclass(frozen=True)
class Comparison:
    """What asking the same questions of two states has shown."""

    asked: int
    changes: tuple[AnswerChange, ...]
    unreachable: tuple[UnreachableFact, ...]


def generated_facts(knowledge: Knowledge) -> list[Fact]:
    """The facts of the plan that questions without a plan's name are about, in every wording."""
    return list(facts_of(PlanLookup(knowledge.main_plan.plan)))


def compare_answers(
    before: Knowledge,
    after: Knowledge,
    reader: Reader,
    golden: Sequence[str] = (),
    progress: Progress | None = None,
) -> Comparison:
    """Ask both states the golden questions, those about what staff added, and those that are generated from either.

    Each question opens a conversation of its own, and is answered by the code that answers in the chat. Raises
    ``CannotRead``.
    """
    facts = {fact.question: fact for fact in generated_facts(after)}
    old = [fact.question for fact in generated_facts(before) if fact.question not in facts]
    by_staff = staff_questions(before.edition, after.edition)
    questions = list(dict.fromkeys([*golden, *by_staff, *facts, *old]))
    watched = set(golden)
    changes, missed = [], []
    for number, question in enumerate(questions, start=1):
        was, _ = ask(before, reader, question, Context())
        now, _ = ask(after, reader, question, Context())
        if _differs(was, now):
            changes.append(AnswerChange(question, question in watched, was, now))
        if question in facts and misses(facts[question], now):
            missed.append(facts[question])
        if progress is not None:
            progress(number, len(questions))
    return Comparison(len(questions), tuple(changes), tuple(_unreachable(missed, facts.values())))


def _differs(before: Reply, after: Reply) -> bool:
    """Whether a visitor would see another reply; the number of the edition does not count."""
    return (before.kind, before.text, _shown(before.citations)) != (after.kind, after.text, _shown(after.citations))


def _shown(citations: tuple[Citation, ...]) -> tuple[tuple[str, str, str], ...]:
    return tuple((c.ref, c.title, c.quote) for c in citations)


def _unreachable(missed: list[Fact], facts: Iterable[Fact]) -> list[UnreachableFact]:
    asked: dict[tuple[Thing, str], int] = {}
    for fact in facts:
        asked[fact.thing, fact.subject] = asked.get((fact.thing, fact.subject), 0) + 1
    by_fact: dict[tuple[Thing, str], list[str]] = {}
    for fact in missed:
        by_fact.setdefault((fact.thing, fact.subject), []).append(fact.question)
    return [
        UnreachableFact(thing, subject, tuple(questions), asked[thing, subject])
        for (thing, subject), questions in by_fact.items()
    ]
