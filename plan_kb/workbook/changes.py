"""What a workbook changes in the draft, row by row, as staff read it."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass

from plan_kb.edition.differences import shorten
from plan_kb.messages import message
from plan_kb.workbook.form import SHEETS, Column, Sheet, Value
from plan_kb.workbook.identity import keys_of, with_known_ids
from plan_kb.workbook.renaming import names_of, renamed
from plan_kb.workbook.table import Row, Table

_LABELS = {
    "plan": ("short",), "source": ("number",), "passage": ("title",), "goal": ("number", "name"), "area": ("name",),
    "task": ("number", "name"), "measure": ("task", "position"), "unit": ("name",), "indicator": ("name",),
    "target": ("indicator", "place", "value"), "report": ("indicator", "as_of"), "alias": ("surface",),
    "faq": ("questions",), "figure": ("figure",),
}  # fmt: skip
"""The columns by which staff know a row."""
_LONGEST_LABEL = 40


@dataclass(frozen=True)
class Change:
    """A row that came or went, or a cell of a row that changed."""

    what: str
    """``added``, ``changed`` or ``removed``."""
    sheet: str
    """The sheet's title."""
    label: str
    """How staff know the row."""
    row: int
    """Its number in the workbook; 0 for a row that is not in it."""
    heading: str = ""
    before: str = ""
    after: str = ""

    def __str__(self) -> str:
        before, after = (words or message("workbook.change.nothing") for words in shorten(self.before, self.after))
        return message(
            f"workbook.change.line_{self.what}", sheet=self.sheet, label=self.label, heading=self.heading,
            before=" ".join(before.split()), after=" ".join(after.split()),
        )  # fmt: skip


def changes_between(current: Table | None, wanted: Table) -> tuple[Change, ...]:
    """Return what ``wanted`` has otherwise than ``current`` (None where the plan is new)."""
    if current is not None:
        # A row that points to something that is only called otherwise now has not changed itself.
        current = renamed(current, names_of(wanted, current))
    found: list[Change] = []
    for sheet in SHEETS:
        old = () if current is None else current[sheet.name]
        found += _lines(sheet, old, wanted[sheet.name]) if sheet.name == "source" else _rows(
            sheet, old, wanted[sheet.name]
        )
    return tuple(found)


def _rows(sheet: Sheet, old: tuple[Row, ...], new: tuple[Row, ...]) -> Iterator[Change]:
    if sheet.key == ("id",):
        new = with_known_ids(sheet, new, old)
    olds = dict(zip(keys_of(sheet, old), old, strict=True))
    news = dict(zip(keys_of(sheet, new), new, strict=True))
    for key, row in news.items():
        before = olds.get(key)
        if before is None:
            yield Change("added", sheet.title, label_of(sheet, row), row.number)
            continue
        for column in changed_columns(sheet, before, row):
            shown = (words_of(column, before[column.name]), words_of(column, row[column.name]))
            yield Change("changed", sheet.title, label_of(sheet, before), row.number, column.heading, *shown)
    for key, row in olds.items():
        if key not in news:
            yield Change("removed", sheet.title, label_of(sheet, row), 0)


def changed_columns(sheet: Sheet, before: Row, after: Row) -> list[Column]:
    """Return the columns in which two rows differ; an order that was left blank is no difference."""
    return [
        column
        for column in sheet.columns
        if not (column.name == "position" and "position" not in sheet.key and after["position"] is None)
        and not column.same(before[column.name], after[column.name])
    ]


def _lines(sheet: Sheet, old: tuple[Row, ...], new: tuple[Row, ...]) -> Iterator[Change]:
    """Compare the plan's text line by line, wherever its lines moved to."""
    before, after = source_lines(old), source_lines(new)
    heading = sheet.column("text").heading
    for step, start, stop, begin, end in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if step == "equal":
            continue
        for offset in range(max(stop - start, end - begin)):
            was = before[start + offset] if start + offset < stop else None
            becomes = after[begin + offset] if begin + offset < end else None
            number = begin + offset + 1 if becomes is not None else 0
            what = "added" if was is None else "removed" if becomes is None else "changed"
            label = str(number or start + offset + 1)
            if what == "changed":
                yield Change(what, sheet.title, label, number, heading, str(was), str(becomes))
            else:
                yield Change(what, sheet.title, f"{label} {_short(str(becomes if was is None else was))}", number)


def source_lines(rows: tuple[Row, ...]) -> list[str]:
    """Return the lines of the plan's text in their order: by number, a line without one after the line above it."""
    placed = []
    last = 0
    for position, row in enumerate(rows):
        number = row["number"]
        last = number if isinstance(number, int) else last
        placed.append((last, position, str(row["text"] or "")))
    return [text for _, _, text in sorted(placed)]


def label_of(sheet: Sheet, row: Row) -> str:
    """Return how staff know a row, in a few words."""
    words = [words_of(sheet.column(name), row[name]).split("\n")[0] for name in _LABELS[sheet.name]]
    return _short(".".join(words) if sheet.name == "measure" else " ".join(filter(None, words)))


def words_of(column: Column, value: Value) -> str:
    """Return what a cell shows for ``value``."""
    shown = column.shown(value)
    if isinstance(shown, float):
        return format(shown, "g") if abs(shown) < 1e6 else format(shown, ".15g")
    return "" if shown is None else str(shown)


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST_LABEL else f"{words[:_LONGEST_LABEL]}…"


Touched = dict[str, list[dict[str, str]]]


def rows_touched(current: Table | None, wanted: Table) -> tuple[Touched | None, Touched]:
    """Return the rows that change as they were and as they become, as the audit log keeps them."""
    after: Touched = {}
    if current is None:
        return None, {sheet.title: [_told(sheet, row) for row in wanted[sheet.name]] for sheet in SHEETS}
    before: Touched = {}
    renamed_now = renamed(current, names_of(wanted, current))
    for sheet in SHEETS:
        old, new = renamed_now[sheet.name], wanted[sheet.name]
        if sheet.name == "source":
            lines = list(_lines(sheet, old, new))
            was = [{change.label: change.before} for change in lines if change.what != "added"]
            becomes = [{change.label: change.after} for change in lines if change.what != "removed"]
        else:
            if sheet.key == ("id",):
                new = with_known_ids(sheet, new, old)
            olds = dict(zip(keys_of(sheet, old), zip(old, current[sheet.name], strict=True), strict=True))
            news = dict(zip(keys_of(sheet, new), new, strict=True))
            changed = {key for key, row in news.items() if key not in olds or changed_columns(sheet, olds[key][0], row)}
            was = [_told(sheet, row) for key, (_, row) in olds.items() if key in changed or key not in news]
            becomes = [_told(sheet, row) for key, row in news.items() if key in changed]
        if was:
            before[sheet.title] = was
        if becomes:
            after[sheet.title] = becomes
    return before, after


def _told(sheet: Sheet, row: Row) -> dict[str, str]:
    return {column.heading: words for column in sheet.columns if (words := words_of(column, row[column.name]))}
