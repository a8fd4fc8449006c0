"""Answers that list or count: tasks, units, areas, goals and indicators that satisfy something."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from plan_kb.answering import facts
from plan_kb.answering.conditions import Conditions
from plan_kb.answering.part import Part, answer, joined, not_in_plan
from plan_kb.answering.writer import Writer
from plan_kb.edition.model import Target
from plan_kb.linking.expressions import Figure
from plan_kb.linking.mention import Kind, Thing

_TENS_OF_MILLIONS = {"亿": 100_000_000, "亿元": 100_000_000, "万元": 10_000}


def tasks(writer: Writer, conditions: Conditions) -> Part:
    """The tasks that satisfy the conditions, with a heading that counts them; for each unit where that is asked."""
    lookup = writer.lookup
    if conditions.separately and len(conditions.units) > 1:
        return joined([tasks(writer, replace(conditions, units=(group,))) for group in conditions.units])
    found = [number for number in sorted(lookup.tasks) if _fits(writer, number, conditions)]
    things = [Thing(lookup.plan.key, Kind.UNIT, key) for group in conditions.units for key in group]
    if conditions.area is not None:
        things.append(Thing(lookup.plan.key, Kind.AREA, str(conditions.area)))
    if not found:
        return not_in_plan(writer.say("nothing_fits"), (), things)
    lines = [_heading(writer, conditions, len(found))]
    citations = []
    for position, number in enumerate(found, 1):
        task = lookup.tasks[number]
        rows = [m for m in task.measures if _row_fits(m.units, conditions)]
        part_of_task = conditions.units and len(rows) == 1 and len(task.measures) > 1
        name = writer.measure(rows[0]) if part_of_task else writer.task(task)
        lines.append(writer.say("list_line", position=position, name=name))
        if conditions.units:
            citations += [writer.cite_task(number), *(writer.cite_units(row) for row in rows)]
        else:
            citations.append(writer.cite_task(number))
    listed = [Thing(lookup.plan.key, Kind.TASK, str(number)) for number in found]
    return answer("\n".join(lines), citations, things or listed, listed)


def _row_fits(units: Sequence[str], conditions: Conditions) -> bool:
    return all(any(unit in units for unit in group) for group in conditions.units)


def _fits(writer: Writer, number: int, conditions: Conditions) -> bool:
    task = writer.lookup.tasks[number]
    named = writer.lookup.units_of_task(number)
    if conditions.among and number not in conditions.among:
        return False
    if conditions.area is not None and task.area != conditions.area:
        return False
    if any(unit in named for group in conditions.excluded for unit in group):
        return False
    if conditions.units and not any(_row_fits(m.units, conditions) for m in task.measures):
        return False
    if conditions.measure_count is not None and len(task.measures) != conditions.measure_count:
        return False
    if conditions.targets is not None and bool(writer.lookup.targets_of_task(number)) != conditions.targets:
        return False
    return not (conditions.unit_count is not None and len(named) != conditions.unit_count)


def _heading(writer: Writer, conditions: Conditions, count: int) -> str:
    if conditions.among:
        return writer.say("tasks_among", count=count)
    if _stated(conditions) not in _WITH_HEADINGS:
        return writer.say("tasks_fitting", conditions=_said(writer, conditions), count=count)
    bodies = writer.say("list_separator").join(_body(writer, group) for group in conditions.units)
    area = writer.area(writer.lookup.areas[conditions.area]) if conditions.area is not None else ""
    if conditions.excluded:
        excluded = writer.say("list_separator").join(_body(writer, group) for group in conditions.excluded)
        if conditions.units:
            return writer.say("tasks_of_units_without", units=bodies, excluded=excluded, count=count)
        return writer.say("tasks_without_units", units=excluded, count=count)
    if conditions.measure_count is not None:
        return writer.say("tasks_with_measure_count", number=conditions.measure_count, count=count)
    if conditions.targets is not None:
        return writer.say("tasks_with_targets" if conditions.targets else "tasks_without_targets", count=count)
    if conditions.unit_count is not None:
        sentence = "tasks_with_one_unit" if conditions.unit_count == 1 else "tasks_with_unit_count"
        return writer.say(sentence, number=conditions.unit_count, count=count)
    if conditions.units and area:
        return writer.say("tasks_of_area_and_units", units=bodies, area=area, count=count)
    if len(conditions.units) > 1:
        return writer.say("tasks_of_units_jointly", units=bodies, count=count)
    if conditions.units:
        return writer.say("tasks_of_units", units=bodies, count=count)
    if area:
        return writer.say("tasks_of_area", area=area, count=count)
    return writer.say("all_tasks", count=count)


_WITH_HEADINGS: tuple[set[str], ...] = (
    set(), {"units"}, {"excluded"}, {"units", "excluded"}, {"area"}, {"units", "area"},
    {"measure_count"}, {"targets"}, {"unit_count"},
)  # fmt: skip
"""Conditions that a heading of their own states; any others are strung together."""


def _stated(conditions: Conditions) -> set[str]:
    names = ("units", "excluded")
    found = {name for name in names if getattr(conditions, name)}
    return found | {
        name for name in ("area", "measure_count", "targets", "unit_count") if getattr(conditions, name) is not None
    }


def _said(writer: Writer, conditions: Conditions) -> str:
    """All conditions in words, so that a heading never claims more than was looked for."""
    said = []
    if conditions.area is not None:
        said.append(writer.say("fitting_area", area=writer.area(writer.lookup.areas[conditions.area])))
    for name, groups in (("fitting_units", conditions.units), ("fitting_without_units", conditions.excluded)):
        if groups:
            said.append(writer.say(name, units=writer.say("list_separator").join(_body(writer, g) for g in groups)))
    if conditions.unit_count is not None:
        said.append(writer.say("fitting_unit_count", number=conditions.unit_count))
    if conditions.measure_count is not None:
        said.append(writer.say("fitting_measure_count", number=conditions.measure_count))
    if conditions.targets is not None:
        said.append(writer.say("fitting_with_targets" if conditions.targets else "fitting_without_targets"))
    return writer.say("list_separator").join(said)


def _body(writer: Writer, group: tuple[str, ...]) -> str:
    """The printed unit, or all printed units of a body."""
    return writer.units(group)


def areas(writer: Writer) -> Part:
    """All areas with the number of their tasks."""
    lookup = writer.lookup
    ordered = [lookup.areas[number] for number in sorted(lookup.areas)]
    lines = [writer.say("all_areas", count=len(ordered))]
    lines += [writer.say("list_line", position=i, name=writer.area(area)) for i, area in enumerate(ordered, 1)]
    listed = [Thing(lookup.plan.key, Kind.AREA, str(area.number)) for area in ordered]
    citations = [writer.cite(f"task/{area.tasks[0]}", area.name) for area in ordered]
    return answer("\n".join(lines), citations, listed, listed)


def units(writer: Writer, task_count: int | None = None) -> Part:
    """The responsible units as printed: all, or those that stand in ``task_count`` tasks."""
    lookup = writer.lookup
    keys = [unit.key for unit in lookup.plan.units if lookup.tasks_of_unit(unit.key)]
    heading = writer.say("all_units", count=len(keys))
    if task_count is not None:
        keys = [key for key in keys if len(lookup.tasks_of_unit(key)) == task_count]
        if not keys:
            return not_in_plan(writer.say("nothing_fits"))
        heading = writer.say("units_with_task_count", number=task_count, count=len(keys))
    lines = [heading]
    lines += [writer.say("list_line", position=i, name=writer.unit(key)) for i, key in enumerate(keys, 1)]
    listed = [Thing(lookup.plan.key, Kind.UNIT, key) for key in keys]
    citations = [writer.cite_units(next(m for m in lookup.measures.values() if key in m.units)) for key in keys]
    return answer("\n".join(lines), citations, listed, listed)


def units_of_task(writer: Writer, thing: Thing) -> Part | None:
    """How many units a task has, and which."""
    rows = facts.measures_of(writer, thing)
    if not rows:
        return None
    keys = list(dict.fromkeys(unit for row in rows for unit in row.units))
    text = writer.say("units_of_tasks", subject=writer.thing(thing), count=len(keys), units=writer.units(keys))
    return answer(
        text, [writer.cite_units(row) for row in rows], [thing], [Thing(thing.plan, Kind.UNIT, key) for key in keys]
    )


def goals(writer: Writer) -> Part:
    """The overall goal and the numbered goals by name."""
    lookup = writer.lookup
    numbered = [goal for goal in lookup.plan.goals if goal.number]
    lines = [writer.say("all_goals", count=len(numbered))]
    lines += [writer.say("list_line", position=i, name=writer.passage(goal.ref)) for i, goal in enumerate(numbered, 1)]
    listed = [Thing(lookup.plan.key, Kind.PASSAGE, goal.ref) for goal in numbered]
    return answer("\n".join(lines), [writer.cite(goal.ref, goal.name) for goal in numbered], listed, listed)


def targets(writer: Writer, conditions: Conditions) -> Part:
    """The indicators that satisfy the conditions."""
    plan = writer.lookup.plan
    found = [t for t in plan.targets if _target_fits(writer, t, conditions)]
    things: list[Thing] = [Thing(plan.key, Kind.UNIT, key) for group in conditions.units for key in group]
    if conditions.area is not None:
        things.append(Thing(plan.key, Kind.AREA, str(conditions.area)))
    if not found:
        return not_in_plan(writer.say("no_such_figure" if conditions.value else "nothing_fits"), (), things)
    keys = {t.indicator for t in found}
    everywhere = [t for t in plan.targets if t.indicator in keys and (t in found or conditions.doubling)]
    heading = _target_heading(writer, conditions, len(keys))
    part = facts.target_list(writer, everywhere, heading, things)
    return part if len(keys) > 1 else answer(f"{heading}\n{part.text}", part.citations, things, part.listed)


def _target_fits(writer: Writer, target: Target, conditions: Conditions) -> bool:
    measure = writer.lookup.measures.get(target.measure)
    if conditions.doubling and not target.doubling:
        return False
    if conditions.addition and not writer.lookup.indicators[target.indicator].addition:
        return False
    if conditions.units and (measure is None or not _row_fits(measure.units, conditions)):
        return False
    if conditions.area is not None and (measure is None or writer.lookup.tasks[measure.task].area != conditions.area):
        return False
    return conditions.value is None or value_matches(target, conditions.value, conditions.comparison)


def value_matches(target: Target, figure: Figure, comparison: str = "") -> bool:
    """Whether a target's value equals (or is at least, at most) the figure, in compatible units of measure."""
    if target.low is None or target.high is None:
        return False
    factor = _TENS_OF_MILLIONS.get(target.unit_of_measure, 1)
    if figure.unit_of_measure and not _same_measure(figure.unit_of_measure, target.unit_of_measure):
        return False
    # Of one target 10家 and 10个 say the same; in a list of all above 400家 base stations (个) have no place.
    if comparison and target.unit_of_measure == _ANY_THING and figure.unit_of_measure not in ("", _ANY_THING):
        return False
    values = {figure.value} if figure.unit_of_measure or factor == 1 else {figure.value, figure.value * factor}
    low, high = target.low * factor, target.high * factor
    if comparison == "at_least":
        return any(high >= value for value in values)
    if comparison == "at_most":
        return any(low <= value for value in values)
    return any(value in (low, high) for value in values)


_ANY_THING = "个"
_PEOPLE = {"人", "名", "位", "个", "people"}
_FIRMS = {"家", "个", "companies", "enterprises"}
_MONEY = {"亿", "亿元", "元", "万元", "billion", "million"}


def _same_measure(asked: str, printed: str) -> bool:
    return asked == printed or any(asked in group and printed in group for group in (_PEOPLE, _FIRMS, _MONEY))


def _target_heading(writer: Writer, conditions: Conditions, count: int) -> str:
    if conditions.doubling:
        return writer.say("targets_doubling", count=count)
    if conditions.addition:
        return writer.say("targets_of_additions", count=count)
    if conditions.value is not None:
        shown = _shown(conditions.value)
        sentence = {"at_least": "targets_at_least", "at_most": "targets_at_most"}.get(
            conditions.comparison, "targets_with_value"
        )
        return writer.say(sentence, value=shown, count=count)
    if conditions.units:
        bodies = writer.say("list_separator").join(_body(writer, group) for group in conditions.units)
        return writer.say("targets_of_units", units=bodies, count=count)
    if conditions.area is not None:
        return writer.say("targets_of_area", area=writer.area(writer.lookup.areas[conditions.area]), count=count)
    return writer.say("all_targets", count=count)


def _shown(figure: Figure) -> str:
    value = figure.value
    if value >= 100_000_000:
        return f"{value / 100_000_000:g}亿"
    return f"{value:g}{figure.unit_of_measure}"
