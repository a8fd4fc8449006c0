"""Which things the conversation left for a question that names none."""

from __future__ import annotations

from collections.abc import Container

from plan_kb.linking.mention import Kind, Thing
from plan_kb.understanding.reading import Reading


def task_of(reading: Reading, thing: Thing) -> int | None:
    """The number of the task that a row or indicator belongs to."""
    lookup = reading.knowledge.lookups.get(thing.plan)
    if lookup is None:
        return None
    if thing.kind is Kind.TASK:
        return int(thing.key)
    if thing.kind is Kind.MEASURE:
        return lookup.measures[thing.key].task
    if thing.kind is Kind.INDICATOR:
        rows = lookup.measures_of_indicator(thing.key)
        return lookup.measures[rows[0]].task if rows else None
    return None


def context_is_empty(reading: Reading) -> bool:
    """Whether nothing was said before that a question could lean on."""
    context = reading.context
    return context.focus is None and not context.listed and not context.pending


def context_things(reading: Reading, kinds: tuple[Kind, ...]) -> tuple[Thing, ...]:
    """What the conversation is about, of the given kinds: the focus, else the newest earlier focus that fits."""
    context = reading.context
    foci = ([context.focus] if context.focus else []) + list(context.earlier)
    if reading.cue("two_before"):
        both = tuple(
            dict.fromkeys(t for focus in foci for t in focus.things[:1] if t.kind in kinds and exists(reading, t))
        )
        if len(both) >= 2:
            return both[1::-1]
    if (
        len(context.listed) == 1
        and context.listed[0].kind in kinds
        and exists(reading, context.listed[0])
        and not any(
            thing.kind in kinds and thing.kind not in (Kind.UNIT, Kind.AREA)
            for focus in foci[:1]
            for thing in focus.things
        )
    ):
        return context.listed
    for focus in foci:
        fitting = tuple(
            thing
            for thing in focus.things
            if thing.kind in kinds and thing.plan in reading.knowledge.lookups and exists(reading, thing)
        )
        if fitting:
            return fitting
    return ()


def narrowed(reading: Reading) -> tuple[Thing, ...]:
    """Indicators of the family in focus that a bare qualifier (市级的, 总数呢) picks; empty where none is picked."""
    in_focus = [
        t for t in context_things(reading, (Kind.TASK, Kind.MEASURE, Kind.INDICATOR)) if t.kind is Kind.INDICATOR
    ]
    if not in_focus:
        return ()
    lookup = reading.knowledge.lookups[in_focus[0].plan]
    family = lookup.indicators[in_focus[0].key].family
    relatives = [
        Thing(lookup.plan.key, Kind.INDICATOR, i.key) for i in lookup.plan.indicators if family and i.family == family
    ]
    found = reading.distinguished(relatives)
    return tuple(found) if len(found) < len(relatives) else ()


def exists(reading: Reading, thing: Thing) -> bool:
    """Whether the live edition still has a thing that an earlier edition had."""
    lookup = reading.knowledge.lookups.get(thing.plan)
    if lookup is None:
        return False
    collections: dict[Kind, Container[object]] = {
        Kind.TASK: lookup.tasks,
        Kind.AREA: lookup.areas,
        Kind.MEASURE: lookup.measures,
        Kind.UNIT: lookup.units,
        Kind.INDICATOR: lookup.indicators,
        Kind.PASSAGE: lookup.passages,
    }
    held = collections.get(thing.kind)
    if held is None:
        return thing.kind is Kind.PLAN
    return (int(thing.key) if thing.kind in (Kind.TASK, Kind.AREA) else thing.key) in held
