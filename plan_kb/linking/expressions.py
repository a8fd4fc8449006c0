"""Figures, ordinals, years and other places in a message."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from plan_kb.data import load
from plan_kb.text.numerals import ARABIC_NUMBER, CHINESE_NUMBER, chinese_value, english_value

_NUMBER = rf"(?:{ARABIC_NUMBER}[十百千万亿]*|{CHINESE_NUMBER})"


@dataclass(frozen=True)
class Figure:
    """A value in the message, e.g. ``390件``."""

    start: int
    end: int
    value: float
    unit_of_measure: str
    """As typed; empty for a bare number."""
    pointed_at: bool = False
    """Whether a word such as 哪 or 这 stands before it (哪三件大事)."""

    @property
    def only_counts(self) -> bool:
        """Whether it rather counts items (三个, 两项) than being a value of the text."""
        return self.value <= 30 and (self.pointed_at or self.unit_of_measure in ("个", "项", "条", "点"))


@dataclass(frozen=True)
class Ordinal:
    """A position: ``第2个`` is 2, ``最后一项`` -1, ``倒数第二`` -2; ``step`` is +1 or -1 for the next or previous."""

    start: int
    end: int
    position: int
    noun: str
    """task, goal, area or empty where it only counts."""
    step: int = 0
    first_n: bool = False
    """Whether it means the first ``position`` of them (前三个)."""
    of_pair: bool = False
    """Whether it means one of two (前者, 后者)."""
    middle: bool = False


@dataclass(frozen=True)
class Year:
    """A year of the message; ``offset`` instead of ``year`` for 今年, 去年 …"""

    start: int
    end: int
    year: int | None
    offset: int | None


_MOST_TASKS = 60
_POINTING = ("哪", "这", "那", "前", "后", "其他", "另外")
_NUMBERS = ("no", "no.", "number")
_FIRST = ("首", "头")
_ENUMERATES = re.compile("(?:^|[,。!?;:、])$")
_COUNTERS = tuple("项个条点件")
_AFTER_AN_ENUMERATOR = tuple(",、:")
"""第一,… 第二,… number the questions of a message."""
_MOST_GOALS = 20
"""``was the goal 25 or 250`` names a figure, no goal."""
_NO_VALUES = ("月", "日", "号", "字", "秒", "页", "分钟", "小时")
"""What follows a number of a date, of words to be written, or of a time of day."""


@lru_cache(maxsize=1)
def _data() -> dict[str, list[str]]:
    data: dict[str, list[str]] = load("language/expressions.yml")
    return data


def _any(words: list[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


@lru_cache(maxsize=1)
def _figure_pattern() -> re.Pattern[str]:
    units = _any(_data()["measures_of_value"])
    return re.compile(rf"(?<![第\d.a-z])({_NUMBER})(?:\s*(?:多|余|来)?\s*({units}))?")


@lru_cache(maxsize=1)
def _year_pattern() -> re.Pattern[str]:
    data = load("language/expressions.yml")
    relative = _any([*data["relative_years"], *data["named_periods"]])
    return re.compile(
        rf"((?:19|20)\d\d|[一二]零?[〇零一二三四五六七八九]{{2,3}})(?:年|年底|年末)|(?<![\d.])((?:20)[12345]\d)(?![\d.家个件名人亿万项])|(?<!\d)(\d\d)年|({relative})"
    )


def years(text: str) -> list[Year]:
    """Years of the normalised ``text`` (2024年, 24年, 二〇二四年, 去年, bare 2024; 十五五 as its last year)."""
    relative: dict[str, int] = load("language/expressions.yml")["relative_years"]
    periods: dict[str, int] = load("language/expressions.yml")["named_periods"]
    found = []
    for match in _year_pattern().finditer(text):
        full, plain, short, word = match.groups()
        if word:
            found.append(Year(match.start(), match.end(), periods.get(word), relative.get(word)))
            continue
        value = chinese_value(full or plain or short)
        if short and not 10 <= int(short) <= 60:
            continue
        if value is not None:
            year = int(value) + (2000 if short else 0)
            if 1949 <= year <= 2100:
                found.append(Year(match.start(), match.end(), year, None))
    return found


def figures(text: str, taken: list[tuple[int, int]]) -> list[Figure]:
    """Values of the normalised ``text`` outside the spans in ``taken`` (years, ordinals, names such as 5G)."""
    found = []
    for match in _figure_pattern().finditer(text):
        start, end = match.span()
        number, unit = match.group(1), match.group(2) or ""
        if any(start < stop and begin < end for begin, stop in taken):
            continue
        value = chinese_value(number)
        bare_chinese = not unit and not re.search(r"\d", number)
        if text.startswith(_NO_VALUES, end):
            continue
        if value is None or (bare_chinese and (len(number) < 2 or value < 10)):
            continue
        if number == "一" and unit in ("个", "家", "项", "条", "件", "名", "位"):
            continue
        if unit in ("亿元", "亿"):
            value *= 1 if "亿" in number else 100_000_000
        elif unit == "万元":
            value *= 10_000
        elif unit == "billion":
            value *= 1e9
        elif unit == "million":
            value *= 1e6
        found.append(Figure(start, end, value, unit, text[:start].endswith(_POINTING)))
    return found


@lru_cache(maxsize=1)
def _ordinal_patterns() -> tuple[re.Pattern[str], ...]:
    data = _data()
    leads = _any(data["goal_nouns"] + data["area_nouns"] + data["absolute_nouns"])
    nouns = _any(data["ordinal_nouns"] + data["goal_nouns"] + data["area_nouns"])
    return (
        re.compile(
            rf"(?P<lead>{leads})?(?:的|里的|里头|里面|里边|里|中的|当中|中|部分)?的?"
            rf"(?P<back>倒数)?第(?P<number>{_NUMBER})(?![栏次季天年批轮届产期级步方时人])(?:[项个条大点件])?(?P<noun>{nouns})?"
        ),
        re.compile(
            rf"(?P<lead>任务|序号|重点工作)(?:为|是)?(?P<number>{_NUMBER})(?:的)?(?P<noun>重点工作|任务|工作)?(?![家个件名人亿万共起直样般些定律下\d])"
        ),
        re.compile(rf"(?<![\d第])(?P<number>{_NUMBER})号(?P<noun>任务|重点工作|工作)"),
        re.compile(rf"前(?P<first>{_NUMBER})[个项条]"),
        re.compile(r"(?:首|头)(?P<number>一)?(?:[项个件样桩]|(?<=一)[条家位])|首条"),
        re.compile(r"(?P<lead>task|item|goal|area|no\.?|number)\s*(?:no\.?|number)?\s*#?(?P<number>\d+)(?!\d)"),
        re.compile(
            r"\b(?P<ordinal>first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|"
            r"thirteenth|fourteenth|fifteenth|sixteenth|\d+(?:st|nd|rd|th))\b\s*(?P<noun>one|task|item|goal|area)?"
        ),
    )


def ordinals(text: str) -> list[Ordinal]:
    """Positions named in the normalised ``text``, left to right, without overlaps."""
    data = _data()
    found: list[Ordinal] = []
    found += [Ordinal(m.start(), m.end(), 0, "", middle=True) for m in re.finditer(_any(data["middle"]), text)]
    for words, step in ((data["before"], -1), (data["after"], 1)):
        side, pointed_at = f"(?:{_any(data['beside'])})?(?:{_any(words)})", _any(data["pointed_at"])
        beside = f"{side}的?(?:{pointed_at})[{''.join(_COUNTERS)}样桩]"
        found += [Ordinal(m.start(), m.end(), 0, "", step) for m in re.finditer(beside, text)]
    for words, position, step, of_pair in (
        (data["last"], -1, 0, False),
        (data["next"], 0, 1, False),
        (data["previous"], 0, -1, False),
        (data["former"], 1, 0, True),
        (data["latter"], 2, 0, True),
    ):
        for match in re.finditer(_any(words), text):
            noun = next((n for n in ("area", "goal") if text.startswith(tuple(data[f"{n}_nouns"]), match.end())), "")
            found.append(Ordinal(match.start(), match.end(), position, noun, step, False, of_pair))
    for pattern in _ordinal_patterns():
        for match in pattern.finditer(text):
            groups = match.groupdict()
            if groups.get("first"):
                value = chinese_value(groups["first"])
                if value:
                    found.append(Ordinal(match.start(), match.end(), int(value), "", first_n=True))
                continue
            if match.group().startswith(_FIRST):
                groups["number"] = "一"
            if groups.get("ordinal"):
                number: float | None = english_value(groups["ordinal"])
            else:
                number = chinese_value(groups["number"])
            if number is None or number != int(number) or not 0 < number <= 999:
                continue
            if (
                _ENUMERATES.search(text[: match.start()])
                and match.group()[-1:] not in _COUNTERS
                and text[match.end() : match.end() + 1] in _AFTER_AN_ENUMERATOR
            ):
                continue
            if groups.get("lead") in ("goal", "area") and number > _MOST_GOALS:
                continue
            if groups.get("lead") in _NUMBERS and number > _MOST_TASKS:
                continue  # the number 400 is a figure
            position = -int(number) if groups.get("back") else int(number)
            noun, end = _noun(groups), match.end()
            if (
                noun in ("area", "goal")
                and groups.get("noun")
                and not groups.get("lead")
                and f"项{groups['noun']}" in match.group()
            ):
                noun, end = "", end - len(groups["noun"] or "")  # 第二项目标: the target of the second item
            found.append(Ordinal(match.start(), end, position, noun))
    found.sort(key=lambda ordinal: (ordinal.start, -ordinal.end))
    kept: list[Ordinal] = []
    for ordinal in found:
        if not kept or ordinal.start >= kept[-1].end:
            kept.append(ordinal)
    return kept


def _noun(groups: dict[str, str | None]) -> str:
    data = _data()
    for word in (groups.get("noun"), groups.get("lead")):
        if not word:
            continue
        if word in data["goal_nouns"] or word == "goal":
            return "goal"
        if word in data["area_nouns"] or word == "area":
            return "area"
        if word in data["absolute_nouns"] or word in ("task", "item", "no", "no.", "number"):
            return "task"
    return ""


class OtherNames:
    """Names that the plans do not speak of, by a file of such names."""

    def __init__(self, file: str, own_words: str) -> None:
        """``file`` in language/; ``own_words``: normalised names, aliases and texts of the plans."""
        data: dict[str, list[str]] = load(f"language/{file}")
        self.names = [name for group in data.values() for name in group if name not in own_words]
        self._pattern = re.compile(
            _any([n for n in self.names if not n.isascii()])
            + "|"
            + r"\b(?:"
            + _any([n for n in self.names if n.isascii()])
            + r")\b"
        )

    def find(self, text: str) -> list[tuple[int, int]]:
        """Spans of such names in the normalised ``text``."""
        return [match.span() for match in self._pattern.finditer(text)]


def other_places(own_words: str) -> OtherNames:
    """Districts, cities and countries."""
    return OtherNames("places.yml", own_words)


def other_bodies(own_words: str) -> OtherNames:
    """Bureaus and other bodies."""
    return OtherNames("bodies.yml", own_words)
