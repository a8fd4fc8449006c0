"""Questions to begin with, made from the names of an edition; each is one that the assistant answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from plan_kb.answering.assistant import reply
from plan_kb.answering.reply import Kind
from plan_kb.answering.writer import Writer
from plan_kb.data import load
from plan_kb.edition.lookup import PlanLookup
from plan_kb.knowledge import Knowledge
from plan_kb.understanding.context import Context
from plan_kb.understanding.question import Intent, Question

LANGUAGES = ("zh", "en")


@dataclass(frozen=True)
class Suggestions:
    """What the chat offers before somebody has typed anything, and while somebody types."""

    greeting: str
    first: tuple[str, ...]
    """Four questions of different kinds; fewer where the plan is short of something."""
    questions: tuple[str, ...]
    """Everything for the type-ahead, in the order of the plan."""


@dataclass(frozen=True)
class Candidate:
    """A question that may be suggested."""

    question: str
    intent: str
    group: str
    key: str
    """Of the thing in ``group``."""


def suggestions(knowledge: Knowledge, language: str) -> Suggestions:
    """The suggestions of the edition's main plan in ``zh`` or ``en``; takes some tenths of a second."""
    answered = [candidate for candidate in candidates(knowledge, language) if is_answered(knowledge, candidate)]
    return chosen(knowledge, language, answered)


def chosen(knowledge: Knowledge, language: str, answered: Sequence[Candidate]) -> Suggestions:
    """The suggestions out of those candidates that are answered."""
    lookup = knowledge.main_plan
    greeting = load(f"suggestions/{language}.yml")["greeting"].format(plan=Writer(lookup, language).plan_name())
    return Suggestions(
        greeting,
        tuple(candidate.question for candidate in _first(lookup, answered)),
        tuple(dict.fromkeys(candidate.question for candidate in answered)),
    )


def candidates(knowledge: Knowledge, language: str) -> Iterator[Candidate]:
    """What may be suggested, in the order of the plan."""
    plan, english = knowledge.main_plan.plan, language == "en"
    templates: dict[str, list[dict[str, str]]] = load(f"suggestions/{language}.yml")

    def about(group: str, key: str, name: str) -> Iterator[Candidate]:
        for template in templates[group] if name else ():
            yield Candidate(template["question"].format(name=name), template["intent"], group, key)

    for task in plan.tasks:
        yield from about("tasks", str(task.number), task.name_en if english else task.name)
        for measure in task.measures if len(task.measures) > 1 else ():
            yield from about("measures", measure.key, measure.name_en if english else measure.name)
    for indicator in plan.indicators:
        yield from about("indicators", indicator.key, indicator.name_en if english else indicator.name)
    for unit in plan.units:
        yield from about("units", unit.key, unit.name_en if english else unit.key)
    for area in plan.areas:
        yield from about("areas", str(area.number), area.name_en if english else area.name)
    for entry in () if english else plan.faq:
        yield Candidate(entry.questions[0], "nlu_fallback", "faq", entry.ref)  # found by its words, whatever the intent
    yield from about("plan", "", plan.title_en if english else plan.title)


def is_answered(knowledge: Knowledge, candidate: Candidate) -> bool:
    """Whether the edition answers the candidate when it is understood as it is meant; takes some milliseconds."""
    question = Question(candidate.question, (Intent(candidate.intent, 1.0),))
    made, _ = reply(knowledge, question, Context())
    return made.kind is Kind.ANSWER


def _first(lookup: PlanLookup, answered: Sequence[Candidate]) -> Iterator[Candidate]:
    """One of each kind, about what people have most words for: that is what they ask."""
    words = Counter(
        key for alias in lookup.plan.aliases if alias.kind == "task" and len(alias.keys) == 1 for key in alias.keys
    )
    tasks_of = {unit.key: len(lookup.tasks_of_unit(unit.key)) for unit in lookup.plan.units}
    places_of = {key: len({target.ref for target in targets}) for key, targets in lookup.targets_of_indicator.items()}
    used: set[str] = set()
    for group, intent, weight in (
        ("tasks", "ask_unit", words),
        ("indicators", "ask_target", places_of),
        ("tasks", "ask_content", words),
        ("units", "ask_list", tasks_of),
    ):
        fitting = [c for c in answered if c.group == group and c.intent == intent and c.key not in used]
        if fitting:
            best = min(fitting, key=lambda c: (-weight.get(c.key, 0), len(c.question)))
            used.add(best.key)
            yield best
