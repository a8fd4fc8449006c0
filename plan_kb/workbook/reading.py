"""From an uploaded workbook to a table; every cell that is wrong is named, and then there is no table."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from plan_kb.messages import message
from plan_kb.office.grid import Cell, Grid, read_grids
from plan_kb.source.unitcell import split_units
from plan_kb.workbook.cells import WrongCell, read_cell
from plan_kb.workbook.form import SHEET, SHEETS, Sheet, Value
from plan_kb.workbook.problems import CellProblem, WrongWorkbook, cell_problem
from plan_kb.workbook.references import check_references
from plan_kb.workbook.renaming import names_of, renamed
from plan_kb.workbook.table import Row, Table
from plan_kb.workbook.writing import about_title, stamp_label

_ROWS_BEFORE_HEADINGS = 10
"""The headings are looked for so far down: people put a title above them."""


@dataclass(frozen=True)
class OpenedWorkbook:
    """A workbook whose cells were read, each for itself."""

    file_name: str
    table: Table
    columns: Mapping[str, Mapping[str, int]]
    """Where each column of each sheet stands, from 1."""
    stamp: str
    """The checksum of the draft when the workbook was exported; empty where the sheet with it is gone."""
    notes: list[str] = field(default_factory=list)
    """What was left out or read although it was hidden."""

    @property
    def key(self) -> str:
        """The key of its plan."""
        return str(self.table["plan"][0]["key"])


def open_workbook(file_name: str, content: bytes) -> OpenedWorkbook:
    """Return the rows of a workbook.

    Raises ``RefusedFile`` where it is no workbook that can be opened, and ``WrongWorkbook`` with every wrong cell.
    """
    reading = _Reading(read_grids(file_name, content))
    found = reading.read(file_name)
    if not reading.problems and len(found.table["plan"]) != 1:
        name = "several_rows" if found.table["plan"] else "no_row"
        reading.problems.append(cell_problem(name, SHEET["plan"].title))
    if reading.problems:
        raise WrongWorkbook(reading.problems)
    return found


def settled_table(book: OpenedWorkbook, draft: Table | None) -> Table:
    """Return the table of a workbook whose sheets fit each other; raises ``WrongWorkbook``.

    ``draft`` is the table of the draft's plan with the workbook's key: names that the workbook changes may still be
    used in its other sheets.
    """
    table = renamed(book.table, names_of(book.table, draft))
    problems = check_references(table, book.columns)
    if problems:
        raise WrongWorkbook(problems)
    return table


class _Reading:
    def __init__(self, grids: list[Grid]) -> None:
        self._grids = grids
        self.problems: list[CellProblem] = []
        self._notes: list[str] = []

    def read(self, file_name: str) -> OpenedWorkbook:
        by_title: dict[str, Grid] = {}
        known = {_folded(sheet.title) for sheet in SHEETS} | {_folded(about_title())}
        for grid in self._grids:
            title = _folded(grid.title)
            if title not in known:
                self._notes.append(message("workbook.notes.extra_sheet", sheet=grid.title))
            elif title in by_title:
                self.problems.append(cell_problem("repeated_sheet", grid.title))
            else:
                by_title[title] = grid
        table: dict[str, tuple[Row, ...]] = {}
        columns: dict[str, dict[str, int]] = {}
        for sheet in SHEETS:
            own = by_title.get(_folded(sheet.title))
            if own is None:
                self.problems.append(cell_problem("no_sheet", title=sheet.title))
                continue
            if own.hidden:
                self._notes.append(message("workbook.notes.hidden_sheet", sheet=sheet.title))
            table[sheet.name], columns[sheet.name] = self._read_sheet(sheet, own)
        return OpenedWorkbook(file_name, table, columns, _stamp(by_title.get(_folded(about_title()))), self._notes)

    def _read_sheet(self, sheet: Sheet, grid: Grid) -> tuple[tuple[Row, ...], dict[str, int]]:
        head, places = self._find_headings(sheet, grid)
        if not head:
            return (), {}
        self._check_merged(sheet, grid, head, set(places.values()))
        rows = []
        for number, cells in grid.rows():
            own = {name: cells.get(position) for name, position in places.items()}
            if number > head and any(not _blank(cell) for cell in own.values()):
                rows.append(self._read_row(sheet, number, own, places))
        return tuple(row for row in rows if row is not None), places

    def _find_headings(self, sheet: Sheet, grid: Grid) -> tuple[int, dict[str, int]]:
        """Return the row of the headings and the place of each column; reports what is missing."""
        wanted = {_folded(column.heading): column for column in sheet.columns}
        best: tuple[int, int, Mapping[int, Cell]] = (0, 0, {})
        for number, cells in grid.rows():
            if number > _ROWS_BEFORE_HEADINGS:
                break
            hits = sum(_folded(str(cell.value)) in wanted for cell in cells.values())
            if hits > best[0]:
                best = (hits, number, cells)
        hits, head, cells = best
        if hits < (len(sheet.columns) + 1) // 2:
            self.problems.append(cell_problem("no_headings", sheet.title))
            return 0, {}
        places: dict[str, int] = {}
        for position, cell in cells.items():
            column = wanted.get(_folded(str(cell.value)))
            if column is None:
                self._notes.append(
                    message("workbook.notes.extra_column", sheet=sheet.title, heading=str(cell.value)[:40])
                )
            elif column.name in places:
                self.problems.append(
                    cell_problem("repeated_column", sheet.title, 0, position, heading=column.heading)
                )
            else:
                places[column.name] = position
        for column in sheet.columns:
            if column.name not in places:
                self.problems.append(cell_problem("no_column", sheet.title, heading=column.heading))
        return head, places

    def _check_merged(self, sheet: Sheet, grid: Grid, head: int, columns: set[int]) -> None:
        for area in grid.merged:
            touched = [place for place in columns if area.first_column <= place <= area.last_column]
            if area.last_row > head and touched:
                row = max(head + 1, area.first_row)
                self.problems.append(cell_problem("merged", sheet.title, row, min(touched), area=area.name))

    def _read_row(
        self, sheet: Sheet, number: int, cells: Mapping[str, Cell | None], places: Mapping[str, int]
    ) -> Row | None:
        values: dict[str, Value] = {}
        for column in sheet.columns:
            if column.name not in places:
                continue
            try:
                values[column.name] = read_cell(column, cells[column.name])
            except WrongCell as wrong:
                place = places[column.name]
                self.problems.append(cell_problem(wrong.name, sheet.title, number, place, **wrong.values))
        complete = len(values) == len(sheet.columns)
        return Row(_filled(sheet, values), number) if complete else None


def _filled(sheet: Sheet, values: dict[str, Value]) -> dict[str, Value]:
    """Put in what a blank cell stands for."""
    if sheet.name == "alias":
        values["language"] = values["language"] or "zh"
        values["origin"] = values["origin"] or "staff"
    if sheet.name == "unit":
        values["body"] = values["body"] or values["name"]
    if sheet.name == "measure" and not values["units"]:
        values["units"] = split_units(str(values["cell"]))
    return values


def _blank(cell: Cell | None) -> bool:
    return cell is None or (isinstance(cell.value, str) and not cell.value.strip())


def _folded(words: str) -> str:
    """Return a title or heading in the form in which two are the same."""
    return "".join(unicodedata.normalize("NFKC", words).split()).rstrip("*").casefold()


def _stamp(about: Grid | None) -> str:
    """Return the checksum that the export wrote; empty where it is gone."""
    for _, cells in about.rows() if about is not None else ():
        words = [str(cell.value).strip() for cell in cells.values()]
        if len(words) >= 2 and words[0] == stamp_label():
            return words[1]
    return ""
