"""Which conditions the words of a question set on a list: units that take part or do not, figures, areas, counts."""

from __future__ import annotations

import re
from dataclasses import dataclass

from plan_kb.linking import cues
from plan_kb.linking.expressions import Figure
from plan_kb.linking.mention import Kind, Mention, Thing
from plan_kb.text.numerals import chinese_value, english_value
from plan_kb.understanding.reading import Reading

_CLAUSE_MARKS = frozenset(",。!?;\n")
_BEFORE, _AFTER = 7, 9
"""Characters before and after a unit in which a word such as 没有 speaks of it."""
_LONGEST_CONDITION = 40
"""In a longer message about a unit, 不用指标 says how to answer and is no condition."""
_WITHOUT_FIGURES = 20
"""Characters between 没有 and the figures or targets that it denies."""
_MOST_UNITS_OF_A_TASK = 20
COMPARISONS = ("at_least", "at_most", "more_than", "less_than")


_SCOPE = re.compile("[,。!?;、的但且而就却]")
"""What is denied on one side of these is not denied on the other."""
_IN_SO_MANY_TASKS = re.compile(
    r"(?:只|仅|就|才|光)[^,。;]{0,8}?(?P<zh>[一二两三四五六七八九十\d]+)(?:项|个|件|处|条)(?!单位|部门)"
    r"|(?:only|just|exactly)(?: in)? (?P<en>\w+) (?:task|item)"
)
_OF_SO_MANY_ROWS = re.compile(
    r"(?:分成|拆成|分为|拆为|分了|拆了|切成|分作|包含|含有|有|列了|写了)(?:了)?([两二三\d])(?:行|条|段|部分|块|半|栏|格|个|项)?"
    r"(?:小行|措施|内容|举措|主要内容|子行|做法|行|条|段|部分)"
)


_OF_SO_MANY_FIGURES = re.compile(
    r"(?P<zh>[一二两三四五六七八九十\d]+)(?:个|项|条|处)(?:以上)?(?:的)?"
    r"(?:量化|具体|明确|数字|数量|定量)?(?:指标|目标值|目标|数字|数值)"
    r"|(?P<en>\w+) (?:numeric(?:al)? |quantitative )?(?:targets?|indicators?|figures?)\b"
)
"""有两个量化指标的任务."""
_SO_MANY_UNITS = re.compile(
    r"(?:责任单位|单位|部门)(?:数|总数|达到|达|共|有|为|是|满)*([一二两三四五六七八九十\d]+)(?:家|个)"
)
_BY_ONE_ALONE = re.compile(r"(?:只|仅|单独|独自)(?:由|归|写|列|有)$|\bonly (?:by )?(?:the )?$")
_ALONE = re.compile(r"(?:自己)?(?:一家|单独|独自|独家|一个单位|一个部门)(?:负责|承担|管|做|牵头)")
"""只由科委, 科委一家负责: the unit stands there by itself."""


@dataclass(frozen=True)
class Conditions:
    """What the listed things have to satisfy."""

    units: tuple[tuple[str, ...], ...] = ()
    """Units named; each entry holds the printed units of one body, any of which fits."""
    excluded: tuple[tuple[str, ...], ...] = ()
    """Units that must not be there, grouped likewise."""
    among: tuple[int, ...] = ()
    """Numbers of the tasks that the last list held, where the question is about those alone."""
    about: str = ""
    """What the tasks in ``among`` are about, as the question calls it (科委管的人才方面的事)."""
    area: int | None = None
    targets: bool | None = None
    """With (True) or without (False) a target."""
    unit_count: int | None = None
    task_count: int | None = None
    """For units: in so many tasks."""
    measure_count: int | None = None
    """For tasks: with so many rows of 主要内容."""
    target_count: int | None = None
    """For tasks: with so many indicators."""
    doubling: bool = False
    addition: bool = False
    """Only indicators that count what is newly added."""
    value: Figure | None = None
    comparison: str = ""
    """at_least, more_than, at_most, less_than or empty for equal, of the value or of what is counted."""
    measured_in: str = ""
    """For indicators: in this unit of measure (以“家”计, 带“亿”字)."""
    separately: bool = False
    """Whether each unit is asked about by itself (各, 分别), not what they do together."""


EVERYTHING = Conditions()


def conditions_of(reading: Reading, things: tuple[Thing, ...] = ()) -> Conditions:
    """The conditions that the words of ``reading`` set; ``things`` are units and areas that the dialogue settled."""
    units, excluded = _units(reading)
    area = int(reading.areas[0].key) if reading.areas else None
    settled: dict[str, tuple[str, ...]] = {}
    for thing in things:
        if thing.kind is Kind.UNIT:
            body = reading.knowledge.lookups[thing.plan].units[thing.key].body
            settled[body] = (*settled.get(body, ()), thing.key)
        elif thing.kind is Kind.AREA:
            area = int(thing.key)
    units += settled.values()
    figures = list(reading.linked.figures)
    task_count = _task_count(reading) if not units and not excluded else None
    unit_count = _unit_count(reading, figures, len(units)) if task_count is None else None
    measure_count = _measure_count(reading)
    target_count = _target_count(reading)
    counted = any(count is not None for count in (unit_count, task_count, measure_count, target_count))
    values = [f for f in figures if not f.only_counts and not (len(units) > 1 and _counts_units(f, len(units)))]
    return Conditions(
        units=tuple(units),
        excluded=tuple(excluded),
        among=_among(reading),
        area=area,
        targets=_with_targets(reading) if not (units and len(reading.text) > _LONGEST_CONDITION) else None,
        unit_count=unit_count,
        task_count=task_count,
        measure_count=measure_count,
        target_count=target_count,
        doubling=reading.cue("doubling"),
        addition=reading.cue("addition") and reading.cue("targets_listed") and not units,
        value=None if counted or not values else values[0],
        comparison=comparison_of(reading),
        measured_in=measure_named(reading) if reading.cue("targets_listed") else "",
        separately=reading.cue("separately"),
    )


def comparison_of(reading: Reading) -> str:
    """How the question compares with its figure: at_least, more_than …; empty for equal."""
    return next((name for name in COMPARISONS if reading.cue(name)), "")


def _units(reading: Reading) -> tuple[list[tuple[str, ...]], list[tuple[str, ...]]]:
    """The units that have to take part, and those that must not, left to right."""
    mentions = _relevant(reading)
    excluded = [m for m in mentions if _is_excluded(reading, m, mentions)]
    wanted = [m for m in mentions if m not in excluded]

    def groups(found: list[Mention]) -> list[tuple[str, ...]]:
        return list(dict.fromkeys(tuple(thing.key for thing in m.things) for m in found))

    kept_out = groups(excluded)
    return [group for group in groups(wanted) if group not in kept_out], kept_out


def _relevant(reading: Reading) -> list[Mention]:
    """The units of the clauses that ask; without any, those that the story names last, side by side."""
    mentions = list(reading.linked.of(Kind.UNIT))
    start, end = cues.asking_span(reading.text)
    asking = [m for m in mentions if start <= m.start and m.end <= end]
    if asking or len(mentions) < 2:
        return asking or mentions
    kept = [mentions[-1]]
    for mention in reversed(mentions[:-1]):
        if not reading.topics.side_by_side(mention, kept[0]):
            break
        kept.insert(0, mention)
    return kept


def _is_excluded(reading: Reading, unit: Mention, units: list[Mention]) -> bool:
    """Whether a word such as 没有, 不归 or 除了 before the unit, or 没参与 or 以外 after it, keeps it out."""
    text = reading.text
    first = max([m.end for m in units if m.end <= unit.start] + [unit.start - _BEFORE, 0])
    last = min([m.start for m in units if m.start >= unit.end] + [unit.end + _AFTER, len(text)])
    # What is denied of a task comes after 的: 科委没参与的任务, but 科委负责的没有数字的任务.
    before = _SCOPE.split(text[first : unit.start])[-1]
    after = _SCOPE.split(text[unit.end : last])[0]
    nouns = [start for start, _ in cues.spans("noun:task", after)]
    after = after[: min(nouns, default=len(after))]
    return cues.has("without", cues.without("no_negation", before)) or cues.has(
        "without_after", cues.without("no_negation", after)
    )


def _with_targets(reading: Reading) -> bool | None:
    """Whether only tasks with (True) or without (False) a figure are asked for; None where that is no condition."""
    text = reading.text
    figures = [span for cue in ("figure_words", "noun:target", "targets_listed") for span in cues.spans(cue, text)]
    negations = [] if cues.has("no_negation", text) else cues.spans("without", text)
    for _, end in negations:
        denied = [text[end:start] for start, _ in figures if 0 <= start - end <= _WITHOUT_FIGURES]
        if any(not _CLAUSE_MARKS & set(between) for between in denied):
            return False
    if any(0 <= start - end <= 4 for _, end in figures for start, _ in negations):
        return False
    if not cues.has("figure_words", text) or listed_noun(reading) not in ("task", "area", "goal"):
        return None
    return True if reading.cue("with") else None


def _unit_count(reading: Reading, figures: list[Figure], units_named: int) -> int | None:
    """The number of units that a task is to have; where a unit is named, only that it stands there alone counts."""
    if units_named:
        counted = _SO_MANY_UNITS.search(reading.text)
        if counted and (value := chinese_value(counted.group(1))):
            return int(value)
        if units_named > 1 and reading.cue("only") and any(_counts_units(f, units_named) for f in figures):
            return units_named
        return 1 if reading.ask in ("ask_list", "ask_count") and _alone(reading) else None
    if not cues.has("noun:unit", reading.text):
        return None
    if cues.has("two_units_asked", reading.text) and not cues.has("task_itself", reading.text):
        return None
    if reading.cue("only"):
        return 1
    counts = [int(f.value) for f in figures if f.unit_of_measure in ("个", "家", "")]
    return next((count for count in counts if count <= _MOST_UNITS_OF_A_TASK), None)


def _counts_units(figure: Figure, named: int) -> bool:
    """Whether a figure only counts the units that are named (人才办、科委、人保局三家)."""
    return figure.unit_of_measure in ("家", "个", "方") and figure.value == named


def _alone(reading: Reading) -> bool:
    """Whether one unit is named, and a word right beside it says that no other is there (只由科委一家负责)."""
    units = reading.linked.of(Kind.UNIT)
    if len(units) != 1 or reading.cue("only_does"):
        return False
    text = reading.text
    return bool(_BY_ONE_ALONE.search(text[: units[0].start]) or _ALONE.match(text[units[0].end :]))


def _task_count(reading: Reading) -> int | None:
    """The number of tasks that a unit is to stand in (只在一项任务里, 参与两项的单位)."""
    if listed_noun(reading) != "unit":
        return None
    match = _IN_SO_MANY_TASKS.search(reading.text)
    if match is None:
        return None
    number = match.group("zh") or match.group("en")
    value = english_value(number) or chinese_value(number)
    return int(value) if value else None


def _measure_count(reading: Reading) -> int | None:
    """The number of rows that a task is to have (分成两行措施的任务)."""
    match = _OF_SO_MANY_ROWS.search(reading.text)
    value = chinese_value(match.group(1)) if match else None
    return int(value) if value else None


def _target_count(reading: Reading) -> int | None:
    """The number of indicators that a task is to have (写了两个指标的任务)."""
    match = _OF_SO_MANY_FIGURES.search(reading.text) if listed_noun(reading) == "task" else None
    if match is None:
        return None
    value = chinese_value(match.group("zh")) if match.group("zh") else english_value(match.group("en"))
    return int(value) if value else None


_MEASURE_NAMED = re.compile(
    r"(?:以|按|拿|用|带|含|单位是|单位为)(?:个|着|有)?[“\"'‘「『]?(?P<measure>[^,。!?;]{1,3}?)[”\"'’」』]?"
    r"(?:来|为单位|做单位|作单位|计|数|算|论|字|的)"
)
_MONEY_ASKED = re.compile("亿元|金额|多少亿|几个亿|hundreds? of millions|billions?")
_MONEY = "亿"


def measure_named(reading: Reading) -> str:
    """The unit of measure that the question counts in (拿“家”来数的, 以件计), if a plan prints it; else empty."""
    text = reading.linked.normal  # as typed: 按件 is no misspelt 案件
    printed = {t.unit_of_measure for t in reading.knowledge.main_plan.plan.targets}
    match = _MEASURE_NAMED.search(text)
    named = match.group("measure") if match else ""
    if named in printed and named:
        return _MONEY if named.startswith(_MONEY) else named
    return _MONEY if _MONEY_ASKED.search(text) and not reading.linked.figures else ""


def _among(reading: Reading) -> tuple[int, ...]:
    if not reading.cue("among_list"):
        return ()
    return tuple(int(thing.key) for thing in reading.context.listed if thing.kind is Kind.TASK)


NOUNS = ("task", "unit", "area", "target", "goal", "measure")


def listed_noun(reading: Reading) -> str:
    """What the question lists: the noun beside its question word, else the last noun that it holds."""
    text = reading.text
    best, distance = "", 10_000
    marks = cues.spans("question_marks", text)
    for noun in NOUNS:
        for start, end in cues.spans(f"noun:{noun}", text):
            if any(
                m.start <= start and end <= m.end
                for m in reading.linked.mentions
                if m.of(Kind.UNIT, Kind.AREA, Kind.PLAN)
            ):
                continue
            gap = min(
                (min(abs(start - b), abs(a - end)) + (0 if b <= start else 2) for a, b in marks), default=100 - start
            )
            if gap < distance:
                best, distance = noun, gap
    return best
