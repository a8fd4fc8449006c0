"""The form of a workbook: which sheets it has, with which columns, and what a cell of a column holds."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import Any

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from plan_kb import tables
from plan_kb.data import load

Value = str | int | float | bool | datetime.date | tuple[str, ...] | None
"""What a cell holds, read: text is never None, a missing number or date is."""


class Holds(Enum):
    """What the cells of a column hold."""

    LINE = "line"
    """Text without line breaks, trimmed."""
    TEXT = "text"
    """Text of several paragraphs, trimmed."""
    VERBATIM = "verbatim"
    """Text with every blank as it is."""
    WHOLE = "whole"
    NUMBER = "number"
    YES = "yes"
    DATE = "date"
    CHOICE = "choice"
    ITEMS = "items"
    """Several texts, each on a line of its own."""


TEXTS = (Holds.LINE, Holds.TEXT, Holds.VERBATIM, Holds.CHOICE, Holds.ITEMS)


@dataclass(frozen=True)
class Column:
    """A column of a sheet."""

    sheet: str
    name: str
    holds: Holds
    needed: bool = False
    """Whether a row without it is refused."""
    width: int = 14
    """In characters of the standard font."""
    points_to: str = ""
    """The sheet whose names its cells must be (``area``, ``unit``, ``indicator``)."""

    @property
    def heading(self) -> str:
        return str(_words(self.sheet)["columns"][self.name]["heading"])

    @property
    def help(self) -> str:
        return str(_words(self.sheet)["columns"][self.name]["help"])

    @cached_property
    def choices(self) -> Mapping[str, str]:
        """For a choice: the stored value to the words in the cell."""
        found: Mapping[str, str] = load("workbook.yml")["choices"][self.name] if self.holds is Holds.CHOICE else {}
        return found

    @cached_property
    def longest(self) -> int:
        """Characters that the table takes; 0 where it takes any number."""
        attribute = getattr(_TABLES.get(self.sheet), self.name, None)
        return int(getattr(getattr(attribute, "type", None), "length", None) or 0)

    def shown(self, value: Value) -> str | int | float | datetime.date | None:
        """Return what is written into a cell for ``value``; None leaves the cell empty."""
        if value is None:
            return None
        if isinstance(value, bool):
            return yes_word() if value else no_word()
        if isinstance(value, tuple):
            value = "\n".join(value)
        if self.holds is Holds.CHOICE:
            value = self.choices.get(str(value), str(value))
        if isinstance(value, str):
            return without_control(value) or None
        return value

    def same(self, one: Value, other: Value) -> bool:
        """Whether two values are the same to whoever reads the workbook."""
        return self._plain(one) == self._plain(other)

    def _plain(self, value: Value) -> Value:
        if isinstance(value, tuple):
            return tuple(without_control(item).strip() for item in value)
        if isinstance(value, str):
            words = without_control(value.replace("\r\n", "\n").replace("\r", "\n"))
            return words if self.holds is Holds.VERBATIM else words.strip()
        if isinstance(value, float):
            return float(format(value, ".14g"))  # Excel keeps 15 digits of a figure
        return value


@dataclass(frozen=True)
class Sheet:
    """A sheet: one kind of thing."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    """The columns that tell which row it is; ``id`` where the system numbers the rows."""

    @property
    def title(self) -> str:
        return str(_words(self.name)["title"])

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)


def without_control(text: str) -> str:
    """Return ``text`` without the control characters that no cell can hold."""
    return str(ILLEGAL_CHARACTERS_RE.sub("", text))


def yes_word() -> str:
    return str(load("workbook.yml")["yes"])


def no_word() -> str:
    return str(load("workbook.yml")["no"])


def _words(sheet: str) -> dict[str, Any]:
    words: dict[str, Any] = load("workbook.yml")["sheets"][sheet]
    return words


_TABLES: dict[str, type] = {
    "plan": tables.Plan,
    "passage": tables.Passage,
    "goal": tables.Goal,
    "area": tables.Area,
    "task": tables.Task,
    "measure": tables.Measure,
    "unit": tables.Unit,
    "indicator": tables.Indicator,
    "target": tables.Target,
    "report": tables.ProgressReport,
    "alias": tables.Alias,
    "faq": tables.FaqEntry,
    "figure": tables.ExplainedFigure,
}

_L, _T, _W, _N, _Y = Holds.LINE, Holds.TEXT, Holds.WHOLE, Holds.NUMBER, Holds.YES


def _sheet(name: str, key: tuple[str, ...], *columns: tuple[Any, ...]) -> Sheet:
    return Sheet(name, tuple(Column(name, *column) for column in columns), key)


SHEETS: tuple[Sheet, ...] = (
    _sheet(
        "plan", ("key",),
        ("key", _L, True, 24), ("in_edition", _Y), ("title", _L, True, 40), ("short", _L, True, 24), ("district", _L),
        ("issuer", _L, False, 24), ("issued", _L, False, 16), ("basis", _L, False, 30), ("first_year", _W, True, 10),
        ("last_year", _W, True, 10), ("title_en", _L, False, 30), ("district_en", _L), ("issuer_en", _L, False, 24),
        ("basis_en", _L, False, 30),
    ),
    _sheet("source", ("number",), ("number", _W, False, 8), ("text", Holds.VERBATIM, False, 120)),
    _sheet(
        "passage", ("ref",),
        ("position", _W, False, 8), ("ref", _L, True), ("title", _L, True, 30), ("text", _T, False, 90),
        ("title_en", _L, False, 30),
    ),
    _sheet("goal", ("number",), ("number", _W, True, 8), ("name", _L, True, 40), ("name_en", _L, False, 40)),
    _sheet("area", ("number",), ("number", _W, True, 8), ("name", _L, True, 40), ("name_en", _L, False, 40)),
    _sheet(
        "task", ("number",),
        ("number", _W, True, 8), ("area", _L, True, 30, "area"), ("name", _L, True, 40), ("name_en", _L, False, 40),
    ),
    _sheet(
        "measure", ("task", "position"),
        ("task", _W, True, 10), ("position", _W, True, 8), ("name", _L, False, 20), ("text", _T, True, 90),
        ("cell", _L, True, 30), ("units", Holds.ITEMS, False, 24, "unit"), ("name_en", _L, False, 30),
    ),
    _sheet(
        "unit", ("id",),
        ("id", _W, False, 8), ("position", _W, False, 8), ("name", _L, True, 28), ("body", _L, False, 20),
        ("telephone", _L, False, 18), ("address", _L, False, 30), ("hours", _L, False, 24), ("name_en", _L, False, 40),
    ),
    _sheet(
        "indicator", ("key",),
        ("position", _W, False, 8), ("key", _L, True, 26), ("name", _L, True, 40), ("family", _L, False, 20),
        ("addition", _Y, False, 10), ("name_en", _L, False, 40),
    ),
    _sheet(
        "target", ("indicator", "place"),
        ("position", _W, False, 8), ("indicator", _L, True, 34, "indicator"), ("place", _L, True, 12),
        ("bound", Holds.CHOICE, True, 10), ("low", _N, False, 10), ("high", _N, False, 10), ("value", _L, True, 16),
        ("unit_of_measure", _L, False, 10), ("year", _W, False, 10), ("doubling", _Y, False, 12),
        ("quote", _T, True, 60),
    ),
    _sheet(
        "report", ("id",),
        ("id", _W, False, 8), ("indicator", _L, True, 34, "indicator"), ("value", _L, True, 16),
        ("as_of", Holds.DATE, True, 14), ("source", _L, True, 40),
    ),
    _sheet(
        "alias", ("kind", "surface"),
        ("position", _W, False, 8), ("surface", _L, True, 34), ("kind", Holds.CHOICE, True, 12),
        ("things", Holds.ITEMS, True, 34), ("language", Holds.CHOICE, False, 10), ("shared", _Y, False, 12),
        ("origin", Holds.CHOICE, False, 10),
    ),
    _sheet(
        "faq", ("id",),
        ("id", _W, False, 8), ("questions", Holds.ITEMS, True, 50), ("answer", _T, True, 60), ("source", _L, True, 40),
    ),
    _sheet("figure", ("figure",), ("figure", _L, True, 30), ("reason", _L, True, 60)),
)  # fmt: skip

SHEET: Mapping[str, Sheet] = {sheet.name: sheet for sheet in SHEETS}
