"""Every fact of a plan in several wordings, each with what its answer must hold; all of it made from the edition."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from plan_kb.answering.reply import Kind
from plan_kb.data import load
from plan_kb.edition.lookup import PlanLookup
from plan_kb.edition.model import Indicator, Measure
from plan_kb.linking.mention import Kind as ThingKind
from plan_kb.linking.mention import Thing
from plan_kb.questions.fact import Fact
from plan_kb.text.normalise import normalise


def wordings() -> dict[str, tuple[str, ...]]:
    """The wordings by what they ask (``data/questions/wordings.yml``)."""
    return {subject: tuple(words) for subject, words in load("questions/wordings.yml").items()}


def facts_of(lookup: PlanLookup) -> Iterator[Fact]:
    """Every fact of a plan in every wording, in the order of the plan."""
    yield from _of_tasks(lookup)
    yield from _of_units(lookup)
    yield from _of_areas(lookup)
    yield from _of_indicators(lookup)
    yield from _of_passages(lookup)


def _asked(
    subject: str,
    thing: Thing,
    has: tuple[str, ...],
    has_not: tuple[str, ...],
    cites: set[str],
    allowed: set[str] | None = None,
    kind: Kind = Kind.ANSWER,
    **words: object,
) -> Iterator[Fact]:
    for wording in wordings()[subject]:
        question = wording.format(**words)
        yield Fact(thing, subject, question, has, has_not, frozenset(cites), frozenset(allowed or cites), kind)


def _of_tasks(lookup: PlanLookup) -> Iterator[Fact]:
    for task in lookup.plan.tasks:
        words: dict[str, Any] = {"name": task.name, "number": task.number}
        thing = _thing(lookup, ThingKind.TASK, task.number)
        named = lookup.units_of_task(task.number)
        yield from _asked("units of a task", thing, named, _others(lookup, named), {task.ref}, **words)
        yield from _asked("content of a task", thing, tuple(m.text for m in task.measures), (), {task.ref}, **words)
        areas = {area.number: area.name for area in lookup.plan.areas}
        others = tuple(name for number, name in areas.items() if number != task.area and name != task.name)
        yield from _asked("area of a task", thing, (areas[task.area],), others, {task.ref}, **words)
        values = tuple(dict.fromkeys(target.value for target in lookup.targets_of_task(task.number)))
        repeated = {
            t.ref
            for target in lookup.targets_of_task(task.number)
            for t in lookup.targets_of_indicator[target.indicator]
        }
        # A figure that stands in a goal, too, is cited at both places.
        yield from _asked(
            "targets of a task",
            thing,
            values,
            (),
            {task.ref, *repeated},
            None,
            Kind.ANSWER if values else Kind.NOT_IN_PLAN,
            **words,
        )
        for measure in task.measures if len(task.measures) > 1 else ():
            yield from _of_row(lookup, measure)


def _of_row(lookup: PlanLookup, measure: Measure) -> Iterator[Fact]:
    thing = _thing(lookup, ThingKind.MEASURE, measure.key)
    others = _others(lookup, measure.units)
    yield from _asked("units of a row", thing, measure.units, others, {f"task/{measure.task}"}, name=measure.name)


def _others(lookup: PlanLookup, named: tuple[str, ...]) -> tuple[str, ...]:
    """The printed units that must not be named: those that are no part of a unit that is."""
    return tuple(unit.key for unit in lookup.plan.units if not any(unit.key in name for name in named))


def _of_units(lookup: PlanLookup) -> Iterator[Fact]:
    for unit in lookup.plan.units:
        numbers = lookup.tasks_of_unit(unit.key)
        rows = tuple(_name_in_list(lookup, number, unit.key) for number in numbers)
        cites = {f"task/{number}" for number in numbers}
        # A body with several printed units may be answered as a whole: 区财政局 is also 区财政局(金融办).
        body = {f"task/{number}" for key in lookup.units_of_body(unit.body) for number in lookup.tasks_of_unit(key)}
        thing = _thing(lookup, ThingKind.UNIT, unit.key)
        yield from _asked("tasks of a unit", thing, rows, (), cites, cites | body, name=unit.key, english=unit.name_en)
        if cites == cites | body:
            yield from _asked("number of tasks of a unit", thing, (f"{len(numbers)}项",), (), cites, name=unit.key)


def _name_in_list(lookup: PlanLookup, number: int, unit: str) -> str:
    task = lookup.tasks[number]
    rows = [measure for measure in task.measures if unit in measure.units]
    return rows[0].name if len(rows) < len(task.measures) else task.name


def _of_areas(lookup: PlanLookup) -> Iterator[Fact]:
    for area in lookup.plan.areas:
        names = tuple(lookup.tasks[number].name for number in area.tasks)
        others = tuple(task.name for task in lookup.plan.tasks if task.number not in area.tasks)
        yield from _asked(
            "tasks of an area",
            _thing(lookup, ThingKind.AREA, area.number),
            names,
            others,
            {f"task/{number}" for number in area.tasks},
            name=area.name,
            number=area.number,
        )


def _of_indicators(lookup: PlanLookup) -> Iterator[Fact]:
    for indicator in lookup.plan.indicators:
        targets = lookup.targets_of_indicator[indicator.key]
        if not targets:
            continue
        thing = _thing(lookup, ThingKind.INDICATOR, indicator.key)
        refs = {target.ref for target in targets}
        namesakes = {t.ref for key in _namesakes(lookup, indicator) for t in lookup.targets_of_indicator[key]}
        yield from _asked(
            "value of an indicator",
            thing,
            (targets[0].value,),
            (),
            refs,
            refs | namesakes,
            name=indicator.name,
            english=indicator.name_en,
        )
        for key in lookup.measures_of_indicator(indicator.key):
            measure = lookup.measures[key]
            yield from _asked(
                "units of an indicator",
                thing,
                measure.units,
                _others(lookup, measure.units),
                {f"task/{measure.task}"},
                name=indicator.name,
            )


def _namesakes(lookup: PlanLookup, indicator: Indicator) -> set[str]:
    """Indicators that an alias calls by this one's name, so that an answer may give both."""
    names = {normalise(indicator.name), normalise(indicator.name_en)}
    return {
        key
        for alias in lookup.plan.aliases
        if alias.kind == "indicator" and normalise(alias.surface) in names
        for key in alias.keys
    }


def _of_passages(lookup: PlanLookup) -> Iterator[Fact]:
    for ref, passage in lookup.passages.items():
        if ref in ("preamble", "ideology", "goal/overall"):
            thing = _thing(lookup, ThingKind.PASSAGE, ref)
            yield from _asked("words of a place", thing, (passage.text,), (), {ref}, name=passage.title)
    for goal in lookup.plan.goals:
        if goal.number:
            thing, title = _thing(lookup, ThingKind.PASSAGE, goal.ref), lookup.passages[goal.ref].title
            yield from _asked("words of a place", thing, (goal.text,), (), {goal.ref}, name=title)
            yield from _asked("words of a numbered goal", thing, (goal.text,), (), {goal.ref}, number=goal.number)


def _thing(lookup: PlanLookup, kind: ThingKind, key: object) -> Thing:
    return Thing(lookup.plan.key, kind, str(key))
