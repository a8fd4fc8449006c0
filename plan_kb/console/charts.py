"""Bar charts as plain geometry: templates draw them as SVG, with a table of the same figures beside it."""
from __future__ import annotations

import datetime
import math
from collections.abc import Sequence
from dataclasses import dataclass

from plan_kb.overview.figures import Day

WIDTH, HEIGHT = 720, 240
_LEFT, _BOTTOM, _TOP, _RIGHT = 44, 34, 14, 8
_STEPS = (1, 2, 5)


@dataclass(frozen=True)
class Bar:
    """A bar of one day: all questions, the answered ones in its lower part."""

    x: float
    width: float
    y: float
    height: float
    answered_y: float
    answered_height: float
    label: str
    """Shown below the bar; empty where there is no room for it."""
    middle: float


@dataclass(frozen=True)
class Line:
    """A line of the scale."""

    y: float
    label: str


@dataclass(frozen=True)
class Columns:
    """A chart with one bar for each day."""

    bars: tuple[Bar, ...]
    lines: tuple[Line, ...]
    base: float
    left: float = _LEFT
    right: float = WIDTH - _RIGHT
    width: int = WIDTH
    height: int = HEIGHT


def columns(days: Sequence[Day]) -> Columns:
    """Return the chart of the days; of a long period some days go without a label."""
    top = _ceiling(max((day.questions for day in days), default=0))
    base = HEIGHT - _BOTTOM
    room = base - _TOP
    step = (WIDTH - _LEFT - _RIGHT) / max(1, len(days))
    every = max(1, math.ceil(len(days) / 10))
    bars = []
    for number, day in enumerate(days):
        height = room * day.questions / top
        answered = room * day.answered / top
        x = _LEFT + number * step
        bars.append(
            Bar(
                round(x + step * 0.1, 1), round(step * 0.8, 1), round(base - height, 1), round(height, 1),
                round(base - answered, 1), round(answered, 1), _label(day.date) if number % every == 0 else "",
                round(x + step / 2, 1),
            )
        )  # fmt: skip
    marks = range(0, top + 1, max(1, top // 4))
    lines = tuple(Line(round(base - room * mark / top, 1), str(mark)) for mark in marks)
    return Columns(tuple(bars), lines, base)


@dataclass(frozen=True)
class Share:
    """A horizontal bar of a list."""

    label: str
    count: int
    width: float
    """In percent of the longest."""
    percent: int
    """Of all, rounded."""


def shares(items: Sequence[tuple[str, int]]) -> list[Share]:
    """Return the bars of a list."""
    most, whole = max((count for _, count in items), default=0), sum(count for _, count in items)
    return [
        Share(label, count, round(100 * count / most, 1) if most else 0.0, round(100 * count / whole) if whole else 0)
        for label, count in items
    ]


def _ceiling(most: int) -> int:
    """The top of a scale for figures up to ``most``: 4, 8, 20, 40, 80 … so that quarters are whole."""
    if most <= 4:
        return 4
    power = 4
    while True:
        for step in _STEPS:
            if power * step >= most:
                return power * step
        power *= 10


def _label(date: datetime.date) -> str:
    return f"{date.month}/{date.day}"
