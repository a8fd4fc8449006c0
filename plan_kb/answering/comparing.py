"""Answers that compare: two values, two counts, the most and the fewest."""

from __future__ import annotations

from collections.abc import Callable

from plan_kb.answering import facts
from plan_kb.answering.part import Part, answer
from plan_kb.answering.reply import Citation
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
    things = [_indicator(writer, a), _indicator(writer, b)]
    if a.indicator == b.indicator:
        return answer(writer.say("same_figure", target=writer.target(a)), citations, things[:1])
    values = {
        "first": _name(writer, a),
        "first_value": writer.target_value(a),
        "second": _name(writer, b),
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
            "first": _name(writer, a),
            "first_value": writer.target_value(a),
            "second": _name(writer, b),
            "second_value": writer.target_value(b),
        }
    difference = f"{(a.low or 0) - (b.high or 0):g}{a.unit_of_measure}"
    return answer(writer.say("compared_greater", difference=difference, **values), citations, things, things)


def _all(writer: Writer, target: Target) -> list[Target]:
    return writer.lookup.targets_of_indicator[target.indicator]


def _name(writer: Writer, target: Target) -> str:
    return writer.indicator(writer.lookup.indicators[target.indicator])


def _indicator(writer: Writer, target: Target) -> Thing:
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


def extreme_units(writer: Writer, most: bool) -> Part:
    """The unit that stands in most (or fewest) tasks."""
    lookup = writer.lookup
    keys = [unit.key for unit in lookup.plan.units if lookup.tasks_of_unit(unit.key)]
    winners, count = _extreme(keys, lambda key: len(lookup.tasks_of_unit(key)), most)
    citations = [
        writer.cite_units(next(m for m in lookup.measures.values() if key in m.units and m.task == number))
        for key in winners
        for number in lookup.tasks_of_unit(key)
    ]
    listed = [Thing(lookup.plan.key, Kind.UNIT, key) for key in winners]
    return answer(
        writer.say("most_units" if most else "fewest_units", units=writer.units(winners), count=count),
        citations,
        listed,
        listed,
    )


def extreme_areas(writer: Writer, most: bool) -> Part:
    """The area with most (or fewest) tasks."""
    lookup = writer.lookup
    winners, count = _extreme(sorted(lookup.areas), lambda number: len(lookup.areas[number].tasks), most)
    names = writer.say("list_separator").join(writer.area(lookup.areas[number]) for number in winners)
    citations = [
        writer.cite(f"task/{n}", lookup.areas[number].name) for number in winners for n in lookup.areas[number].tasks
    ]
    listed = [Thing(lookup.plan.key, Kind.AREA, str(number)) for number in winners]
    return answer(
        writer.say("most_areas" if most else "fewest_areas", areas=names, count=count), citations, listed, listed
    )


def extreme_tasks(writer: Writer, most: bool, by_units: bool) -> Part:
    """The task with most (or fewest) units or indicators."""
    lookup = writer.lookup

    def size(number: int) -> int:
        return len(lookup.units_of_task(number)) if by_units else len(lookup.targets_of_task(number))

    winners, count = _extreme(sorted(lookup.tasks), size, most)
    names = writer.say("list_separator").join(writer.task(lookup.tasks[number]) for number in winners)
    citations: list[Citation] = []
    for number in winners:
        if by_units:
            citations += [writer.cite_units(m) for m in lookup.tasks[number].measures]
        else:
            citations += [writer.cite_target(t) for t in lookup.targets_of_task(number)] or [writer.cite_task(number)]
    sentence = f"{'most' if most else 'fewest'}_{'units' if by_units else 'targets'}_tasks"
    listed = [Thing(lookup.plan.key, Kind.TASK, str(number)) for number in winners]
    return answer(writer.say(sentence, tasks=names, count=count), citations, listed, listed)


def extreme_targets(
    writer: Writer, most: bool, unit_of_measure: str, among: list[Target] | None = None
) -> Part | None:
    """The indicator with the largest (or smallest) target of one unit of measure, in the plan or ``among`` some."""
    lookup = writer.lookup
    numeric = [t for t in (among or lookup.plan.targets) if t.low is not None and t.unit_of_measure == unit_of_measure]
    if not numeric:
        return None
    winners, _ = _extreme(numeric, lambda t: float(t.low or 0.0), most)
    first = {t.indicator: t for t in reversed(winners)}
    names = writer.say("list_separator").join(f"{_name(writer, t)} {writer.target_value(t)}" for t in first.values())
    listed = [_indicator(writer, t) for t in first.values()]
    sentence = "largest" if most else "smallest"
    said = (
        writer.say(f"{sentence}_of_those", targets=names)
        if among
        else writer.say(f"{sentence}_targets", unit_of_measure=unit_of_measure, targets=names)
    )
    return answer(
        said,
        [writer.cite_target(t) for t in winners],
        listed,
        listed,
    )


def _extreme(items: list, size: Callable, most: bool) -> tuple[list, int]:
    best = (max if most else min)(size(item) for item in items)
    return [item for item in items if size(item) == best], best
