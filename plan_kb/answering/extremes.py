"""Answers that look for the most, the second most and the fewest: of units, areas, tasks and indicators."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, TypeVar

from plan_kb.answering.comparing import indicator, name
from plan_kb.answering.conditions import EVERYTHING, Conditions
from plan_kb.answering.described import described
from plan_kb.answering.fitting import Fitting
from plan_kb.answering.part import Part, answer, not_in_plan
from plan_kb.answering.reply import Citation
from plan_kb.answering.writer import Writer
from plan_kb.edition.model import Target
from plan_kb.linking.mention import Kind, Thing

Rank = Literal["most", "second", "fewest"]
Item = TypeVar("Item")


def units(
    writer: Writer, rank: Rank, within: Conditions = EVERYTHING, besides: tuple[str, ...] = ()
) -> Part:
    """The unit, ``besides`` those with these keys, that stands in most (or fewest) tasks that satisfy ``within``."""
    lookup = writer.lookup
    tasks = set(Fitting(lookup, within).tasks)
    counted = {unit.key: sorted(tasks & set(lookup.tasks_of_unit(unit.key))) for unit in lookup.plan.units}
    keys = [key for key, numbers in counted.items() if numbers and key not in besides]
    if not keys:
        return not_in_plan(writer.say("nothing_fits"))
    winners, count = _extreme(keys, lambda key: len(counted[key]), rank)
    if not winners:
        return not_in_plan(writer.say("nothing_fits"))
    citations = [
        writer.cite_units(next(m for m in lookup.measures.values() if key in m.units and m.task == number))
        for key in winners
        for number in counted[key]
    ]
    listed = [Thing(lookup.plan.key, Kind.UNIT, key) for key in winners]
    return answer(
        _within(writer, within)
        + (writer.say("besides", units=writer.units(besides)) if besides else "")
        + writer.say(f"{rank}_units", units=writer.units(winners), count=count),
        citations,
        listed,
        listed,
    )


def areas(writer: Writer, rank: Rank, within: Conditions = EVERYTHING) -> Part:
    """The area with most (or fewest) of the tasks that satisfy ``within``."""
    lookup = writer.lookup
    fitting = Fitting(lookup, within)
    counted = {number: [n for n in lookup.areas[number].tasks if n in fitting.tasks] for number in fitting.areas}
    if not counted:
        return not_in_plan(writer.say("nothing_fits"))
    winners, count = _extreme(sorted(counted), lambda number: len(counted[number]), rank)
    if not winners:
        return not_in_plan(writer.say("nothing_fits"))
    names = writer.say("list_separator").join(writer.area(lookup.areas[number]) for number in winners)
    citations = [
        writer.cite(f"task/{n}", lookup.areas[number].name) for number in winners for n in counted[number]
    ]
    listed = [Thing(lookup.plan.key, Kind.AREA, str(number)) for number in winners]
    return answer(
        _within(writer, within) + writer.say(f"{rank}_areas", areas=names, count=count),
        citations,
        listed,
        listed,
    )


def tasks(writer: Writer, rank: Rank, by_units: bool, within: Conditions = EVERYTHING) -> Part:
    """The task with most (or fewest) units or indicators, of those that satisfy ``within``."""
    lookup = writer.lookup

    def size(number: int) -> int:
        return len(lookup.units_of_task(number)) if by_units else len(lookup.targets_of_task(number))

    fitting = Fitting(lookup, within).tasks
    if not fitting:
        return not_in_plan(writer.say("nothing_fits"))
    winners, count = _extreme(fitting, size, rank)
    if not winners:
        return not_in_plan(writer.say("nothing_fits"))
    names = writer.say("list_separator").join(writer.task(lookup.tasks[number]) for number in winners)
    citations: list[Citation] = []
    for number in winners:
        if by_units:
            citations += [writer.cite_units(m) for m in lookup.tasks[number].measures]
        else:
            citations += [writer.cite_target(t) for t in lookup.targets_of_task(number)] or [writer.cite_task(number)]
    sentence = f"{rank}_{'units' if by_units else 'targets'}_tasks"
    listed = [Thing(lookup.plan.key, Kind.TASK, str(number)) for number in winners]
    return answer(_within(writer, within) + writer.say(sentence, tasks=names, count=count), citations, listed, listed)


def targets(
    writer: Writer,
    rank: Rank,
    unit_of_measure: str,
    among: list[Target] | None = None,
    within: Conditions = EVERYTHING,
) -> Part | None:
    """The indicator with the largest (or smallest) target of one unit of measure, of those that satisfy ``within``,
    or ``among`` some; None where none has that unit of measure."""
    looked_at = among or Fitting(writer.lookup, within).targets
    numeric = [t for t in looked_at if t.low is not None and t.unit_of_measure == unit_of_measure]
    if not numeric:
        return None
    winners, _ = _extreme(numeric, lambda t: float(t.low or 0.0), rank)
    if not winners:
        return not_in_plan(writer.say("nothing_fits"))
    first = {t.indicator: t for t in reversed(winners)}
    names = writer.say("list_separator").join(f"{name(writer, t)} {writer.target_value(t)}" for t in first.values())
    listed = [indicator(writer, t) for t in first.values()]
    sentence = {"most": "largest", "second": "second_largest", "fewest": "smallest"}[rank]
    said = (
        writer.say(f"{sentence}_of_those", targets=names)
        if among
        else _within(writer, within)
        + writer.say(f"{sentence}_targets", unit_of_measure=unit_of_measure, targets=names)
    )
    return answer(
        said,
        [writer.cite_target(t) for t in winners],
        listed,
        listed,
    )


def _within(writer: Writer, conditions: Conditions) -> str:
    """The conditions that an extreme is looked for within, in words; empty where there is none."""
    said = described(writer, conditions)
    return writer.say("within", conditions=said) if said else ""


def _extreme(items: list[Item], size: Callable[[Item], float], rank: Rank) -> tuple[list[Item], float]:
    """The items whose size has a rank, with that size; where all have one size, none is second."""
    sizes = sorted({size(item) for item in items}, reverse=True)
    if rank == "second" and len(sizes) < 2:
        return [], 0.0
    wanted = sizes[{"most": 0, "second": 1, "fewest": -1}[rank]]
    return [item for item in items if size(item) == wanted], wanted
