"""Answers that compare two values or two counts."""

from __future__ import annotations

from plan_kb.answering import facts
from plan_kb.answering.part import Part, answer
from plan_kb.answering.writer import Writer
from plan_kb.edition.model import Target
from plan_kb.linking.mention import Kind, Thing


def targets(writer: Writer, first: Thing, second: Thing) -> Part | None:
    """Which of two indicators (or tasks with one indicator) has the higher target, and by how much."""
    left, right = facts.targets_of(writer, first), facts.targets_of(writer, second)
    if not left or not right:
        return None
    a, b = left[0], right[0]
    citations = [writer.cite_target(t) for t in (*_all(writer, a), *_all(writer, b))]
    things = [indicator(writer, a), indicator(writer, b)]
    if a.indicator == b.indicator:
        return answer(writer.say("same_figure", target=writer.target(a)), citations, things[:1])
    values = {
        "first": name(writer, a),
        "first_value": writer.target_value(a),
        "second": name(writer, b),
        "second_value": writer.target_value(b),
    }
    people = {"人", "名"}
    alike = a.unit_of_measure == b.unit_of_measure or {a.unit_of_measure, b.unit_of_measure} <= people
    if a.low is None or b.low is None or not alike:
        return answer(writer.say("compared_unlike", **values), citations, things, things)
    if a.low == b.low:
        return answer(writer.say("compared_equal", **values), citations, things, things)
    if a.low < b.low:
        a, b = b, a
        values = {
            "first": name(writer, a),
            "first_value": writer.target_value(a),
            "second": name(writer, b),
            "second_value": writer.target_value(b),
        }
    difference = f"{(a.low or 0) - (b.high or 0):g}{a.unit_of_measure}"
    return answer(writer.say("compared_greater", difference=difference, **values), citations, things, things)


def _all(writer: Writer, target: Target) -> list[Target]:
    return writer.lookup.targets_of_indicator[target.indicator]


def name(writer: Writer, target: Target) -> str:
    """The name of a target's indicator."""
    return writer.indicator(writer.lookup.indicators[target.indicator])


def indicator(writer: Writer, target: Target) -> Thing:
    """A target's indicator."""
    return facts.indicator_thing(writer, target.indicator)


def task_counts(writer: Writer, first: Thing, second: Thing) -> Part | None:
    """Which of two units or areas has more tasks."""
    counted = [(thing, tasks_of(writer, thing)) for thing in (first, second)]
    counted.sort(key=lambda pair: -len(pair[1]))
    (a, tasks_a), (b, tasks_b) = counted
    sentence = "compared_counts_equal" if len(tasks_a) == len(tasks_b) else "compared_counts_greater"
    text = writer.say(
        sentence, first=writer.thing(a), first_count=len(tasks_a), second=writer.thing(b), second_count=len(tasks_b)
    )
    return answer(text, [writer.cite_task(n) for n in sorted({*tasks_a, *tasks_b})], [a, b], [a, b])


def tasks_of(writer: Writer, thing: Thing) -> tuple[int, ...]:
    """Numbers of the tasks of a unit (all printed units of its body) or of an area."""
    lookup = writer.lookup
    if thing.kind is Kind.AREA:
        return lookup.areas[int(thing.key)].tasks
    body = lookup.units[thing.key].body
    return tuple(sorted({n for unit in lookup.units_of_body(body) for n in lookup.tasks_of_unit(unit)}))
