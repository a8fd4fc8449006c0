"""Questions that compare or look for the most and the fewest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from plan_kb.answering import comparing, extremes, facts
from plan_kb.answering.conditions import NOUNS, Conditions, conditions_of, listed_noun, measure_named
from plan_kb.answering.extremes import Rank
from plan_kb.answering.fitting import Fitting
from plan_kb.answering.part import Part, joined, keeping_list
from plan_kb.answering.positions import list_in_view, position_in_list
from plan_kb.answering.resolving import context_things
from plan_kb.edition.model import Target
from plan_kb.linking import cues
from plan_kb.linking.mention import Kind, Thing
from plan_kb.understanding.reading import Reading

if TYPE_CHECKING:
    from plan_kb.answering.fact_asked import FactAsked

_ROWS = (Kind.INDICATOR, Kind.TASK, Kind.MEASURE)
_LONGEST_FRAGMENT = 8
"""Up to so many characters, 最低的呢 means the last of a list even without 其中."""


def compare(asked: FactAsked, things: tuple[Thing, ...]) -> Part:
    """Two things named, or one named and the one in focus."""
    reading, writer = asked.reading, asked.writer
    if len(reading.units) >= 2 and reading.cue("jointly") and not reading.indicator_names:
        return asked.part("ask_list")
    picked = position_in_list(reading)
    if isinstance(picked, tuple) and len(picked) == 1 and reading.cue("who") and not reading.names_something:
        return asked.compose("ask_unit", picked)
    units = [group[0] for group in reading.units] or list(reading.areas)
    pair = list(things) or _named(asked)
    if len(units) >= 2 and not reading.indicator_names:
        pair = units[:2]
    if len(pair) < 2 and reading.cue("two_before") and len(reading.context.listed) == 2 and not _spoken_apart(asked):
        pair = list(reading.context.listed)
    focus = reading.context.focus
    if not pair and focus is not None and focus.ask == "ask_compare" and len(focus.things) == 2:
        pair = list(focus.things)
    if len(pair) < 2:
        held = [*context_things(reading, (Kind.UNIT, Kind.AREA) if units or _about_units(asked) else _ROWS)]
        focus_pair = _last_two(asked, (Kind.UNIT, Kind.AREA) if units or _about_units(asked) else _ROWS)
        pair = (held[:1] + (units[:1] or pair)) if (pair or units) else focus_pair
    pair = list(dict.fromkeys(pair))
    if len(pair) == 1 and pair[0].kind in _ROWS and reading.cue("same") and facts.targets_of(writer, pair[0]):
        value = facts.targets_of(writer, pair[0])[0]
        others = [
            facts.indicator_thing(writer, t.indicator)
            for t in writer.lookup.plan.targets
            if (t.low, t.unit_of_measure) == (value.low, value.unit_of_measure) and t.low is not None
        ]
        return asked.compose("ask_target", tuple(dict.fromkeys(others)))
    if len(pair) == 1 and pair[0].kind is Kind.INDICATOR:
        return asked.compose("ask_target", tuple(pair))
    if len(pair) < 2 and pair and cues.has("noun:unit", reading.text):
        return asked.compose("ask_unit", tuple(pair))
    if len(pair) < 2:
        return asked.compose("ask_content", tuple(pair)) if pair else asked.from_context_part("ask_target")
    if all(thing.kind in (Kind.UNIT, Kind.AREA) for thing in pair):
        return comparing.task_counts(writer, pair[0], pair[1]) or asked.from_context_part("ask_target")
    if cues.has("noun:area", reading.text):
        return asked.compose("ask_area", tuple(pair[:2]))
    of_figures = any(reading.cue(cue) for cue in ("targets_listed", "value_words", "most", "more_or_less"))
    goes_on = focus is not None and focus.ask == "ask_unit" and not of_figures
    of_units = (reading.cue("noun:unit") or goes_on) and not reading.indicator_names
    if of_units or reading.cue("same_unit"):
        return asked.compose("ask_unit", tuple(pair[:2]))
    if len(pair) > 2 and all(thing.kind is Kind.INDICATOR for thing in pair):
        among = [t for thing in pair for t in facts.targets_of(writer, thing)]
        part = extremes.targets(writer, _rank(reading), among[0].unit_of_measure, among)
        if part is not None:
            return joined([part, asked.compose("ask_target", tuple(pair))])
    if len(pair) > 2:
        return asked.compose("ask_target", tuple(pair))
    return comparing.targets(writer, pair[0], pair[1]) or asked.compose("ask_target", tuple(pair[:2]))


def _about_units(asked: FactAsked) -> bool:
    focus = asked.reading.context.focus
    return bool(focus and focus.things and focus.things[0].kind in (Kind.UNIT, Kind.AREA))


def _spoken_apart(asked: FactAsked) -> bool:
    """Whether the last two answers were about one thing each: 两者 means these, and not the figures of the last."""
    context = asked.reading.context
    focus, earlier = context.focus, context.earlier[:1]
    return bool(
        focus
        and earlier
        and focus.ask == earlier[0].ask
        and len(focus.things) == len(earlier[0].things) == 1
        and focus.things[0] not in context.listed
    )


def _last_two(asked: FactAsked, kinds: tuple[Kind, ...]) -> list[Thing]:
    context = asked.reading.context
    foci = ([context.focus] if context.focus else []) + list(context.earlier)
    found = [thing for focus in foci for thing in focus.things[:1] if thing.kind in kinds]
    return list(dict.fromkeys(found))[1::-1]


def _named(asked: FactAsked) -> list[Thing]:
    reading = asked.reading
    found: list[Thing] = []
    for mention in reading.indicator_names:
        named = list(mention.of(Kind.INDICATOR))
        found += named if len(reading.indicator_names) == 1 else reading.distinguished(named)
    if found:
        found = asked.indicators.with_tasks_beside(found)
    if not found:
        found = list(reading.rows)
    picked = position_in_list(reading)
    if isinstance(picked, tuple):
        found += [thing for thing in picked if thing not in found]
    return list(dict.fromkeys(found))


def extreme(asked: FactAsked) -> Part:
    """The most or the fewest: units or areas by tasks, tasks by units or indicators, indicators by value."""
    reading, writer = asked.reading, asked.writer
    pair = [group[0] for group in reading.units] or [
        thing for thing in context_things(reading, (Kind.UNIT,)) if reading.context.focus and not reading.context.longer
    ]
    if len(pair) == 2 and not reading.rows:
        return comparing.task_counts(writer, pair[0], pair[1]) or asked.unknown()
    of_those = extreme_of_those(asked)
    if of_those is not None:
        return of_those
    if reading.cue("most") and reading.cue("fewest") and not reading.cue("second_most"):
        return joined([_extreme(asked, "most"), _extreme(asked, "fewest")])
    return _extreme(asked, _rank(reading))


def _rank(reading: Reading) -> Rank:
    return "second" if reading.cue("second_most") else "fewest" if reading.cue("fewest") else "most"


def extreme_of_those(asked: FactAsked) -> Part | None:
    """The greatest or smallest target among the indicators just listed or spoken of (这里头新增最多的是哪样)."""
    reading, writer, context = asked.reading, asked.writer, asked.reading.context
    listed = [thing for thing in list_in_view(context) if thing.kind is Kind.INDICATOR]
    if reading.cue("of_the_last_few") or (reading.cue("among_list") and len(listed) < 2):
        spoken = [thing for focus in (context.focus, *context.earlier) if focus for thing in focus.things[:1]]
        listed = [thing for thing in spoken if thing.kind is Kind.INDICATOR] or listed
    pointing = any(reading.cue(cue) for cue in ("among_list", "of_the_last_few", "row_pronouns"))
    among_those = pointing or len(reading.text) <= _LONGEST_FRAGMENT
    counted = cues.has("noun:unit", reading.text) and not reading.cue("who")
    if len(listed) < 2 or counted or _counted(asked) or reading.names_something or not among_those:
        return None
    among = [target for thing in dict.fromkeys(listed) for target in facts.targets_of(writer, thing)]
    part = extremes.targets(writer, _rank(reading), among[0].unit_of_measure, among)
    return replace(keeping_list(part), ask="ask_extreme") if part is not None else None


def _extreme(asked: FactAsked, rank: Rank) -> Part:
    reading, writer = asked.reading, asked.writer
    noun = listed_noun(reading)
    if (
        noun in ("", "task")
        and reading.context.listed
        and reading.context.listed[0].kind is Kind.AREA
        and not reading.names_something
    ):
        noun = "area"
    again = _same_measure_again(asked, rank) if noun == "" else None
    if again is not None:
        return again
    within = _scope(reading)
    others = tuple(key for group in within.excluded for key in group)
    of_tasks = replace(within, units=(), excluded=())
    if _counted(asked) == "task" and cues.has("noun:unit", reading.text) and not cues.has("noun:area", reading.text):
        return extremes.units(writer, rank, of_tasks, others)
    mentions_targets = reading.cue("figure_words") or cues.has("noun:target", reading.text)
    if (noun == "" and reading.cue("targets_listed")) or (noun != "unit" and measure_named(asked.reading)):
        noun = "target"
    if noun == "area":
        return extremes.areas(writer, rank, replace(within, area=None))
    if noun == "unit" and not _task_has_units(asked):
        return extremes.units(writer, rank, of_tasks, others)
    if noun == "target" or (mentions_targets and noun not in ("task", "unit")) or reading.cue("value_words"):
        among = [t for thing in reading.rows for t in facts.targets_of(writer, thing)] or None
        measure = _unit_of_measure(asked, among or Fitting(writer.lookup, within).targets)
        part = extremes.targets(writer, rank, measure, among, within)
        if part is not None:
            return part
    if mentions_targets:
        return extremes.tasks(writer, rank, by_units=False, within=within)
    if cues.has("noun:unit", reading.text):
        return extremes.tasks(writer, rank, by_units=True, within=within)
    return extremes.units(writer, rank, of_tasks, others)


def _same_measure_again(asked: FactAsked, rank: Rank) -> Part | None:
    """The other end of the indicators of which the greatest or smallest was told last (那最小的呢)."""
    focus = asked.reading.context.focus
    if focus is None or focus.ask != "ask_extreme" or not focus.things or asked.reading.names_something:
        return None
    told = facts.targets_of(asked.writer, focus.things[0]) if focus.things[0].kind is Kind.INDICATOR else []
    return extremes.targets(asked.writer, rank, told[0].unit_of_measure) if told else None


def _scope(reading: Reading) -> Conditions:
    """What the extreme is looked for within: the tasks of an area or of one unit, or what is newly added."""
    asked = conditions_of(reading)
    units = asked.units if len(asked.units) == 1 else ()
    return Conditions(units=units, excluded=asked.excluded, area=asked.area, addition=asked.addition)


def _counted(asked: FactAsked) -> str:
    """What there is most or fewest of: the noun right before that word (负责的任务最多)."""
    text = asked.reading.text
    marks = {start for cue in ("most", "second_most", "fewest") for start, _ in cues.spans(cue, text)}
    return next((noun for noun in NOUNS if any(end in marks for _, end in cues.spans(f"noun:{noun}", text))), "")


def _task_has_units(asked: FactAsked) -> bool:
    """Whether the question asks for the task with most units (and not for the unit with most tasks)."""
    return asked.reading.cue("which_task")


def _unit_of_measure(asked: FactAsked, among: Sequence[Target]) -> str:
    """The unit of measure that the question names, else that of most targets ``among`` those that are looked at."""
    printed = [t.unit_of_measure for t in asked.writer.lookup.plan.targets if t.unit_of_measure]
    for measure in dict.fromkeys(printed):
        if f"多少{measure}" in asked.reading.text or f"几{measure}" in asked.reading.text:
            return measure
    if named := measure_named(asked.reading):
        return named
    held = [t.unit_of_measure for t in among if t.unit_of_measure] or printed
    return max(dict.fromkeys(held), key=held.count)
