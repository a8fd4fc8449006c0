"""The figures of a plan's text: clauses that set a target, and figures that do not belong to one."""
from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from plan_kb.edition.model import Bound
from plan_kb.source.tasklist import is_number
from plan_kb.source.typography import halve, squeeze, tidy

_NUMBER = r"\d+(?:,\d{3})*(?:\.\d+)?"
_MAGNITUDE = "万亿|亿|万|千"
_MEASURE_WORD = (
    "平方公里|平方米|个百分点|公里|小时|美元|元|家|个|件|名|人|项|所|台|套|次|条|只|位|座|处|户|种|类|款|吨|辆|亩|天|%|‰"
)
_VALUE = re.compile(
    rf"(?<![A-Za-z0-9.+-])(?P<low>{_NUMBER})(?:[-–—~至到](?P<high>{_NUMBER}))?"
    rf"(?P<unit>(?:{_MAGNITUDE})?(?:{_MEASURE_WORD})?)(?P<above>以上)?(?![A-Za-z0-9+年月日号强〕-])"
)
_YEAR = re.compile(r"(?:力争|争取|确保)?(?:[至到]|截至)(?P<year>\d{4})年(?:末|底)?,?")
_AIM = re.compile(r"力争|争取|确保")
_VERB = r"(?:达到|达|突破|超过|增至|增加到|提高到|不低于|不少于|至少)"
_NO_SUBJECT = re.compile(rf"^{_VERB}")
_BEFORE_VALUE = re.compile(rf"(?P<doubling>翻[一两]番,?)?(?P<verb>{_VERB})?$")
_TREND = re.compile(r"(?P<value>(?:逐步|逐年|持续|稳步|不断)(?:提高|提升|增长|增加|扩大)|达到?[^\d]*水平)$")
_PIECE = re.compile(r"(?:[^,;。\n]|(?<=\d),(?=\d{3}))+")
_EXCEEDING = ("突破", "超过")
_AT_LEAST = ("不低于", "不少于", "至少")


@dataclass(frozen=True)
class Clause:
    """A clause that states a target."""

    quote: str
    """Its words, white space aside a substring of the text."""
    subject: str
    """Its words less the value: how the text names the indicator."""
    bound: Bound
    low: float | None
    high: float | None
    value: str
    unit_of_measure: str
    year: int
    doubling: bool
    certain: bool
    """False where only its form speaks for a target, not its words: it counts where the supplement names it."""


@dataclass(frozen=True)
class Figure:
    """A figure of the text with the line that it stands in."""

    digits: str
    line: int
    context: str


def find_clauses(text: str, year: int) -> tuple[Clause, ...]:
    """Return the clauses of ``text`` that state a target, in order.

    ``year`` holds for clauses before which the text names no year. A piece of a sentence with two values in it gives a
    clause for neither; its figures then turn up in ``loose_figures``.
    """
    clauses: list[Clause] = []
    for sentence in re.split(r"(?<=。)|\n", squeeze_lines(text)):
        aimed = False
        previous: tuple[int, int] | None = None
        for piece in _PIECE.finditer(halve(sentence)):
            start, end = piece.span()
            words = piece.group()
            named_year = _YEAR.search(words)
            if named_year:
                year = int(named_year["year"])
            aimed = aimed or bool(_AIM.search(words))
            lead = _YEAR.match(words) or _AIM.match(words)
            if lead:
                start += lead.end()
                words = words[lead.end() :]
            if not words:
                previous = None
                continue
            if _NO_SUBJECT.match(words) and previous is not None and not _has_value(sentence[slice(*previous)]):
                start = previous[0]
            clause = _read_clause(sentence[start:end], year, aimed)
            if clause is not None:
                clauses.append(clause)
            previous = (start, end)
    return tuple(clauses)


def loose_figures(source: str, quotes: Iterable[str], explained: Iterable[str]) -> tuple[Figure, ...]:
    """Return the figures of ``source`` that stand in none of ``quotes`` and in none of the ``explained`` phrases.

    Years that a target refers to (至2025年末) and the 序号 of the task list need no explanation.
    """
    covers = [squeeze(phrase) for phrase in (*quotes, *explained) if squeeze(phrase)]
    found: list[Figure] = []
    for number, raw in enumerate(source.splitlines(), start=1):
        if is_number(tidy(raw)):
            continue
        line = squeeze(raw)
        spans = [match.span() for match in _YEAR.finditer(halve(line))]
        spans += [span for cover in covers for span in _occurrences(cover, line)]
        for match in re.finditer(r"\d+(?:\.\d+)?", halve(line)):
            if not any(start <= match.start() and match.end() <= end for start, end in spans):
                context = line[max(0, match.start() - 8) : match.end() + 8]
                found.append(Figure(match.group(), number, context))
    return tuple(found)


def squeeze_lines(text: str) -> str:
    """Return ``text`` without white space inside its lines; the line breaks stay."""
    return "\n".join(squeeze(line) for line in text.splitlines())


def _has_value(words: str) -> bool:
    return bool(_VALUE.search(halve(words)))


def _read_clause(quote: str, year: int, aimed: bool) -> Clause | None:
    words = halve(quote)
    values = list(_VALUE.finditer(words))
    if not values:
        return _read_trend(quote, year, aimed)
    if len(values) > 1:
        return None
    value = values[0]
    before = _BEFORE_VALUE.search(words[: value.start()])
    verb = (before["verb"] if before else None) or ""
    subject = quote[: before.start() if before else value.start()].rstrip(",，")
    rest = quote[value.end() :]
    low = _to_float(value["low"])
    high = _to_float(value["high"]) if value["high"] else low
    if value["high"]:
        bound = Bound.RANGE
    elif verb in _EXCEEDING:
        bound = Bound.EXCEED
    elif value["above"] or verb in _AT_LEAST:
        bound = Bound.AT_LEAST
    else:
        bound = Bound.REACH
    return Clause(
        quote=quote,
        subject=(subject + rest) if rest else subject,
        bound=bound,
        low=low,
        high=high,
        value=quote[value.start() : value.end()],
        unit_of_measure=value["unit"],
        year=year,
        doubling="翻一番" in quote,
        certain=bool(value["unit"]) and (aimed or bool(verb) or bool(value["above"])),
    )


def _read_trend(quote: str, year: int, aimed: bool) -> Clause | None:
    trend = _TREND.search(halve(quote))
    if trend is None or trend.start() == 0:
        return None
    value = quote[trend.start() :]
    return Clause(
        quote=quote, subject=quote[: trend.start()], bound=Bound.TREND, low=None, high=None, value=value,
        unit_of_measure="", year=year, doubling=False, certain=aimed,
    )  # fmt: skip


def _to_float(number: str) -> float:
    return float(number.replace(",", ""))


def _occurrences(phrase: str, line: str) -> Sequence[tuple[int, int]]:
    return [(match.start(), match.end()) for match in re.finditer(re.escape(phrase), line)]
