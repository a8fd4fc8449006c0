"""Which items of the last list, or which neighbours, the ordinals of a question pick."""

from __future__ import annotations

from dataclasses import dataclass, replace

from plan_kb.answering.resolving import context_is_empty, context_things, exists, task_of
from plan_kb.linking import cues
from plan_kb.linking.expressions import Ordinal
from plan_kb.linking.linker import Linked
from plan_kb.linking.mention import Kind, Thing
from plan_kb.text.numerals import chinese_value
from plan_kb.understanding.context import Context
from plan_kb.understanding.reading import Reading
from plan_kb.understanding.topics import numbered_thing

_TARGET, _GOAL = "目标", "发展目标"
_AREAS, _POINTING = ("领域", "板块"), ("这个", "那个", "该", "此", "同一个", "同一")
_COUNTS = ("第", "最后", "最末")
_LONGEST_PICK = 14
"""Up to so many characters, a position picks among the choices of a clarification."""
_UNITS_ARE_COUNTED = ("家", "单位", "部门", "位")
_LONGEST_FRAGMENT = 9
"""Up to so many characters, 第N项 beyond the end of a list is a slip; a longer question names task N."""


@dataclass(frozen=True)
class OutOfList:
    """The question counts to an item that the last list does not have."""

    count: int


def position_in_list(reading: Reading) -> tuple[Thing, ...] | OutOfList | None:
    """The items of the last list (or numbered neighbours of the focus) that ordinals pick; None where none is meant."""
    context = reading.context
    elliptical = len(reading.text) <= _LONGEST_PICK or reading.cue("among_list")
    picked: list[Thing] = []
    ordinals = reading.linked.ordinals or bare_number(reading)
    for ordinal in ordinals:
        pair = _pair(reading)
        if ordinal.of_pair or (ordinal.step and len(context.listed) == 2 and not _in_focus(context)):
            position = ordinal.position or (1 if ordinal.step < 0 else 2)
            if len(pair) < 2:
                return OutOfList(len(pair))
            picked.append(pair[position - 1])
            continue
        if ordinal.step:
            neighbour = _neighbour(reading, ordinal.step)
            if neighbour is None and context_is_empty(reading):
                return None
            if neighbour is None:
                return OutOfList(len(context.listed))
            picked.append(neighbour)
            continue
        if ordinal.noun and not (ordinal.noun == "task" and reading.cue("among_list") and context.listed):
            continue
        choices = context.options if context.pending and elliptical else list_in_view(context)
        choices = _tasks_of_its_area(reading) or choices
        if len(choices) < 2 and _counts_units(reading, ordinal):
            choices = _units_in_focus(reading) or choices
        if ordinal.middle:
            if len(choices) % 2 == 0:
                return OutOfList(len(choices))
            picked.append(choices[len(choices) // 2])
            continue
        if len(choices) < 2 and len(context.conversation) > 1 and reading.cue("earlier"):
            choices = context.conversation
        counts_targets = cues.has("noun:target", reading.text) or (context.focus and context.focus.ask == "ask_target")
        if not choices and counts_targets:
            choices = _indicators_in_focus(reading)
        if _goes_on_counting(reading) and not ordinal.first_n and not _tasks_of_its_area(reading):
            numbered = _same_kind(reading, ordinal)
            if numbered is None:
                return OutOfList(0)
            picked.append(numbered)
        elif choices:
            found = _pick(choices, ordinal)
            if found is None and len(reading.text) > _LONGEST_FRAGMENT and not _tasks_of_its_area(reading):
                whole = numbered_thing(reading.knowledge.main_plan, "task", ordinal.position)
                found = [whole] if whole else None
            if found is None:
                return OutOfList(len(choices))
            picked += found
        else:
            numbered = _same_kind(reading, ordinal)
            if numbered is not None:
                picked.append(numbered)
            elif context.focus and context.focus.things:
                return OutOfList(0)
    return tuple(picked) or other_of_pair(reading) or _other_measure(reading) or rest_of_list(reading) or None


def _goes_on_counting(reading: Reading) -> bool:
    """Whether a bare ordinal goes on with the numbers of the plan (第二个领域 … 第三个呢), not with what was listed."""
    context = reading.context
    if context.pending or context.focus is None or not context.focus.numbered or reading.cue("among_list"):
        return False
    listed = list_in_view(context)
    if len(listed) > 1 and all(thing in listed for thing in context.focus.things):
        return False
    kinds = {thing.kind for thing in context.focus.things}
    shown = len(context.listed) > 1 and not kinds & {thing.kind for thing in context.listed}
    return not shown or reading.group == "dialogue" or reading.ask == context.focus.ask


def _counts_units(reading: Reading, ordinal: Ordinal) -> bool:
    text = reading.linked.text
    counted = text[ordinal.start : ordinal.end].endswith(_UNITS_ARE_COUNTED)
    return counted or text.startswith(_UNITS_ARE_COUNTED[1:3], ordinal.end)


def _tasks_of_its_area(reading: Reading) -> tuple[Thing, ...]:
    """The tasks of the area that was spoken of, where 这个领域 says that its items are counted."""
    areas = context_things(reading, (Kind.AREA,))
    pointing = {end for _, end in cues.spans("pointing", reading.text)}
    if not areas or not any(start in pointing for start, _ in cues.spans("noun:area", reading.text)):
        return ()
    lookup = reading.knowledge.lookups[areas[0].plan]
    return tuple(Thing(areas[0].plan, Kind.TASK, str(n)) for n in lookup.areas[int(areas[0].key)].tasks)


def counted_in_list(linked: Linked, context: Context) -> Linked:
    """``linked`` with 第三个目标 read as the target of the third item, where a list of other things than goals is in
    view, and 这个领域的第三项 as an item; 发展目标三 stays the third goal, 领域第三个 the third area."""
    listed = list_in_view(context)
    if context.focus is None or any(thing.kind is Kind.PASSAGE for thing in listed):
        return linked
    ordinals = []
    for ordinal in linked.ordinals:
        said = linked.text[ordinal.start : ordinal.end]
        counted = len(listed) > 1 and said.startswith(_COUNTS) and said.endswith(_TARGET) and _GOAL not in said
        if ordinal.noun == "area" and said.startswith(_AREAS) and linked.text[: ordinal.start].endswith(_POINTING):
            ordinal = replace(ordinal, noun="")
        if ordinal.noun == "goal" and counted:
            ordinal = replace(ordinal, noun="", end=ordinal.end - len(_TARGET))
        ordinals.append(ordinal)
    return replace(linked, ordinals=tuple(ordinals))


def list_in_view(context: Context) -> tuple[Thing, ...]:
    """The list that ordinals count in: the last one shown, unless it showed one thing out of a longer one."""
    return context.longer if len(context.listed) < 2 and context.longer else context.listed


def rest_of_list(reading: Reading) -> tuple[Thing, ...]:
    """The items of the list in view that the last answers left out, where the question asks for the others."""
    context = reading.context
    whole = list_in_view(context)
    if not reading.cue("rest") or not context.focus or len(whole) < 2:
        return ()
    spoken = {thing for focus in (context.focus, *context.earlier) for thing in focus.things}
    rest = tuple(thing for thing in whole if thing not in spoken)
    return rest if len(rest) < len(whole) else ()


def other_of_pair(reading: Reading) -> tuple[Thing, ...]:
    """What 另一个 means: the one of a list of two that was not spoken of, the other measure of the task, or the only
    other task of the area where that is said."""
    focus = reading.context.focus
    if not reading.cue("the_other") or not focus or not focus.things:
        return ()
    pair = list_in_view(reading.context)
    others = tuple(thing for thing in pair if thing not in focus.things)
    if len(pair) == 2 and len(others) == 1:
        return others
    lookup = reading.knowledge.lookups.get(focus.things[0].plan)
    number = task_of(reading, focus.things[0])
    if lookup is not None and number and reading.cue("same_area"):
        rest = [n for n in lookup.areas[lookup.tasks[number].area].tasks if n != number]
        return (Thing(lookup.plan.key, Kind.TASK, str(rest[0])),) if len(rest) == 1 else ()
    return _other_measure(reading)


def _other_measure(reading: Reading) -> tuple[Thing, ...]:
    """The other measure of a task with two (同一任务的另一条措施); said again of it, it stays the other one."""
    focus = reading.context.focus
    if not (reading.cue("other_measure") or reading.cue("the_other")) or not focus or not focus.things:
        return ()
    if reading.names_something and not reading.cue("the_other"):
        return ()
    rows = [_row_of(reading, held.things[0]) for held in (focus, *reading.context.earlier[:1]) if held.things]
    if rows[0] is None:
        return ()
    lookup = reading.knowledge.lookups[rows[0].plan]
    siblings = [m.key for m in lookup.tasks[lookup.measures[rows[0].key].task].measures]
    if len(siblings) != 2:
        return ()
    if len(rows) > 1 and rows[1] is not None and rows[1].key in siblings and rows[1] != rows[0]:
        return (rows[0],)
    return (Thing(rows[0].plan, Kind.MEASURE, next(key for key in siblings if key != rows[0].key)),)


def _row_of(reading: Reading, thing: Thing) -> Thing | None:
    """The measure that a thing is or that its targets stand in; None for a whole task and for anything else."""
    lookup = reading.knowledge.lookups.get(thing.plan)
    if lookup is None or not exists(reading, thing):
        return None
    if thing.kind is Kind.INDICATOR:
        rows = lookup.measures_of_indicator(thing.key)
        return Thing(thing.plan, Kind.MEASURE, rows[0]) if rows else None
    return thing if thing.kind is Kind.MEASURE else None


def _indicators_in_focus(reading: Reading) -> tuple[Thing, ...]:
    """The indicators of the row in focus, in order: 第一个指标 counts in them though they were not listed."""
    for thing in context_things(reading, (Kind.TASK, Kind.MEASURE, Kind.INDICATOR)):
        lookup = reading.knowledge.lookups[thing.plan]
        if thing.kind is Kind.INDICATOR:
            rows = lookup.measures_of_indicator(thing.key)
            thing = Thing(thing.plan, Kind.MEASURE, rows[0]) if rows else thing
        if thing.kind is Kind.INDICATOR:
            return ()
        targets = (
            lookup.targets_of_task(int(thing.key)) if thing.kind is Kind.TASK else lookup.targets_of_measure[thing.key]
        )
        return tuple(Thing(thing.plan, Kind.INDICATOR, target.indicator) for target in targets)
    return ()


def _units_in_focus(reading: Reading) -> tuple[Thing, ...]:
    """The units that the last answer named: 最后那家 counts in them though they are no list of things."""
    foci = ([reading.context.focus] if reading.context.focus else []) + list(reading.context.earlier)
    focus = next((focus for focus in foci[:3] if focus.ask == "ask_unit"), None)
    if focus is None:
        return ()
    found: list[Thing] = []
    for thing in focus.things:
        lookup = reading.knowledge.lookups.get(thing.plan)
        if lookup is None or thing.kind not in (Kind.TASK, Kind.MEASURE, Kind.INDICATOR):
            continue
        rows = (
            [m.key for m in lookup.tasks[int(thing.key)].measures]
            if thing.kind is Kind.TASK
            else [thing.key]
            if thing.kind is Kind.MEASURE
            else lookup.measures_of_indicator(thing.key)
        )
        found += [Thing(thing.plan, Kind.UNIT, unit) for row in rows for unit in lookup.measures[row].units]
    return tuple(dict.fromkeys(found))


def bare_number(reading: Reading) -> tuple[Ordinal, ...]:
    """A message that is a number and nothing else picks from what was just listed."""
    value = chinese_value(reading.text.strip("。.,?!呢 "))
    focus = reading.context.focus
    listed = reading.context.options if reading.context.pending else list_in_view(reading.context)
    counting = focus is not None and focus.numbered and not listed
    if counting and value and numbered_thing(reading.knowledge.main_plan, "task", int(value)):
        return (Ordinal(0, len(reading.text), int(value), ""),)
    if value is None or not listed or value != int(value) or not 0 < value <= len(listed):
        return ()
    return (Ordinal(0, len(reading.text), int(value), ""),)


def _in_focus(context: Context) -> bool:
    return context.focus is not None and sum(thing in context.listed for thing in context.focus.things) == 1


def _pair(reading: Reading) -> tuple[Thing, ...]:
    """The two things that 前者 and 后者 count: a list of two, else what the last two answers were about."""
    context = reading.context
    if len(list_in_view(context)) == 2:
        return list_in_view(context)
    if reading.cue("rows_of_task") and len(rows := _measures_in_focus(reading)) == 2:
        return rows
    foci = ([context.focus] if context.focus else []) + list(context.earlier)
    return tuple(dict.fromkeys(thing for focus in foci for thing in focus.things[:1]))[1::-1]


def _measures_in_focus(reading: Reading) -> tuple[Thing, ...]:
    """The measures of the task in focus, in order (前一块, 后一行)."""
    held = context_things(reading, (Kind.TASK, Kind.MEASURE, Kind.INDICATOR))
    number = task_of(reading, held[0]) if held else None
    if number is None:
        return ()
    lookup = reading.knowledge.lookups[held[0].plan]
    return tuple(Thing(held[0].plan, Kind.MEASURE, row.key) for row in lookup.tasks[number].measures)


def _pick(choices: tuple[Thing, ...], ordinal: Ordinal) -> list[Thing] | None:
    if ordinal.first_n:
        return list(choices[: ordinal.position])
    index = ordinal.position - 1 if ordinal.position > 0 else ordinal.position
    return [choices[index]] if -len(choices) <= index < len(choices) else None


def _same_kind(reading: Reading, ordinal: Ordinal) -> Thing | None:
    """``第三条`` after a question about goal 2 is goal 3; without any focus 第N项 is the task of that number."""
    focus = reading.context.focus
    lookup = reading.knowledge.main_plan
    if focus and focus.things and focus.things[0].kind is Kind.PASSAGE and focus.things[0].key.startswith("goal/"):
        return numbered_thing(lookup, "goal", ordinal.position)
    if focus and focus.things and focus.things[0].kind is Kind.AREA:
        return numbered_thing(lookup, "area", ordinal.position)
    return numbered_thing(lookup, "task", ordinal.position)


def _neighbour(reading: Reading, step: int) -> Thing | None:
    context = reading.context
    if not context.focus:
        return None
    spoken = [thing for thing in context.focus.things if thing in context.listed]
    if len(context.listed) > 2 and len(spoken) != 1 and len(spoken) == len(context.focus.things):
        return context.listed[0 if step < 0 else -1]
    if not context.focus.things:
        return None
    thing = context.focus.things[0]
    if thing in context.listed:
        index = context.listed.index(thing) + step
        return context.listed[index] if 0 <= index < len(context.listed) else None
    lookup = reading.knowledge.lookups.get(thing.plan, reading.knowledge.main_plan)
    if thing.kind is Kind.PASSAGE and thing.key.startswith("goal/") and thing.key[5:].isdigit():
        return numbered_thing(lookup, "goal", int(thing.key[5:]) + step)
    if thing.kind is Kind.AREA:
        return numbered_thing(lookup, "area", int(thing.key) + step)
    task = task_of(reading, thing)
    return numbered_thing(lookup, "task", task + step) if task and task + step > 0 else None


def chosen_option(reading: Reading) -> tuple[Thing, ...]:
    """The options of a clarification that the text picks by ordinal or by words."""
    options = [thing for thing in reading.context.options if exists(reading, thing)]
    if not options:
        return ()
    picked = position_in_list(reading)
    if isinstance(picked, tuple):
        return picked
    if all(thing.kind is Kind.INDICATOR for thing in options):
        found = reading.distinguished(options)
        if len(found) < len(options):
            return tuple(found)
    return tuple(thing for thing in reading.linked.things if thing in options)
