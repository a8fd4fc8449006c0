from __future__ import annotations

import datetime
import io

from openpyxl import load_workbook

from plan_kb.answering.reply import Kind
from plan_kb.overview.figures import Asked, Day, Overview
from plan_kb.overview.workbook import workbook_of

DAY = datetime.date(2026, 3, 1)
HOSTILE = '=HYPERLINK("http://example.org")'
FULL = Overview(
    DAY, DAY, (Day(DAY, 4, 3),), ((Kind.ANSWER, 3), (Kind.NOT_IN_PLAN, 1)), 2, 1, 0, 0.0254,
    (Asked(HOSTILE, 3), Asked("+1", 2), Asked("@x", 1)), (), (Asked("-指标", 1),),
)  # fmt: skip


def test_every_figure_is_in_it() -> None:
    book = load_workbook(io.BytesIO(workbook_of(FULL)))
    sums = {row[0]: row[1] for row in book.worksheets[0].iter_rows(min_row=2, values_only=True)}
    assert sums["提问数（不含寒暄）"] == 4
    assert sums["回答率"] == 0.75
    assert [tuple(row) for row in book["每天"].iter_rows(min_row=2, values_only=True)] == [("2026-03-01", 4, 3)]
    assert book["答复类型"]["A2"].value == "已回答"


def test_nothing_in_it_is_a_formula() -> None:
    book = load_workbook(io.BytesIO(workbook_of(FULL)))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert HOSTILE in [cell.value for cell in cells]
    assert all(cell.data_type != "f" for cell in cells)


def test_an_empty_period_is_an_empty_workbook() -> None:
    book = load_workbook(io.BytesIO(workbook_of(Overview(DAY, DAY, (), (), 0, 0, 0, None, (), (), ()))))
    assert [sheet.max_row for sheet in book.worksheets[1:]] == [1] * 5
