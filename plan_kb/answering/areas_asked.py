"""Questions for areas: all of them, or those with so many tasks, or with tasks of some kind."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from plan_kb.answering import lists
from plan_kb.answering.conditions import Conditions, comparison_of
from plan_kb.answering.fitting import compares
from plan_kb.answering.part import Part, answer
from plan_kb.edition.model import Area
from plan_kb.linking import cues
from plan_kb.linking.mention import Kind, Thing

if TYPE_CHECKING:
    from plan_kb.answering.fact_asked import FactAsked


def areas(asked: FactAsked, conditions: Conditions) -> Part:
    """The areas: all, those with so many tasks, or those whose tasks satisfy the conditions."""
    reading, writer = asked.reading, asked.writer
    if conditions.targets is not None or conditions.doubling or conditions.target_count is not None:
        return lists.areas(writer, replace(conditions, value=None))
    fitting = _areas_of_size(asked)
    if not cues.has("noun:task", reading.text) or not fitting:
        return lists.areas(writer)
    listed = tuple(Thing(writer.lookup.plan.key, Kind.AREA, str(area.number)) for area in fitting)
    lines = [writer.say("counts_of_areas_line", area=writer.area(area), count=len(area.tasks)) for area in fitting]
    citations = [writer.cite(f"task/{number}", area.name) for area in fitting for number in area.tasks]
    heading = writer.say("areas_with_count", count=len(fitting))
    return answer("\n".join([heading, *lines]), citations, listed, listed)


def counts_tasks_of_areas(asked: FactAsked) -> bool:
    """Whether the areas with so many tasks are asked for, though tasks are the nearer noun (下设任务恰为两项的领域)."""
    text = asked.reading.text
    others = ("noun:unit", "targets_listed", "figure_words")
    return cues.has("noun:area", text) and bool(_areas_of_size(asked)) and not any(cues.has(o, text) for o in others)


def _areas_of_size(asked: FactAsked) -> list[Area]:
    """The areas with as many tasks as the question says (六个领域之中,下设三项任务的)."""
    reading = asked.reading
    counts = [f.value for f in reading.linked.figures] or ([1.0] if reading.cue("only") else [])
    comparison = comparison_of(reading)
    areas = asked.writer.lookup.areas.values()
    return [area for area in areas if any(compares(float(len(area.tasks)), count, comparison) for count in counts)]
