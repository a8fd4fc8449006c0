"""Yes or no: a premise about a unit, a figure, an area or a count is checked, and the true fact stated."""

from __future__ import annotations

from dataclasses import replace

from plan_kb.answering import facts, lists
from plan_kb.answering.conditions import conditions_of
from plan_kb.answering.fact_asked import FactAsked
from plan_kb.answering.fitting import value_matches
from plan_kb.answering.part import Part, joined, keeping_list
from plan_kb.answering.plan_facts import answer_about
from plan_kb.answering.positions import position_in_list
from plan_kb.answering.reply import Kind as ReplyKind
from plan_kb.answering.resolving import context_things, task_of
from plan_kb.answering.writer import Writer
from plan_kb.edition.model import Target
from plan_kb.linking.mention import Kind, Thing
from plan_kb.understanding.question import group_of
from plan_kb.understanding.reading import Reading

_LEAST_TELLING_FIGURE = 20
"""Smaller figures belong to too many things to say whose they are."""


def confirm(reading: Reading, writer: Writer) -> Part:
    """Checks the premise of a question; the answer states the plan's fact and whether the premise agrees."""
    asked = FactAsked(reading, writer)
    figures = reading.linked.figures
    if reading.cue("who") and not reading.units:
        who = asked.part("ask_unit")
        return joined([_of_figures(asked, reading, writer), who]) if figures and reading.rows else who
    if figures and (reading.rows or reading.indicator_names or reading.passages):
        return _of_figures(asked, reading, writer)
    rows, focus = reading.rows, reading.context.focus
    if reading.units and not rows and not figures:
        picked = position_in_list(reading)
        if isinstance(picked, tuple) and all(t.kind in (Kind.TASK, Kind.MEASURE, Kind.INDICATOR) for t in picked):
            part = asked.compose_plain("ask_unit", picked)
            return keeping_list(judged(writer, part, _are_responsible(reading, writer, picked)))
    of_units = context_things(reading, (Kind.UNIT,)) if reading.cue("noun:area") and not reading.names_something else ()
    if of_units and focus is not None and focus.things and focus.things[0].kind is Kind.UNIT:
        return lists.areas(writer, conditions_of(reading, of_units))
    valued = any(not figure.only_counts for figure in figures)
    if not (rows or reading.units or valued) and focus is not None and any(o.step for o in reading.linked.ordinals):
        return asked.part(focus.ask if focus.ask in ("ask_unit", "ask_target", "ask_area") else "ask_content")
    if reading.units and rows and reading.cue("only_does") and not figures:
        return _of_only_task(reading, writer, rows)
    if rows and not (figures or reading.units or reading.areas) and reading.cue("responsible"):
        return asked.part("ask_unit", rows)
    if reading.units and rows:
        agrees = _are_responsible(reading, writer) and not (reading.cue("only") and _has_others(reading, writer))
        return judged(writer, asked.compose_plain("ask_unit", rows), agrees)
    if reading.areas and rows:
        part = asked.part("ask_area", rows)
        tasks = {m.task for thing in rows for m in facts.measures_of(writer, thing)}
        agrees = all(str(writer.lookup.tasks[number].area) in {a.key for a in reading.areas} for number in tasks)
        return judged(writer, part, agrees)
    if reading.units and reading.areas and reading.cue("all_of_it") and not figures:
        return _all_in_area(asked, reading, writer)
    if figures and not reading.names_something and _doubts_a_count(reading):
        part = asked.part("ask_count", reading.context.focus.things if reading.context.focus else ())
        return replace(judged(writer, part, any(f.value == len(part.listed or ()) for f in figures)), ask="ask_count")
    if figures and not reading.names_something:
        counted = _counted(asked, reading, writer)
        if counted is not None:
            return counted
    if figures and (reading.units or reading.areas):
        part = asked.part("ask_count")
        return judged(writer, part, bool(part.listed) and any(f.value == len(part.listed or ()) for f in figures))
    if reading.cue("doubling"):
        part = asked.part("ask_target")
        return judged(writer, part, any(t.doubling for t in _targets(writer, part)))
    if not (figures or reading.names_something) and reading.cue("noun:unit") and focus and len(focus.things) > 1:
        return asked.part("ask_unit", focus.things)
    if len(reading.units) > 1 and not (rows or figures) and reading.cue("jointly"):
        return asked.part("ask_list")
    if not (figures or reading.units) and reading.cue("held_in_it") and reading.linked.of(Kind.TERM):
        return asked.part("ask_place")
    if (
        focus is not None
        and reading.rows
        and not (figures or reading.units)
        and focus.ask in ("ask_unit", "ask_target", "ask_area")
        and not reading.cue("held_in_it")
        and set(reading.rows) != set(focus.things)
        and not _is_in_focus(reading)
    ):
        return asked.part(focus.ask)
    other = next((i for i in reading.intents if i.name != "ask_confirm" and group_of(i.name) in ("fact", "plan")), None)
    if (
        reading.units
        and not figures
        and (reading.cue("noun:task") or not context_things(reading, (Kind.TASK, Kind.MEASURE, Kind.INDICATOR)))
    ):
        return asked.part("ask_list")
    if figures or reading.units:
        held = asked.from_context("ask_target" if figures else "ask_unit")
        if isinstance(held, Part):
            return held
        part = asked.compose_plain("ask_target" if figures else "ask_unit", held)
        if figures:
            return judged(writer, part, any(value_matches(t, f) for t in _targets(writer, part) for f in figures))
        printed = {unit for thing in held for row in facts.measures_of(writer, thing) for unit in row.units}
        return judged(writer, part, all(any(t.key in printed for t in group) for group in reading.units))
    if reading.cue("how_many") and (reading.rows or reading.indicator_names):
        return asked.part("ask_target")
    if other is not None and group_of(other.name) == "plan":
        return answer_about(writer, other.name) or asked.part("ask_content")
    return asked.part(other.name if other else "ask_content")


def _is_in_focus(reading: Reading) -> bool:
    """Whether what is named belongs to the task in focus: then it is asked whether it stands there."""
    focus = reading.context.focus
    tasks = {task_of(reading, thing) for thing in focus.things} if focus else set()
    return any(task_of(reading, thing) in tasks for thing in reading.rows)


def _doubts_a_count(reading: Reading) -> bool:
    """Whether a bare number of things doubts the list of a unit or area that was just counted (我记得是两项)."""
    focus, nouns = reading.context.focus, ("area", "goal", "unit", "target")
    counted = focus is not None and focus.ask in ("ask_list", "ask_count") and bool(focus.things)
    kinds = {thing.kind for thing in focus.things} if focus else set()
    return (
        counted
        and kinds <= {Kind.UNIT, Kind.AREA}
        and all(figure.only_counts for figure in reading.linked.figures)
        and not any(reading.cue(f"noun:{noun}") for noun in nouns)
    )


def _of_figures(asked: FactAsked, reading: Reading, writer: Writer) -> Part:
    """Whether a target has the value that the question says."""
    part = asked.part("ask_target")
    told = _targets(writer, part)
    agrees = any(value_matches(t, f) for t in told for f in reading.linked.figures)
    others = _of_other_figures(reading, writer, told)
    if others:
        part, agrees = joined([part, asked.compose("ask_target", others)]), True
    if not agrees and part.kind is ReplyKind.ANSWER and (whose := _whose_figures(reading, writer)):
        return judged(writer, joined([part, asked.compose("ask_target", whose)]), False)
    if reading.units and reading.rows and part.kind is ReplyKind.ANSWER:
        of_units = asked.compose_plain("ask_unit", reading.rows)
        return judged(writer, joined([part, of_units]), agrees and _are_responsible(reading, writer))
    return judged(writer, part, agrees)


def _of_other_figures(reading: Reading, writer: Writer, told: list[Target]) -> tuple[Thing, ...]:
    """Indicators of the same families that have the figures which no target told has (再多5家,全区要过400)."""
    left = [f for f in reading.linked.figures if not f.only_counts and not any(value_matches(t, f) for t in told)]
    families = {writer.lookup.indicators[t.indicator].family for t in told} - {""}
    known = {t.indicator for t in told}
    found = [
        facts.indicator_thing(writer, t.indicator)
        for f in left
        for t in writer.lookup.plan.targets
        if value_matches(t, f)
        and t.indicator not in known
        and writer.lookup.indicators[t.indicator].family in families
    ]
    return tuple(dict.fromkeys(found)) if left and len(left) < len(reading.linked.figures) else ()


def _whose_figures(reading: Reading, writer: Writer) -> tuple[Thing, ...]:
    """The one indicator that has the figure which the question takes for another's (390 is no number of patents)."""
    matching = [f for f in reading.linked.figures if not f.only_counts and f.value >= _LEAST_TELLING_FIGURE]
    found = [
        t.indicator
        for f in matching
        for t in writer.lookup.plan.targets
        if value_matches(t, f) and t.low == t.high and f.unit_of_measure in ("", t.unit_of_measure)
    ]
    keys = tuple(dict.fromkeys(found))
    return (facts.indicator_thing(writer, keys[0]),) if len(keys) == 1 else ()


def _of_only_task(reading: Reading, writer: Writer, rows: tuple[Thing, ...]) -> Part:
    """Whether the tasks of a unit are those that are named and no other (是否仅参与…一项): all of them are told."""
    part = lists.tasks(writer, conditions_of(reading))
    named = {row.task for thing in rows for row in facts.measures_of(writer, thing)}
    return judged(writer, part, {int(thing.key) for thing in part.listed or ()} == named)


def _has_others(reading: Reading, writer: Writer) -> bool:
    """Whether units stand beside the rows that the question does not name."""
    named = {thing.key for group in reading.units for thing in group}
    return any(set(row.units) - named for thing in reading.rows for row in facts.measures_of(writer, thing))


def _are_responsible(reading: Reading, writer: Writer, rows: tuple[Thing, ...] = ()) -> bool:
    """Whether every unit that is named stands beside ``rows``, or the rows that are named."""
    printed = {unit for thing in rows or reading.rows for row in facts.measures_of(writer, thing) for unit in row.units}
    return all(any(t.key in printed for t in group) for group in reading.units)


def _all_in_area(asked: FactAsked, reading: Reading, writer: Writer) -> Part:
    """Whether all tasks of a unit belong to an area; the others are told with their areas."""
    of_unit = lists.tasks(writer, replace(conditions_of(reading), area=None))
    areas = {int(thing.key) for thing in reading.areas}
    outside = [t for t in of_unit.listed or () if facts.measures_of(writer, t) and _area_of(writer, t) not in areas]
    return judged(writer, asked.compose("ask_area", tuple(outside)) if outside else of_unit, not outside)


def _area_of(writer: Writer, thing: Thing) -> int:
    return writer.lookup.tasks[facts.measures_of(writer, thing)[0].task].area


def _targets(writer: Writer, part: Part) -> list[Target]:
    return [target for thing in part.things for target in facts.targets_of(writer, thing)]


def _counted(asked: FactAsked, reading: Reading, writer: Writer) -> Part | None:
    """A premise about how many tasks, areas or goals there are."""
    if not any(reading.cue(f"noun:{noun}") for noun in ("task", "area", "goal", "unit")):
        return None
    part = asked.part("ask_count")
    if part.kind is not ReplyKind.ANSWER or part.listed is None:
        return None
    return judged(writer, part, any(f.value == len(part.listed) for f in reading.linked.figures))


def judged(writer: Writer, part: Part, agrees: bool) -> Part:
    """An answer that begins with whether the premise of the question agrees; anything else stays as it is."""
    if part.kind is not ReplyKind.ANSWER:
        return part
    verdict = writer.say("confirmed" if agrees else "denied")
    return Part(
        part.kind,
        f"{verdict}{part.text}" if not writer.english else f"{verdict} {part.text}",
        part.citations,
        part.things,
        part.listed,
        part.buttons,
        part.ask,
    )
