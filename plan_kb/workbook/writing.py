"""A table as an Excel workbook."""

from __future__ import annotations

import io
import re

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from plan_kb.data import load
from plan_kb.messages import message
from plan_kb.workbook.form import SHEET, SHEETS, TEXTS, Column, Holds, Sheet, Value, no_word, yes_word
from plan_kb.workbook.table import Table, fingerprint

LONGEST_CELL = 32_767
"""Characters that a cell of Excel holds; of a longer text it would keep the beginning only."""

_LAST_ROW = 5_000
"""Down to here choices are offered, so that rows added at the end have them, too."""
_ESCAPED = re.compile(r"_x(?=[0-9A-Fa-f]{4}_)")
_HEAD_FILL = PatternFill("solid", start_color="FFDCE6F1")
_HEAD_FONT = Font(bold=True)
_WRAPPED = Alignment(vertical="top", wrap_text=True)
_ROW_SHEETS = {"area": "name", "unit": "name", "indicator": "name"}
"""The sheets that others point to, and the column that they point to."""


class TooLongForExcel(Exception):
    """Raised when a text does not fit into a cell; the message is one line for staff."""


def write_workbook(table: Table) -> bytes:
    """Return the .xlsx file of ``table``. Text is written as text, also where it begins like a formula."""
    book = Workbook()
    _write_about(book.active, fingerprint(table))
    for sheet in SHEETS:
        _write_sheet(book.create_sheet(sheet.title), sheet, table)
    book.active = 1
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def about_title() -> str:
    """The name of the sheet that explains the workbook."""
    return str(load("workbook.yml")["about"]["title"])


def stamp_label() -> str:
    """What stands before the checksum of the draft at the time of the export."""
    return str(load("workbook.yml")["about"]["stamp"])


def _write_about(page: Worksheet, stamp: str) -> None:
    page.title = about_title()
    page.column_dimensions["A"].width = 18
    page.column_dimensions["B"].width = 110
    for number, line in enumerate(load("workbook.yml")["about"]["lines"], start=1):
        page.cell(number, 1, number)
        page.cell(number, 2, line).alignment = _WRAPPED
    page.append([])
    page.append([stamp_label(), stamp])


def _write_sheet(page: Worksheet, sheet: Sheet, table: Table) -> None:
    for position, column in enumerate(sheet.columns, start=1):
        head = page.cell(1, position, column.heading)
        head.font, head.fill, head.alignment = _HEAD_FONT, _HEAD_FILL, _WRAPPED
        note = Comment(column.help, message("workbook.author"))
        note.width, note.height = 260, 110
        head.comment = note
        letter = get_column_letter(position)
        page.column_dimensions[letter].width = column.width
        if column.holds in TEXTS:
            # The whole column is text, so that Excel does not turn what is typed below the last row into a number.
            page.column_dimensions[letter].number_format = "@"
        _offer_choices(page, column, letter, table)
    for number, row in enumerate(table[sheet.name], start=2):
        for position, column in enumerate(sheet.columns, start=1):
            _write_cell(page, number, position, column, row[column.name])
    page.freeze_panes = page.cell(2, 2 if len(sheet.columns) > 2 else 1)
    page.auto_filter.ref = f"A1:{get_column_letter(len(sheet.columns))}{max(1, len(table[sheet.name]) + 1)}"


def _write_cell(page: Worksheet, row: int, position: int, column: Column, value: Value) -> None:
    shown = column.shown(value)
    cell = page.cell(row, position)
    cell.alignment = _WRAPPED
    if column.holds in TEXTS:
        cell.number_format = "@"
    if shown is None:
        return
    if not isinstance(shown, str):
        cell.value = shown
        if column.holds is Holds.DATE:
            cell.number_format = "yyyy-mm-dd"
        return
    if len(shown) > LONGEST_CELL:
        raise TooLongForExcel(
            message("workbook.too_long", sheet=SHEET[column.sheet].title, row=row, column=column.heading,
                    longest=LONGEST_CELL)
        )  # fmt: skip
    cell.value = _ESCAPED.sub("_x005F_x", shown)
    # Set after the value: openpyxl takes a text that begins with = for a formula and #N/A for an error.
    cell.data_type = "s"
    if shown[0] in "=+-@":
        cell.quotePrefix = True


def _offer_choices(page: Worksheet, column: Column, letter: str, table: Table) -> None:
    offered = ""
    if column.holds is Holds.CHOICE:
        offered = f'"{",".join(column.choices.values())}"'
    elif column.holds is Holds.YES:
        offered = f'"{yes_word()},{no_word()}"'
    elif column.points_to and column.holds is Holds.LINE:
        sheet = SHEET[column.points_to]
        names = [item.name for item in sheet.columns]
        there = get_column_letter(names.index(_ROW_SHEETS[sheet.name]) + 1)
        last = len(table[sheet.name]) + 1
        offered = f"{quote_sheetname(sheet.title)}!${there}$2:${there}${max(2, last)}"
    if not offered:
        return
    rule = DataValidation(type="list", formula1=offered, allow_blank=True)
    # Names that are added to the other sheet stand below the range, so a name outside it is a warning, no error.
    rule.errorStyle = "warning" if column.points_to else "stop"
    rule.showErrorMessage = True
    rule.error = message("workbook.not_offered")
    page.add_data_validation(rule)
    rule.add(f"{letter}2:{letter}{_LAST_ROW}")
