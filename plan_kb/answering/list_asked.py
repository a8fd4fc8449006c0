"""Questions that list or count: from the words of the question to the conditions of the list."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import jieba

from plan_kb.answering import lists
from plan_kb.answering.conditions import Conditions, conditions_of, listed_noun
from plan_kb.answering.contacts import units_of
from plan_kb.answering.part import Part, answer, joined, keeping_list
from plan_kb.answering.positions import position_in_list
from plan_kb.answering.resolving import context_things, task_of
from plan_kb.answering.writer import Writer
from plan_kb.edition.model import Area
from plan_kb.linking import cues
from plan_kb.linking.mention import Kind, Thing
from plan_kb.text.words import is_noun
from plan_kb.understanding.narrowing import is_unknown
from plan_kb.understanding.reading import Reading
from plan_kb.understanding.topics import settings

if TYPE_CHECKING:
    from plan_kb.answering.fact_asked import FactAsked



_WHOSE = re.compile("([\u4e00-\u9fff]{2,})(?:有|负责|参与|承担|分到|要做|管)(?:了|着|到)?(?:哪|几|什么|多少|啥)")
_WORDS_OF_A_NAME = 3
_ASKS_OF_LISTS = ("ask_list", "ask_count", "ask_confirm")


def list_or_count(asked: FactAsked, ask: str, things: tuple[Thing, ...], targets: bool = False) -> Part:
    """A list of tasks, units, areas, goals or indicators; a count is the same list under a heading that counts."""
    reading, writer = asked.reading, asked.writer
    counted = counted_nouns(reading) if ask == "ask_count" and not things and not reading.names_something else []
    if len(counted) > 1:
        return joined([_whole_list(writer, noun) for noun in counted])
    noun = "target" if targets else listed_noun(reading)
    if not things and not reading.names_something and not reading.linked.figures:
        picked = position_in_list(reading)
        if isinstance(picked, tuple):
            things = picked
            if things[0].kind in (Kind.TASK, Kind.MEASURE, Kind.INDICATOR, Kind.PASSAGE):
                return keeping_list(
                    asked.compose(
                        {"unit": "ask_unit", "target": "ask_target", "area": "ask_area"}.get(noun, "ask_content"),
                        things,
                    )
                )
    if reading.cue("goal_place") and not things and not reading.units and (goals := asked.indicators.goals()):
        figures = reading.cue("targets_listed") and noun == "target"
        return asked.compose("ask_target" if figures else "ask_content", goals)
    conditions = conditions_of(reading, things or _units_spoken_of(writer, reading))
    named = bool(conditions.units or conditions.excluded or conditions.area is not None)
    if noun == "goal" and (goals := asked.indicators.goals()):
        return asked.compose(
            "ask_target" if reading.cue("figure_words") or "数" in reading.text else "ask_content", goals
        )
    if not named and not reading.names_something and noun != "unit" and _means_its_area(reading):
        tasks = [
            n
            for thing in context_things(reading, (Kind.TASK, Kind.MEASURE, Kind.INDICATOR))
            if (n := task_of(reading, thing))
        ]
        if tasks:
            area = writer.lookup.areas[writer.lookup.tasks[tasks[0]].area]
            others = tuple(number for number in area.tasks if number != tasks[0])
            if reading.cue("rest") and others:
                return lists.tasks(writer, Conditions(among=others))
            return lists.tasks(writer, replace(conditions, area=area.number))
    if not things and not named and not reading.names_something and _elliptical(reading, noun):
        in_focus = context_things(reading, (Kind.TASK, Kind.MEASURE, Kind.INDICATOR))
        if in_focus and (noun == "unit" or reading.confidence("ask_unit") >= settings()["least_confidence_of_unit"]):
            return asked.part("ask_unit", in_focus)
        if in_focus and noun in ("target", ""):
            return (
                asked.part("ask_target", in_focus)
                if ask == "ask_count" or noun
                else asked.part("ask_content", in_focus)
            )
        if in_focus and noun == "area" and len(in_focus) < len(writer.lookup.tasks):
            return asked.part("ask_area", in_focus)
    if noun == "area" and not named and not reading.rows:
        return _areas(asked)
    if noun in ("task", "") and not named and not reading.names_something and _counts_tasks_of_areas(asked):
        return _areas(asked)
    if noun == "task" and not named and not reading.names_something and reading.cue("row_pronouns"):
        in_focus = context_things(reading, (Kind.TASK, Kind.MEASURE, Kind.INDICATOR))
        if in_focus:
            return asked.part("ask_content", tuple(_whole_task(reading, thing) for thing in in_focus[:1]))
    if ask == "ask_count" and not noun and not named and reading.rows:
        return asked.part("ask_target")
    if noun == "" and conditions.value is None and not named and reading.unexplained and not reading.places:
        return asked.unknown()
    if conditions.measure_count is not None and noun in ("task", "measure", ""):
        return lists.tasks(writer, conditions)
    if noun == "unit" and conditions.task_count is not None:
        return lists.units(writer, conditions.task_count)
    if noun == "unit" and not conditions.units:
        rows = things or reading.rows
        if not rows and reading.cue("two_before"):
            return asked.part("ask_unit", context_things(reading, (Kind.TASK, Kind.MEASURE, Kind.INDICATOR)))
        if not rows and reading.cue("pronouns"):
            rows = context_things(reading, (Kind.TASK, Kind.MEASURE, Kind.INDICATOR))
        if rows and rows[0].kind in (Kind.TASK, Kind.MEASURE, Kind.INDICATOR):
            return lists.units_of_task(writer, rows[0]) or lists.units(writer)
        if conditions.unit_count is None:
            return lists.units(writer)
    if (
        noun == "target"
        or conditions.doubling
        or conditions.addition
        or (conditions.value and noun not in ("task", "unit"))
    ):
        if (
            conditions.targets is not None
            and not (conditions.doubling or conditions.value or named)
            and reading.cue("without")
        ):
            return lists.tasks(writer, conditions)
        rows = things or reading.places
        if rows and not named and not conditions.value and not conditions.doubling and not conditions.addition:
            return asked.compose("ask_target", rows)
        return lists.targets(writer, conditions)
    if noun == "goal":
        return lists.goals(writer)
    if noun == "area" and not named:
        rows = reading.rows
        if rows:
            return asked.compose("ask_area", rows)
        return _areas(asked)
    if noun == "measure" and reading.places:
        return asked.compose("ask_content", reading.places)
    if not named and conditions.targets is None and conditions.unit_count is None:
        held = _held(asked, reading)
        if held is not None:
            return held
        if reading.places:
            return asked.compose("ask_content", reading.places)
        if conditions == Conditions() and _is_doubtful(reading):
            return asked.unknown()
    return lists.tasks(writer, conditions)


def _whole_task(reading: Reading, thing: Thing) -> Thing:
    number = task_of(reading, thing)
    return Thing(thing.plan, Kind.TASK, str(number)) if number else thing


def _is_doubtful(reading: Reading) -> bool:
    """Whether a question for the whole list rather asks for something else: by a noun, or hardly as a list."""
    sure = max((i.confidence for i in reading.intents if i.name in _ASKS_OF_LISTS), default=0.0)
    strange = any(is_noun(word) for word in reading.unexplained)
    return strange or _is_of_somebody_unknown(reading) or sure < settings()["least_confidence_of_whole_list"]


def _is_of_somebody_unknown(reading: Reading) -> bool:
    """Whether the tasks are those of somebody whose name holds a noun that stands in no plan (区氢能办有哪些任务)."""
    whose = _WHOSE.search(reading.linked.normal)
    words = list(jieba.cut(whose.group(1)))[-_WORDS_OF_A_NAME:] if whose else []
    return any(is_noun(word) and is_unknown(reading.knowledge, word) for word in words)


def _units_spoken_of(writer: Writer, reading: Reading) -> tuple[Thing, ...]:
    """The units that a pronoun means: those of the row in focus (这家单位), or the last two (他俩一块管的)."""
    if reading.units:
        return ()
    if reading.cue("unit_pronouns"):
        return context_things(reading, (Kind.UNIT,)) or units_of(
            writer, context_things(reading, (Kind.TASK, Kind.MEASURE, Kind.INDICATOR))[:1]
        )
    units = context_things(reading, (Kind.UNIT,)) if reading.cue("two_before") else ()
    return units if len(units) > 1 else ()


def counted_nouns(reading: Reading) -> list[str]:
    """The kinds of things that the question counts, in order (多少项任务、分几个领域)."""
    found = []
    for noun in ("task", "area", "goal", "unit", "target"):
        spans = cues.spans(f"noun:{noun}", reading.text)
        marks = [end for _, end in cues.spans("how_many", reading.text)]
        starts = [start for start, _ in spans if any(0 <= start - end <= 6 for end in marks)]
        if starts:
            found.append((starts[0], noun))
    return [noun for _, noun in sorted(found)]


def _whole_list(writer: Writer, noun: str) -> Part:
    if noun == "area":
        return lists.areas(writer)
    if noun == "goal":
        return lists.goals(writer)
    if noun == "unit":
        return lists.units(writer)
    return lists.targets(writer, Conditions()) if noun == "target" else lists.tasks(writer, Conditions())


def _means_its_area(reading: Reading) -> bool:
    """Whether 这个领域 or 同领域 stands for the area of the task in focus."""
    if reading.cue("same_area"):
        return True
    # As typed: the repair of spelling takes 那个 for 哪个.
    typed = reading.linked.normal
    pointing = {end for _, end in cues.spans("pointing", typed)}
    return any(start in pointing for start, _ in cues.spans("noun:area", typed))


def _elliptical(reading: Reading, noun: str) -> bool:
    """Whether a question for a list says too little to be about the whole plan (哪些单位管, 指标, 有几个)."""
    return (
        not reading.linked.of(Kind.PLAN)
        and not reading.cue("total")
        and not reading.linked.figures
        and (
            len(reading.text) <= (20 if reading.linked.is_english else 10)
            or reading.cue("pronouns")
            or (noun == "unit" and len(reading.text) <= 20 and not reading.cue("all_of_it"))
        )
        and not reading.cue("doubling")
        and noun != "task"
    )


def _counts_tasks_of_areas(asked: FactAsked) -> bool:
    """Whether the areas with so many tasks are asked for, though tasks are the nearer noun (下设任务恰为两项的领域)."""
    text = asked.reading.text
    others = ("noun:unit", "targets_listed", "figure_words")
    return cues.has("noun:area", text) and bool(_areas_of_size(asked)) and not any(cues.has(o, text) for o in others)


def _areas_of_size(asked: FactAsked) -> list[Area]:
    """The areas with as many tasks as the question says (六个领域之中,下设三项任务的)."""
    reading = asked.reading
    counts = [f.value for f in reading.linked.figures] or ([1.0] if reading.cue("only") else [])
    return [area for area in asked.writer.lookup.areas.values() if len(area.tasks) in counts]


def _areas(asked: FactAsked) -> Part:
    reading, writer = asked.reading, asked.writer
    fitting = _areas_of_size(asked)
    if not cues.has("noun:task", reading.text) or not fitting:
        return lists.areas(writer)
    listed = tuple(Thing(writer.lookup.plan.key, Kind.AREA, str(area.number)) for area in fitting)
    lines = [writer.say("counts_of_areas_line", area=writer.area(area), count=len(area.tasks)) for area in fitting]
    citations = [writer.cite(f"task/{number}", area.name) for area in fitting for number in area.tasks]
    heading = writer.say("areas_with_count", count=len(fitting))
    return answer("\n".join([heading, *lines]), citations, listed, listed)


def _held(asked: FactAsked, reading: Reading) -> Part | None:
    """A list about what the conversation is about: 都是啥 after a count, 还有哪几项 of the same area."""
    focus = reading.context.focus
    if (
        focus is None
        or reading.names_something
        or not (reading.cue("pronouns") or reading.cue("among_list") or len(reading.text) <= 8)
    ):
        return None
    held = context_things(reading, (Kind.UNIT, Kind.AREA))
    if focus.things and focus.things[0].kind in (Kind.UNIT, Kind.AREA) and held:
        return lists.tasks(asked.writer, conditions_of(reading, held))
    return None
