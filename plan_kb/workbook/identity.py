"""Which row of one table is which row of another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from plan_kb.workbook.form import Sheet
from plan_kb.workbook.table import Row

Key = tuple[object, ...]


def keys_of(sheet: Sheet, rows: Iterable[Row]) -> list[Key]:
    """Return the key of each row.

    A target has no name of its own: it is the first, second … of its indicator at its place. A row without an ``id``
    is new; its number in the workbook keeps it apart from other new ones.
    """
    seen: Counter[Key] = Counter()
    keys: list[Key] = []
    for row in rows:
        key = tuple(row[name] for name in sheet.key)
        if sheet.key == ("id",) and key[0] is None:
            key = ("new", row.number)
        elif sheet.name == "target":
            seen[key] += 1
            key = (*key, seen[key])
        keys.append(key)
    return keys


def with_known_ids(sheet: Sheet, rows: Iterable[Row], current: Iterable[Row]) -> tuple[Row, ...]:
    """Return ``rows`` with the ids that the draft knows: another id is none, and a unit is known by its name, too."""
    held = {row["id"]: row for row in current}
    rows = tuple(rows)
    claimed = {row["id"] for row in rows if row["id"] in held}
    by_name = {row.values.get("name"): row["id"] for row in held.values() if row["id"] not in claimed}
    known = []
    for row in rows:
        number = row["id"] if row["id"] in held else None
        if number is None and sheet.name == "unit":
            number = by_name.pop(row["name"], None)
        known.append(row if number == row["id"] else Row({**row.values, "id": number}, row.number))
    return tuple(known)
