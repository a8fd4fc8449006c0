"""Answers that list or count: tasks, units, areas, goals and indicators that satisfy something."""

from __future__ import annotations

from dataclasses import replace

from plan_kb.answering import facts
from plan_kb.answering.conditions import EVERYTHING, Conditions
from plan_kb.answering.described import count_described, described, figure_shown, stated
from plan_kb.answering.fitting import WITHOUT_TARGETS, Fitting
from plan_kb.answering.part import Part, answer, joined, not_in_plan
from plan_kb.answering.writer import Writer
from plan_kb.linking.mention import Kind, Thing


def tasks(writer: Writer, conditions: Conditions) -> Part:
    """The tasks that satisfy the conditions, with a heading that counts them; for each unit where that is asked."""
    lookup = writer.lookup
    if conditions.separately and len(conditions.units) > 1:
        return joined([tasks(writer, replace(conditions, units=(group,))) for group in conditions.units])
    fitting = Fitting(lookup, conditions)
    found, things = fitting.tasks, _named(writer, conditions)
    if not found:
        return not_in_plan(writer.say("nothing_fits"), (), things)
    lines = [_heading(writer, conditions, len(found))]
    citations = []
    for position, number in enumerate(found, 1):
        task = lookup.tasks[number]
        rows = fitting.rows(number)
        part_of_task = conditions.units and len(rows) == 1 and len(task.measures) > 1
        name = writer.measure(rows[0]) if part_of_task else writer.task(task)
        lines.append(writer.say("list_line", position=position, name=name))
        if conditions.units:
            citations += [writer.cite_task(number), *(writer.cite_units(row) for row in rows)]
        else:
            citations.append(writer.cite_task(number))
    listed = [Thing(lookup.plan.key, Kind.TASK, str(number)) for number in found]
    return answer("\n".join(lines), citations, things or listed, listed)


def _heading(writer: Writer, conditions: Conditions, count: int) -> str:
    if conditions.among and not conditions.about:
        return writer.say("tasks_among", count=count)
    if stated(conditions) not in _WITH_HEADINGS:
        return writer.say("tasks_fitting", conditions=described(writer, conditions), count=count)
    bodies = _bodies(writer, conditions.units)
    area = writer.area(writer.lookup.areas[conditions.area]) if conditions.area is not None else ""
    if conditions.excluded:
        excluded = _bodies(writer, conditions.excluded)
        if conditions.units:
            return writer.say("tasks_of_units_without", units=bodies, excluded=excluded, count=count)
        return writer.say("tasks_without_units", units=excluded, count=count)
    if conditions.measure_count is not None:
        return writer.say("tasks_with_measure_count", number=conditions.measure_count, count=count)
    if conditions.targets is not None:
        return writer.say("tasks_with_targets" if conditions.targets else "tasks_without_targets", count=count)
    if conditions.unit_count is not None:
        alone = conditions.unit_count == 1 and not conditions.comparison
        number = count_described(writer, conditions.unit_count, conditions.comparison)
        return writer.say("tasks_with_one_unit" if alone else "tasks_with_unit_count", number=number, count=count)
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


def _bodies(writer: Writer, groups: tuple[tuple[str, ...], ...]) -> str:
    """The printed units, or all printed units of each body."""
    return writer.say("list_separator").join(writer.units(group) for group in groups)


def _named(writer: Writer, conditions: Conditions) -> list[Thing]:
    """The units and the area that a list is of."""
    plan = writer.lookup.plan.key
    things = [Thing(plan, Kind.UNIT, key) for group in conditions.units for key in group]
    return things if conditions.area is None else [*things, Thing(plan, Kind.AREA, str(conditions.area))]


def areas(writer: Writer, conditions: Conditions = EVERYTHING) -> Part:
    """The areas: all, or those with tasks that satisfy the conditions."""
    lookup = writer.lookup
    fitting = Fitting(lookup, conditions)
    said = described(writer, conditions)
    found = fitting.areas if said else sorted(lookup.areas)
    if not found:
        return not_in_plan(writer.say("nothing_fits"), (), _named(writer, conditions))
    sentence = "areas_without_targets" if conditions == WITHOUT_TARGETS else "areas_fitting" if said else "all_areas"
    heading = writer.say(sentence, conditions=said, count=len(found))
    lines = [writer.say("list_line", position=i, name=writer.area(lookup.areas[n])) for i, n in enumerate(found, 1)]
    listed = [Thing(lookup.plan.key, Kind.AREA, str(number)) for number in found]
    firsts = [next((n for n in lookup.areas[a].tasks if not said or n in fitting.tasks), 0) for a in found]
    citations = [writer.cite(f"task/{n}", lookup.areas[a].name) for a, n in zip(found, firsts, strict=True)]
    return answer("\n".join([heading, *lines]), citations, listed, listed)


def units(writer: Writer, conditions: Conditions = EVERYTHING) -> Part:
    """The responsible units as printed: all, those that stand in so many tasks, or those of the tasks that fit."""
    lookup = writer.lookup
    found = Fitting(lookup, conditions).units
    if not found:
        return not_in_plan(writer.say("nothing_fits"))
    heading = writer.say("all_units", count=len(found))
    if conditions.task_count is not None:
        number = count_described(writer, conditions.task_count, conditions.comparison)
        heading = writer.say("units_with_task_count", number=number, count=len(found))
    elif said := described(writer, conditions):
        heading = writer.say("units_fitting", conditions=said, count=len(found))
    lines = [heading]
    lines += [writer.say("list_line", position=i, name=writer.unit(key)) for i, key in enumerate(found, 1)]
    listed = [Thing(lookup.plan.key, Kind.UNIT, key) for key in found]
    tasks = Fitting(lookup, conditions).tasks or sorted(lookup.tasks)
    rows = [row for number in tasks for row in lookup.tasks[number].measures]
    citations = [writer.cite_units(next(row for row in rows if key in row.units)) for key in found]
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


def goals(writer: Writer, targets: bool | None = None) -> Part:
    """The numbered goals by name: all, or those with (True) or without (False) a target."""
    lookup = writer.lookup
    numbered = [
        goal
        for goal in lookup.plan.goals
        if goal.number and targets in (None, bool(lookup.targets_of_ref.get(goal.ref)))
    ]
    if not numbered:
        return not_in_plan(writer.say("nothing_fits"))
    heading = "all_goals" if targets is None else "goals_with_targets" if targets else "goals_without_targets"
    lines = [writer.say(heading, count=len(numbered))]
    lines += [writer.say("list_line", position=i, name=writer.passage(goal.ref)) for i, goal in enumerate(numbered, 1)]
    listed = [Thing(lookup.plan.key, Kind.PASSAGE, goal.ref) for goal in numbered]
    return answer("\n".join(lines), [writer.cite(goal.ref, goal.name) for goal in numbered], listed, listed)


def targets(writer: Writer, conditions: Conditions) -> Part:
    """The indicators that satisfy the conditions."""
    found, things = Fitting(writer.lookup, conditions).targets, _named(writer, conditions)
    if not found:
        return not_in_plan(writer.say("no_such_figure" if conditions.value else "nothing_fits"), (), things)
    keys = {t.indicator for t in found}
    heading = _target_heading(writer, conditions, len(keys))
    part = facts.target_list(writer, found, heading, things)
    return part if len(keys) > 1 else answer(f"{heading}\n{part.text}", part.citations, things, part.listed)


def _target_heading(writer: Writer, conditions: Conditions, count: int) -> str:
    said = stated(conditions) - {"targets"}
    if len(said) > 1 or said & {"excluded", "unit_count", "measure_count", "target_count", "measured_in"}:
        conditions = replace(conditions, targets=None)
        return writer.say("targets_fitting", conditions=described(writer, conditions), count=count)
    if conditions.doubling:
        return writer.say("targets_doubling", count=count)
    if conditions.addition:
        return writer.say("targets_of_additions", count=count)
    if conditions.value is not None:
        shown = figure_shown(conditions.value)
        return writer.say(f"targets_{conditions.comparison or 'with_value'}", value=shown, count=count)
    if conditions.units:
        return writer.say("targets_of_units", units=_bodies(writer, conditions.units), count=count)
    if conditions.area is not None:
        return writer.say("targets_of_area", area=writer.area(writer.lookup.areas[conditions.area]), count=count)
    return writer.say("all_targets", count=count)
