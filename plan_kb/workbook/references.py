"""Whether the rows of a workbook fit each other: names that others point to, rows that stand twice, empty sheets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from plan_kb.messages import message
from plan_kb.workbook.form import SHEET, Column, Value
from plan_kb.workbook.identity import keys_of
from plan_kb.workbook.problems import CellProblem, cell_problem
from plan_kb.workbook.renaming import names_of
from plan_kb.workbook.table import Row, Table

Places = Mapping[str, Mapping[str, int]]

_KEY = re.compile(r"^[a-z0-9]+(?:[-_.][a-z0-9]+)*$")
_SHOWN_NAMES = 12
_OWNED_NAMES = {"unit": "name", "area": "name"}
"""Sheets in which a name may stand once only, and the column that holds it."""


def check_references(table: Table, places: Places) -> list[CellProblem]:
    """Return what does not fit; ``places`` tells where each column stands."""
    checker = _Checker(table, places)
    return [
        *checker.plan(), *checker.keys(), *checker.names(), *checker.pointers(), *checker.measures(),
        *checker.targets(), *checker.goals(), *checker.aliases(),
    ]  # fmt: skip


def measure_keys(table: Table) -> set[str]:
    """Return the keys of the measures, e.g. ``5.2``."""
    return {f"{row['task']}.{row['position']}" for row in table["measure"]}


class _Checker:
    def __init__(self, table: Table, places: Places) -> None:
        self._table = table
        self._places = places
        self._tasks = {row["number"] for row in table["task"]}
        self._measures = measure_keys(table)
        self._refs = {str(row["ref"]) for row in table["passage"]}
        self._names: Mapping[str, set[str]] = {
            "area": {str(row["name"]) for row in table["area"]},
            "unit": {str(row["name"]) for row in table["unit"]},
            # Pointers to indicators were followed before: each is a name that is one indicator's alone, or a key.
            "indicator": set(names_of(table, None)["indicator"].values()),
        }

    def _wrong(self, name: str, sheet: str, row: Row, column: str, **values: object) -> CellProblem:
        place = self._places.get(sheet, {}).get(column, 0)
        return cell_problem(name, SHEET[sheet].title, row.number, place, **values)

    def plan(self) -> Iterator[CellProblem]:
        for row in self._table["plan"]:
            if not _KEY.match(str(row["key"])):
                yield self._wrong("bad_key", "plan", row, "key", found=row["key"])
        for row in self._table["indicator"]:
            if not _KEY.match(str(row["key"])):
                yield self._wrong("bad_key", "indicator", row, "key", found=row["key"])

    def keys(self) -> Iterator[CellProblem]:
        for name, rows in self._table.items():
            sheet = SHEET[name]
            seen: dict[object, int] = {}
            for key, row in zip(keys_of(sheet, rows), rows, strict=True):
                if key in seen and None not in key:
                    shown = " ".join(str(sheet.column(part).shown(row[part])) for part in sheet.key)
                    wrong = "repeated_id" if sheet.key == ("id",) else "repeated_key"
                    yield self._wrong(wrong, name, row, sheet.key[-1], other=seen[key], key=shown)
                seen.setdefault(key, row.number)

    def names(self) -> Iterator[CellProblem]:
        for sheet, column in _OWNED_NAMES.items():
            seen: dict[Value, int] = {}
            for row in self._table[sheet]:
                if row[column] in seen:
                    yield self._wrong("repeated_name", sheet, row, column, found=row[column], other=seen[row[column]])
                seen.setdefault(row[column], row.number)

    def pointers(self) -> Iterator[CellProblem]:
        for name, rows in self._table.items():
            for column in SHEET[name].columns:
                if column.points_to:
                    yield from self._point(name, column, rows)

    def _point(self, name: str, column: Column, rows: tuple[Row, ...]) -> Iterator[CellProblem]:
        there = column.points_to
        known = self._names[there]
        for row in rows:
            value = row[column.name]
            for item in value if isinstance(value, tuple) else (value,):
                if str(item) not in known:
                    shown = "、".join(sorted(known)[:_SHOWN_NAMES])
                    listed = message("workbook.known", names=shown) if known else ""
                    title = SHEET[there].title
                    yield self._wrong("unknown_name", name, row, column.name, found=item, there=title, known=listed)

    def measures(self) -> Iterator[CellProblem]:
        for row in self._table["measure"]:
            if row["task"] not in self._tasks:
                yield self._wrong("unknown_task", "measure", row, "task", found=row["task"])
            if isinstance(row["position"], int) and row["position"] < 1:
                yield self._wrong("position_from_one", "measure", row, "position")

    def targets(self) -> Iterator[CellProblem]:
        for row in self._table["target"]:
            if row["place"] not in self._measures and row["place"] not in self._refs:
                yield self._wrong("unknown_place", "target", row, "place", found=row["place"])

    def goals(self) -> Iterator[CellProblem]:
        for row in self._table["goal"]:
            ref = goal_ref(row["number"])
            if ref not in self._refs:
                yield self._wrong("goal_without_passage", "goal", row, "number", ref=ref)

    def aliases(self) -> Iterator[CellProblem]:
        known: dict[str, set[str]] = {
            "plan": {str(row["key"]) for row in self._table["plan"]},
            **self._names,
            "task": {str(number) for number in self._tasks},
            "measure": self._measures,
            "goal": {goal_ref(row["number"]) for row in self._table["goal"]},
            "passage": self._refs,
        }
        for row in self._table["alias"]:
            kind, things = str(row["kind"]), row["things"]
            for thing in things if isinstance(things, tuple) else ():
                # Bodies and words of the text are no rows; the check of the draft looks at them.
                if kind in known and thing not in known[kind]:
                    title = SHEET[kind].title
                    yield self._wrong("unknown_thing", "alias", row, "things", found=thing, there=title)


def goal_ref(number: Value) -> str:
    """Return the place in which the words of a goal stand."""
    return f"goal/{number}" if number else "goal/overall"
