"""Figures that the plan gives twice: for one indicator in a goal and in a task, or for several indicators alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plan_kb.answering import facts
from plan_kb.answering.part import Part, answer
from plan_kb.answering.writer import Writer
from plan_kb.edition.model import Target
from plan_kb.linking.mention import Kind, Source
from plan_kb.understanding.reading import Reading

if TYPE_CHECKING:
    from plan_kb.answering.fact_asked import FactAsked

_ASKS = ("ask_list", "ask_count", "ask_compare", "ask_target", "ask_place", "ask_extreme", "ask_confirm")
_ROWS = (Kind.TASK, Kind.MEASURE, Kind.INDICATOR)


def same_figures(asked: FactAsked, ask: str) -> Part | None:
    """Which figures stand in goals and tasks alike, or which are the same for several; None where neither is asked."""
    reading = asked.reading
    named = any(m.source is Source.NAME and m.of(*_ROWS, Kind.UNIT) for m in reading.linked.mentions)
    figures = any(reading.cue(cue) for cue in ("targets_listed", "figure_words", "value_words"))
    if named or ask not in _ASKS or not figures or not (reading.cue("same") or reading.cue("twice")):
        return None
    if any(not figure.only_counts for figure in reading.linked.figures) or _points_back(reading):
        return None
    if any(reading.cue(cue) for cue in ("same_area", "same_paragraph", "same_unit")):
        return None
    if reading.cue("twice") or (reading.cue("goal_place") and reading.cue("task_place")):
        return _in_goals_and_tasks(asked.writer)
    return _of_several(asked.writer)


def _points_back(reading: Reading) -> bool:
    """Whether two things that were spoken of are compared."""
    cues = ("two_before", "among_list", "row_pronouns", "of_the_last_few")
    return reading.context.focus is not None and any(reading.cue(cue) for cue in cues)


def _in_goals_and_tasks(writer: Writer) -> Part:
    found: list[Target] = []
    for targets in writer.lookup.targets_of_indicator.values():
        of_goals = [t for t in targets if not t.measure]
        found += [t for t in targets if t.measure and any(_value(t) == _value(goal) for goal in of_goals)]
    heading = writer.say("targets_told_twice", count=len({t.indicator for t in found}))
    return facts.target_list(writer, found, heading, [])


def _of_several(writer: Writer) -> Part:
    """Each value that several indicators have, with them."""
    alike: dict[tuple[float | None, str], dict[str, Target]] = {}
    for target in writer.lookup.plan.targets:
        if target.low is not None and target.low == target.high:
            alike.setdefault(_value(target), {}).setdefault(target.indicator, target)
    groups = [list(held.values()) for held in alike.values() if len(held) > 1]
    lines = [writer.say("targets_alike", count=len(groups))]
    for group in groups:
        names = (writer.indicator(writer.lookup.indicators[t.indicator]) for t in group)
        targets = writer.say("list_separator").join(names)
        lines.append(writer.say("targets_alike_line", value=writer.target_value(group[0]), targets=targets))
    told = [target for group in groups for target in group]
    listed = [facts.indicator_thing(writer, target.indicator) for target in told]
    return answer("\n".join(lines), [writer.cite_target(target) for target in told], listed, listed)


_PEOPLE = ("人", "名")


def _value(target: Target) -> tuple[float | None, str]:
    """A target's value with its unit of measure; persons are counted as 人 or 名."""
    measure = _PEOPLE[0] if target.unit_of_measure in _PEOPLE else target.unit_of_measure
    return target.low, measure
