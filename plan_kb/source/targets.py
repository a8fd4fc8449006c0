"""Which clause of the text sets a target of which indicator."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from plan_kb.source.document import Document
from plan_kb.source.figures import Clause, find_clauses
from plan_kb.source.problems import SUPPLEMENT_FILE, Problem, problem
from plan_kb.source.supplement import IndicatorWords, Supplement
from plan_kb.source.typography import halve, squeeze
from plan_kb.tables import Indicator, Measure, Passage, Plan, Target

_ADDITIONS = ("新增", "新建", "新引进")


@dataclass(frozen=True)
class _Spot:
    """A place of the plan that can set targets."""

    ref: str
    text: str
    line: int
    measure: Measure | None
    passage: Passage | None


def add_targets(plan: Plan, document: Document, supplement: Supplement) -> list[Problem]:
    """Add the plan's indicators and targets; returns what does not fit.

    With indicators in the supplement, each clause must belong to one of them. Without any, each clause makes an
    indicator that is called what the text calls it.
    """
    problems: list[Problem] = []
    indicators: dict[str, Indicator] = {}
    for position, words in enumerate(supplement.indicators, start=1):
        indicators[words.key] = Indicator(
            position=position,
            key=words.key,
            name=words.words.name,
            name_en=words.words.en,
            family=words.family,
            addition=words.addition,
        )
    used: set[tuple[str, str, str]] = set()
    count = 0
    for spot in _spots(plan, document):
        for clause in find_clauses(spot.text, document.last_year):
            if supplement.indicators:
                named = _named_by(clause, spot.ref, supplement.indicators)
                if named is None:
                    if clause.certain:
                        problems.append(
                            problem(
                                "clause_without_indicator",
                                spot.line,
                                quote=clause.quote,
                                ref=spot.ref,
                                subject=clause.subject,
                            )
                        )
                    continue
                key, part = named
                used.add((key, spot.ref, part))
            elif clause.certain:
                key = _derived_key(clause, indicators)
            else:
                continue
            count += 1
            indicators[key].targets.append(_target(clause, count, spot))
    plan.indicators = list(indicators.values())
    return problems + _unused_words(supplement, used)


def _unused_words(supplement: Supplement, used: set[tuple[str, str, str]]) -> list[Problem]:
    problems: list[Problem] = []
    for entry in supplement.indicators:
        line, path = entry.words.line, f"indicators.{entry.key}"
        if not entry.clauses:
            problems.append(problem("indicator_without_clauses", line, SUPPLEMENT_FILE, path=path))
        problems += [
            problem("words_without_clause", line, SUPPLEMENT_FILE, path=path, ref=ref, part=part)
            for ref, parts in entry.clauses.items()
            for part in parts
            if (entry.key, ref, part) not in used
        ]
    return problems


def _spots(plan: Plan, document: Document) -> Iterator[_Spot]:
    lines = {place.ref: place.line for place in (document.notice, document.preamble, document.ideology)}
    lines |= {goal.ref: goal.line for goal in document.goals}
    for passage in plan.passages:
        if passage.ref != "notice":
            yield _Spot(passage.ref, passage.text, lines[passage.ref], None, passage)
    measure_lines = {
        f"{task.number}.{position}": measure.line
        for task in document.tasks
        for position, measure in enumerate(task.measures, start=1)
    }
    for area in plan.areas:
        for task in area.tasks:
            for measure in task.measures:
                yield _Spot(f"task/{task.number}", measure.text, measure_lines[measure.key], measure, None)


def _named_by(clause: Clause, ref: str, indicators: tuple[IndicatorWords, ...]) -> tuple[str, str] | None:
    """Return the indicator whose words for this place stand in the clause; the longest words win."""
    quote = halve(squeeze(clause.quote))
    found = [
        (len(squeeze(part)), words.key, part)
        for words in indicators
        for part in words.clauses.get(ref, ())
        if halve(squeeze(part)) in quote
    ]
    if not found:
        return None
    _, key, part = max(found, key=lambda item: item[0])
    return key, part


def _derived_key(clause: Clause, indicators: dict[str, Indicator]) -> str:
    for key, indicator in indicators.items():
        if indicator.name == clause.subject:
            return key
    key = f"indicator-{len(indicators) + 1}"
    indicators[key] = Indicator(
        position=len(indicators) + 1,
        key=key,
        name=clause.subject,
        name_en="",
        family="",
        addition=clause.subject.startswith(_ADDITIONS),
    )
    return key


def _target(clause: Clause, position: int, spot: _Spot) -> Target:
    return Target(
        position=position,
        measure=spot.measure,
        passage=spot.passage,
        bound=clause.bound.value,
        low=clause.low,
        high=clause.high,
        value=clause.value,
        unit_of_measure=clause.unit_of_measure,
        year=clause.year,
        doubling=clause.doubling,
        quote=clause.quote,
    )
