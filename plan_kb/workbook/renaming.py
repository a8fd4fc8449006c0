"""Names that other sheets point to: what is renamed in its own sheet is renamed everywhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from plan_kb.workbook.form import SHEET, Value
from plan_kb.workbook.identity import keys_of, with_known_ids
from plan_kb.workbook.table import Row, Table

NAMED = ("area", "unit", "indicator")
"""The sheets whose names others point to."""
Names = Mapping[str, Mapping[str, str]]
"""For each of them: what a cell may say, to what it is called in the end."""


def names_of(table: Table, current: Table | None) -> Names:
    """Return what areas, units and indicators of ``table`` may be called.

    That is their name, for an indicator its key, and the name that the row has in ``current``, the draft, as long as no
    other row bears it. A name that two indicators share names neither: they are called by their keys.
    """
    return {sheet: dict(_names(sheet, table, current)) for sheet in NAMED}


def _names(sheet: str, table: Table, current: Table | None) -> Iterator[tuple[str, str]]:
    rows = table[sheet]
    called = _called(sheet, rows)
    old_rows = () if current is None else current[sheet]
    new_of = dict(zip(_keys(sheet, rows, old_rows), called, strict=True))
    for key, old_name in zip(_keys(sheet, old_rows, old_rows), _called(sheet, old_rows), strict=True):
        if key in new_of:
            yield old_name, new_of[key]
    for row, name in zip(rows, called, strict=True):
        if sheet == "indicator":
            yield str(row["key"]), name
    yield from ((name, name) for name in called)


def _called(sheet: str, rows: tuple[Row, ...]) -> list[str]:
    if sheet != "indicator":
        return [str(row["name"]) for row in rows]
    names = Counter(str(row["name"]) for row in rows)
    keys = {row["key"] for row in rows}
    return [
        str(row["name"]) if names[str(row["name"])] == 1 and row["name"] not in keys else str(row["key"])
        for row in rows
    ]


def _keys(sheet: str, rows: tuple[Row, ...], old: tuple[Row, ...]) -> list[object]:
    if SHEET[sheet].key == ("id",):
        rows = with_known_ids(SHEET[sheet], rows, old)
    return list(keys_of(SHEET[sheet], rows))


def renamed(table: Table, names: Names) -> Table:
    """Return ``table`` with every pointer as the thing is called in the end; unknown ones stay as they are."""
    return {sheet: tuple(_renamed_row(sheet, row, names) for row in rows) for sheet, rows in table.items()}


def _renamed_row(sheet: str, row: Row, names: Names) -> Row:
    values: dict[str, Value] = dict(row.values)
    for column in SHEET[sheet].columns:
        if column.points_to:
            values[column.name] = _renamed(values[column.name], names[column.points_to])
    if sheet == "alias" and values["kind"] in NAMED:
        values["things"] = _renamed(values["things"], names[str(values["kind"])])
    return Row(values, row.number)


def _renamed(value: Value, names: Mapping[str, str]) -> Value:
    if isinstance(value, tuple):
        return tuple(names.get(item, item) for item in value)
    return names.get(str(value), value) if value is not None else None
