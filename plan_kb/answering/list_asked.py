"""Questions that list or count: from the words of the question to the conditions of the list."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from plan_kb.answering import lists
from plan_kb.answering.areas_asked import areas, counts_tasks_of_areas
from plan_kb.answering.clarifying import Clarifying
from plan_kb.answering.conditions import EVERYTHING, Conditions, conditions_of, listed_noun
from plan_kb.answering.contacts import units_of
from plan_kb.answering.fitting import Fitting
from plan_kb.answering.part import Part, joined, keeping_list, not_in_plan
from plan_kb.answering.positions import position_in_list
from plan_kb.answering.resolving import context_things, task_of
from plan_kb.answering.whole_list import has_strange_nouns, is_doubtful, is_limited
from plan_kb.answering.writer import Writer
from plan_kb.edition.model import Task
from plan_kb.linking import cues
from plan_kb.linking.mention import Kind, Source, Thing
from plan_kb.text.normalise import normalise
from plan_kb.understanding.reading import Reading
from plan_kb.understanding.topics import settings

if TYPE_CHECKING:
    from plan_kb.answering.fact_asked import FactAsked


_LONGEST_ELLIPSIS = 20
"""Up to so many characters, twice as many in English, 哪些单位 means those of what was spoken of."""
_HOLDING_TARGETS = ("task", "unit", "area")
"""What may be asked for by the indicators that it holds."""


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
    spoken_of = _units_spoken_of(writer, reading)
    outright = any(m.source is Source.NAME for m in reading.linked.mentions)
    if reading.cue("unit_pronouns") and not (spoken_of or outright or things):
        return Clarifying(reading, writer).topic(ask)
    conditions = conditions_of(reading, things or spoken_of)
    named = bool(conditions.units or conditions.excluded or conditions.area is not None)
    if conditions.among and conditions.targets is not None:
        return lists.tasks(writer, conditions)
    if noun == "goal" and conditions.targets is not None and (reading.cue("which_of") or reading.cue("how_many")):
        return lists.goals(writer, conditions.targets)
    if noun == "goal" and reading.cue("besides") and reading.passages:
        return lists.goals(writer)
    if noun == "goal" and (goals := asked.indicators.goals()):
        return asked.compose(
            "ask_target" if reading.cue("figure_words") or "数" in reading.text else "ask_content", goals
        )
    asks_for_others = reading.cue("rest") or reading.cue("others_asked")
    if not named and reading.rows and reading.cue("same_area") and asks_for_others:
        return _others_of_area(writer, reading)
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
    if noun == "area" and reading.cue("which_area") and (conditions.units or conditions.excluded):
        return lists.areas(writer, replace(conditions, area=None))
    if noun == "area" and not named and not reading.rows:
        return areas(asked, conditions)
    if noun in ("task", "") and not named and not reading.names_something and counts_tasks_of_areas(asked):
        return areas(asked, conditions)
    if noun == "task" and not named and not reading.names_something and reading.cue("row_pronouns"):
        in_focus = context_things(reading, (Kind.TASK, Kind.MEASURE, Kind.INDICATOR))
        if in_focus:
            return asked.part("ask_content", tuple(_whole_task(reading, thing) for thing in in_focus[:1]))
    if ask == "ask_count" and not noun and not named and reading.rows:
        return asked.part("ask_target")
    if noun == "" and conditions.value is None and not named and reading.unexplained and not reading.places:
        return asked.unknown()
    of_size = conditions.measure_count is not None or conditions.target_count is not None
    if of_size and noun in ("task", "measure", ""):
        return lists.tasks(writer, conditions)
    if noun == "unit" and conditions.task_count is not None:
        return lists.units(writer, conditions)
    if noun == "unit" and not conditions.units:
        rows = things or reading.rows
        if not rows and reading.cue("two_before"):
            return asked.part("ask_unit", context_things(reading, (Kind.TASK, Kind.MEASURE, Kind.INDICATOR)))
        if not rows and reading.cue("pronouns"):
            rows = context_things(reading, (Kind.TASK, Kind.MEASURE, Kind.INDICATOR))
        if rows and rows[0].kind in (Kind.TASK, Kind.MEASURE, Kind.INDICATOR):
            return lists.units_of_task(writer, rows[0]) or lists.units(writer)
        if conditions.unit_count is None and not conditions.excluded:
            limited = conditions == EVERYTHING and (is_limited(reading) or has_strange_nouns(reading))
            return asked.unknown() if limited else lists.units(writer, conditions)
    if (
        noun == "target"
        or conditions.addition
        or conditions.measured_in
        or ((conditions.doubling or conditions.value) and not (noun in _HOLDING_TARGETS and _is_named(reading, noun)))
    ):
        if (
            conditions.targets is not None
            and not (conditions.doubling or conditions.value or named)
            and reading.cue("without")
        ):
            return lists.tasks(writer, conditions)
        rows = things or reading.places
        selective = conditions.value or conditions.doubling or conditions.addition or conditions.measured_in
        if rows and not (named or selective):
            return asked.compose("ask_target", rows)
        if conditions == EVERYTHING and (is_limited(reading) or has_strange_nouns(reading)):
            return asked.unknown()
        return lists.targets(writer, conditions)
    if noun == "goal":
        return lists.goals(writer)
    if noun == "area" and not named:
        rows = reading.rows
        if rows:
            return asked.compose("ask_area", rows)
        return areas(asked, conditions)
    if noun == "measure" and reading.places:
        return asked.compose("ask_content", reading.places)
    of_targets = conditions.doubling or conditions.addition or conditions.value is not None
    if not named and not of_targets and conditions.targets is None and conditions.unit_count is None:
        held = _held(asked, reading)
        if held is not None:
            return held
        if reading.places:
            return asked.compose("ask_content", reading.places)
        if conditions == EVERYTHING and (is_doubtful(reading) or is_limited(reading)):
            return asked.unknown()
    return lists.tasks(writer, _about_something(reading, conditions))


def _about_something(reading: Reading, conditions: Conditions) -> Conditions:
    """The tasks of a unit that are about what the question names beside it (科委管的人才方面的事有哪几件)."""
    names = [
        m
        for m in reading.linked.of(Kind.TASK, Kind.MEASURE, Kind.INDICATOR)
        if m.source is Source.NAME and reading.stands_in_an_asking_clause(m.surface)
    ]
    whole = reading.cue("only_does") or reading.cue("all_of_it") or not reading.cue("task_itself_or_counter")
    if not conditions.units or conditions.among or len(names) != 1 or whole:
        return conditions
    named = {n for thing in names[0].things if (n := task_of(reading, thing))}
    called = {t.number for t in reading.knowledge.main_plan.plan.tasks if names[0].surface in _names_of(t)}
    tasks = tuple(sorted(named | called))
    fitting = Fitting(reading.knowledge.main_plan, replace(conditions, among=tasks)).tasks if tasks else []
    return replace(conditions, among=tasks, about=names[0].surface) if fitting else conditions


def _names_of(task: Task) -> str:
    """The names of a task and of its measures, in both languages, as a message is normalised."""
    return normalise(" ".join([task.name, task.name_en, *(f"{m.name} {m.name_en}" for m in task.measures)]))


def _others_of_area(writer: Writer, reading: Reading) -> Part:
    """The tasks that share the area of the rows that are named (跟孵化器同一领域的另外两项)."""
    own = {number for thing in reading.rows if (number := task_of(reading, thing))}
    in_areas = {writer.lookup.tasks[number].area for number in own}
    others = [n for area in sorted(in_areas) for n in writer.lookup.areas[area].tasks if n not in own]
    return lists.tasks(writer, Conditions(among=tuple(others))) if others else not_in_plan(writer.say("nothing_fits"))


def _is_named(reading: Reading, noun: str) -> bool:
    """Whether what is listed is called by its noun: 哪几项 may count tasks or indicators."""
    return noun != "task" or reading.cue("task_itself")


def _whole_task(reading: Reading, thing: Thing) -> Thing:
    number = task_of(reading, thing)
    return Thing(thing.plan, Kind.TASK, str(number)) if number else thing


def _units_spoken_of(writer: Writer, reading: Reading) -> tuple[Thing, ...]:
    """The units that a pronoun means: those of the row in focus (这家单位), or the last two (他俩一块管的)."""
    if reading.units:
        return ()
    if reading.cue("unit_pronouns") or (reading.cue("its_unit") and not reading.names_something):
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
    words = 2 if reading.linked.is_english else 1
    return (
        not reading.linked.of(Kind.PLAN)
        and not reading.cue("total")
        and not reading.linked.figures
        and (
            len(reading.text) <= (20 if reading.linked.is_english else 10)
            or reading.cue("pronouns")
            or (noun == "unit" and len(reading.text) <= _LONGEST_ELLIPSIS * words and not reading.cue("all_of_it"))
        )
        and not reading.cue("doubling")
        and noun != "task"
    )


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
