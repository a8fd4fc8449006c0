"""Which of the things just listed, spoken of or named: those with a figure, of a unit, about a subject."""
from __future__ import annotations

from plan_kb.answering import lists
from plan_kb.answering.conditions import Conditions, conditions_of
from plan_kb.answering.fact_asked import FactAsked
from plan_kb.answering.fitting import value_matches
from plan_kb.answering.part import Part, keeping_list
from plan_kb.answering.positions import list_in_view
from plan_kb.answering.resolving import task_of
from plan_kb.answering.writer import Writer
from plan_kb.linking import cues
from plan_kb.linking.mention import Kind, Mention, Source, Thing
from plan_kb.text.normalise import normalise
from plan_kb.understanding.reading import Reading

_ROWS = (Kind.TASK, Kind.MEASURE, Kind.INDICATOR)
_OF_LISTS = ("ask_unit", "ask_list", "ask_count")


def of_those(reading: Reading, writer: Writer) -> Part | None:
    """The answer to 三个里面哪个有关汽车 or 哪些有量化指标 after a list; None where no such choice is asked for."""
    if reading.group not in ("fact", "dialogue", "absent", "foreign"):
        return None
    if not (reading.cue("which_of") or (reading.cue("among_list") and reading.ask in _OF_LISTS)):
        return None
    named = [
        m
        for m in reading.linked.mentions
        if m.source is Source.NAME
        and m.of(*_ROWS)
        and not cues.has("speaking_of_oneself", cues.clause_around(reading.text, m.start))
    ]
    tasks = _tasks_of(reading, [m.of(*_ROWS)[0] for m in named])
    if reading.cue("related") and len(tasks) >= 2:
        return _chosen(reading, writer, tasks, named)
    spoken = _tasks_of(reading, _in_view(reading))
    if len(spoken) < 2:
        return None
    if reading.cue("among_list") or reading.cue("of_the_last_few"):
        return _chosen(reading, writer, spoken, [])
    if not reading.names_something and not reading.linked.figures:
        return _with_targets(reading, writer, spoken)
    return None


def _in_view(reading: Reading) -> list[Thing]:
    """The list in view; where the question counts what was spoken of, or there is none, the last things of all."""
    listed = [thing for thing in list_in_view(reading.context) if thing.kind in _ROWS]
    if len(listed) >= 2 and not reading.cue("of_the_last_few"):
        return listed
    if not reading.cue("of_the_last_few") and not reading.cue("among_list"):
        return listed
    foci = ([reading.context.focus] if reading.context.focus else []) + list(reading.context.earlier)
    return [thing for focus in foci for thing in focus.things[:1] if thing.kind in _ROWS] or listed


def _tasks_of(reading: Reading, things: list[Thing]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(number for thing in things if (number := task_of(reading, thing))))


def _chosen(reading: Reading, writer: Writer, tasks: tuple[int, ...], named: list[Mention]) -> Part | None:
    """The tasks among ``tasks`` that the units, figures or words of the question fit."""
    figures = [figure for figure in reading.linked.figures if not figure.only_counts]
    if reading.units and reading.ask != "ask_unit":
        asked = conditions_of(reading)
        return lists.tasks(writer, Conditions(units=asked.units, excluded=asked.excluded, among=tasks))
    if figures:
        lookup = writer.lookup
        fitting = [n for n in tasks if any(value_matches(t, f) for t in lookup.targets_of_task(n) for f in figures)]
        return _list(reading, writer, fitting)
    words = _words(reading, named)
    said = {n: _text(writer, n) for n in tasks}
    if words:
        return _list(reading, writer, [n for n in tasks if any(word in said[n] for word in words)])
    return _with_targets(reading, writer, tasks)


def _words(reading: Reading, named: list[Mention]) -> list[str]:
    """Names and words of the plan in the question beside the things that it chooses from."""
    return [
        m.surface
        for m in reading.linked.mentions
        if m.surface and m not in named and not m.of(Kind.UNIT, Kind.AREA, Kind.PLAN)
    ]


def _with_targets(reading: Reading, writer: Writer, tasks: tuple[int, ...]) -> Part | None:
    """The tasks with a figure, and the figures; or those without one."""
    if not (reading.cue("figure_words") or reading.cue("noun:target")) or reading.cue("most") or reading.cue("fewest"):
        return None
    if reading.cue("without") and not reading.cue("no_negation"):
        return _list(reading, writer, [n for n in tasks if not writer.lookup.targets_of_task(n)])
    if not reading.cue("with"):
        return None
    fitting = tuple(
        Thing(writer.lookup.plan.key, Kind.TASK, str(n)) for n in tasks if writer.lookup.targets_of_task(n)
    )
    return keeping_list(FactAsked(reading, writer).compose("ask_target", fitting)) if fitting else None


def _list(reading: Reading, writer: Writer, fitting: list[int]) -> Part | None:
    """The fitting tasks; where more than which one is asked for (里面管商标的是谁), what is asked of them."""
    if fitting and reading.ask in ("ask_unit", "ask_area") and reading.group == "fact":
        things = tuple(Thing(writer.lookup.plan.key, Kind.TASK, str(number)) for number in fitting)
        return keeping_list(FactAsked(reading, writer).compose(reading.ask, things))
    return lists.tasks(writer, Conditions(among=tuple(fitting))) if fitting else None


def _text(writer: Writer, number: int) -> str:
    task = writer.lookup.tasks[number]
    return normalise(task.name + "".join(row.text for row in task.measures))
