"""Tables for Excel and LibreOffice, in which nothing that somebody typed becomes a formula."""
from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LONGEST_CELL = 32_767
"""Characters; Excel takes no more."""

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"


def to_csv(rows: Iterable[Sequence[str]]) -> bytes:
    """Return the rows as CSV that Excel reads as UTF-8; what looks like a formula gets an apostrophe before it."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows([[f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in row] for row in rows])
    return out.getvalue().encode("utf-8-sig", "replace")


def to_xlsx(title: str, rows: Iterable[Sequence[str]]) -> bytes:
    """Return the rows as a workbook of one sheet, each cell as text."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    for row in rows:
        cells = []
        for words in row:
            cell = WriteOnlyCell(sheet, _UNFIT.sub("", words)[:_LONGEST_CELL])
            cell.data_type = "s"
            cell.quotePrefix = words.startswith(_FORMULA)
            cells.append(cell)
        sheet.append(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
