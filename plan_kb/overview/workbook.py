"""The figures of a period as an Excel workbook; whatever comes from outside stays text, never a formula."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from plan_kb.messages import message
from plan_kb.overview.figures import Asked, Overview

_WIDEST = 60


def workbook_of(overview: Overview) -> bytes:
    """Return the workbook as a file: a sheet for the sums, one for the days, one for each list."""
    book = Workbook()
    book.remove(book.active)
    share, median = overview.share_answered, overview.median_seconds
    _sheet(
        book,
        "sums",
        [
            ("period", message("overview.period", since=overview.since, until=overview.until)),
            ("questions", overview.questions),
            ("conversations", overview.conversations),
            ("answered", overview.answered),
            ("share", "" if share is None else round(share, 4)),
            ("liked", overview.liked),
            ("disliked", overview.disliked),
            ("median", "" if median is None else round(median, 3)),
        ],
    )
    _sheet(book, "days", [(day.date.isoformat(), day.questions, day.answered) for day in overview.days])
    _sheet(book, "kinds", [(message(f"overview.kinds.{kind.value}"), count) for kind, count in overview.kinds])
    lists: Sequence[tuple[str, tuple[Asked, ...]]] = (
        ("tasks", overview.tasks),
        ("units", overview.units),
        ("indicators", overview.indicators),
    )
    for name, asked in lists:
        _sheet(book, name, [(item.name, item.count) for item in asked])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _sheet(book: Workbook, name: str, rows: Iterable[tuple[object, ...]]) -> None:
    sheet = book.create_sheet(message(f"overview.sheets.{name}.title"))
    headings = message(f"overview.sheets.{name}.columns").split("|")
    if name == "sums":
        rows = [(message(f"overview.sums.{key}"), value) for key, value in rows]
    widths = [2 * len(heading) for heading in headings]
    for number, row in enumerate((tuple(headings), *rows), start=1):
        for column, value in enumerate(row, start=1):
            cell = sheet.cell(number, column)
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"
            if number == 1:
                cell.font = Font(bold=True)
            widths[column - 1] = max(widths[column - 1], sum(2 if ord(c) > 255 else 1 for c in str(value)))
    for column, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = min(_WIDEST, width + 2)
    sheet.freeze_panes = "A2"
