"""The cells of an .xlsx file, sheet by sheet, without anything else that Excel keeps."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell.read_only import ReadOnlyCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._reader import WorkSheetParser

from plan_kb.office.checking import RefusedFile, check_office_file

MOST_CELLS = 400_000
LAST_COLUMN = 200
"""Cells to the right of this column are not read: no table of ours is that wide."""


@dataclass(frozen=True)
class Cell:
    """A cell with something in it."""

    value: Any
    """Text, a number, True or False, a date; for a formula its text."""
    formula: bool = False
    error: bool = False
    """Whether Excel shows an error such as #N/A."""
    number_format: str = "General"


@dataclass(frozen=True)
class Area:
    """A merged area; rows and columns count from 1, both ends belong to it."""

    first_row: int
    last_row: int
    first_column: int
    last_column: int

    @property
    def name(self) -> str:
        """As Excel calls it, e.g. ``B3:B5``."""
        return f"{address(self.first_row, self.first_column)}:{address(self.last_row, self.last_column)}"

    def holds(self, row: int, column: int) -> bool:
        return self.first_row <= row <= self.last_row and self.first_column <= column <= self.last_column


@dataclass(frozen=True)
class Grid:
    """A sheet."""

    title: str
    hidden: bool
    cells: Mapping[tuple[int, int], Cell]
    """By row and column, from 1; empty cells are left out."""
    merged: tuple[Area, ...] = field(default=())

    def rows(self) -> Iterator[tuple[int, Mapping[int, Cell]]]:
        """Give the rows that have something in them, from the top: number, and cells by column."""
        found: dict[int, dict[int, Cell]] = {}
        for (row, column), cell in self.cells.items():
            found.setdefault(row, {})[column] = cell
        for row in sorted(found):
            yield row, dict(sorted(found[row].items()))


def address(row: int, column: int) -> str:
    """Return what Excel calls a cell, e.g. ``C7``."""
    return f"{get_column_letter(column)}{row}"


def read_grids(file_name: str, content: bytes) -> list[Grid]:
    """Return the sheets of an .xlsx file in their order; raises ``RefusedFile``."""
    check_office_file(file_name, content, ".xlsx")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about pictures and formats, which are not read
            book = load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
            try:
                return [_read_sheet(file_name, page) for page in book.worksheets]
            finally:
                book.close()
    except RefusedFile:
        raise
    except Exception as error:  # openpyxl raises whatever its parts and its XML library do
        raise RefusedFile("damaged", file=file_name) from error


def _read_sheet(file_name: str, page: Any) -> Grid:
    book = page.parent
    cells: dict[tuple[int, int], Cell] = {}
    # openpyxl's own rows are filled up to the last column of the sheet: a file of a few kilobytes that puts a cell into
    # the last column of a million rows would take hours. Its parser gives only the cells that are there.
    with page._get_source() as source:
        parser = WorkSheetParser(
            source, page._shared_strings, epoch=book.epoch, date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
        )  # fmt: skip
        for _, row in parser.parse():
            for found in row:
                value = found["value"]
                if value is None or value == "" or found["column"] > LAST_COLUMN:
                    continue
                if len(cells) >= MOST_CELLS:
                    raise RefusedFile("too_many_cells", file=file_name, limit=MOST_CELLS)
                cells[found["row"], found["column"]] = _cell(page, found)
        merged = parser.merged_cells.mergeCell if parser.merged_cells is not None else ()
    areas = tuple(Area(area.min_row, area.max_row, area.min_col, area.max_col) for area in merged)
    return Grid(str(page.title), page.sheet_state != "visible", cells, areas)


def _cell(page: Any, found: dict[str, Any]) -> Cell:
    value, kind = found["value"], found["data_type"]
    shown = _text(value) if isinstance(value, str) else value
    number_format = ReadOnlyCell(page, **found).number_format
    return Cell(shown, kind == "f", kind == "e", str(number_format or "General"))


def _text(value: str) -> str:
    """Return the words of a cell: Excel writes some characters as ``_x000D_``, and ``_x005F_`` for a plain ``_``."""
    return value.replace("_x000D_", "").replace("_x005F_", "_").replace("\r\n", "\n").replace("\r", "\n")
