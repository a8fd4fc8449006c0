"""A plan, or its task list, as printed in an .xlsx file."""

from __future__ import annotations

import datetime
from dataclasses import replace

from plan_kb.messages import message
from plan_kb.office.grid import Area, Cell, Grid, address, read_grids
from plan_kb.source.placed_text import PlacedText
from plan_kb.source.printed_table import PrintedCell, table_text
from plan_kb.source.problems import problem


def read_spreadsheet(file_name: str, content: bytes) -> PlacedText:
    """Return the lines of the visible sheets of an .xlsx file, in order; raises ``RefusedFile``."""
    found = PlacedText()
    for grid in read_grids(file_name, content):
        if not grid.hidden:
            found.add(_sheet_text(file_name, grid))
    return found


def _sheet_text(file_name: str, grid: Grid) -> PlacedText:
    problems = []
    rows = []
    for number, cells in grid.rows():
        row = []
        for column, cell in cells.items():
            place = message("document.places.sheet", sheet=grid.title, row=number, column=address(1, column)[:-1])
            if cell.formula or cell.error:
                wrong = problem("formula", 0, file_name, cell=str(cell.value)[:20])
                problems.append(replace(wrong, where=place))
                continue
            area = next((area for area in grid.merged if area.holds(number, column)), None)
            row.append(_printed(cell, place, column, area))
        rows.append(row)
    text = table_text(file_name, rows)
    text.problems[:0] = problems
    return text


def _printed(cell: Cell, place: str, column: int, area: Area | None) -> PrintedCell:
    last = column if area is None else area.last_column
    paragraphs = tuple(words for words in _words(cell).split("\n") if words.strip())
    return PrintedCell(paragraphs, place, column, last)


def _words(cell: Cell) -> str:
    value = cell.value
    if isinstance(value, datetime.datetime):
        return message("document.places.date", year=value.year, month=value.month, day=value.day)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
