"""Wrong cells are named by sheet, row and column with how to mend them, and nothing is taken."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest

from plan_kb.database import Database
from plan_kb.workbook.problems import WrongWorkbook
from tests.plan_kb.workbook.books import body, column, edited, exported, preview, take


def put(sheet: str, row: int, heading: str, value: object, number_format: str = "") -> Callable[[Any], None]:
    """An edit of one cell."""

    def edit(book: Any) -> None:
        page = book[sheet]
        cell = page.cell(row, column(page, heading))
        cell.value = value
        if number_format:
            cell.number_format = number_format

    return edit


def merge(book: Any) -> None:
    book["目标值"].merge_cells("A2:A3")


def drop_sheet(book: Any) -> None:
    del book["目标值"]


def rename_sheet(book: Any) -> None:
    book["目标值"].title = "目标"


def drop_column(book: Any) -> None:
    book["目标值"].delete_cols(column(book["目标值"], "引文"))


def double_column(book: Any) -> None:
    book["目标值"].cell(1, 30).value = "引文"


def drop_headings(book: Any) -> None:
    book["指标"].delete_rows(1)


def copy_unit(book: Any) -> None:
    page = book["责任单位"]
    page.append([cell.value for cell in page[2]])


def second_plan(book: Any) -> None:
    page = book["计划"]
    page.append([cell.value if cell.column > 1 else "other" for cell in page[2]])


CASES: dict[str, tuple[Callable[[Any], None], str, str]] = {
    "formula": (put("目标值", 3, "下限", "=40+40"), "formula", "工作表“目标值”第3行E列"),
    "error": (put("目标值", 3, "数值", "#N/A"), "error", "工作表“目标值”第3行G列"),
    "no number": (put("目标值", 3, "下限", "八十"), "not_number", "工作表“目标值”第3行E列"),
    "number with a unit": (put("目标值", 3, "下限", "80家"), "not_number", "工作表“目标值”第3行E列"),
    "no year": (put("目标值", 3, "年份", 30), "not_year", "工作表“目标值”第3行I列"),
    "half a year": (put("目标值", 3, "年份", 2030.5), "not_year", "工作表“目标值”第3行I列"),
    "no bound": (put("目标值", 3, "界限", "大约"), "not_choice", "工作表“目标值”第3行D列"),
    "neither yes nor no": (put("指标", 2, "只算新增", "也许"), "not_yes", "工作表“指标”第2行E列"),
    "empty": (put("主要内容", 3, "正文", None), "missing", "工作表“主要内容”第3行D列"),
    "became a date": (
        put("责任单位", 2, "电话", datetime.datetime(2025, 6, 3)),
        "became_date",
        "工作表“责任单位”第2行E列",
    ),
    "became a percentage": (put("目标值", 2, "数值", 0.05, "0%"), "became_percent", "工作表“目标值”第2行G列"),
    "too long": (put("责任单位", 2, "电话", "1" * 101), "too_long", "工作表“责任单位”第2行E列"),
    "unknown indicator": (put("目标值", 2, "指标", "没有的指标"), "unknown_name", "工作表“目标值”第2行B列"),
    "unknown unit": (put("主要内容", 2, "责任单位", "区文旅局"), "unknown_name", "工作表“主要内容”第2行F列"),
    "unknown area": (put("重点工作", 2, "领域", "没有的领域"), "unknown_name", "工作表“重点工作”第2行B列"),
    "unknown place": (put("目标值", 2, "所在", "9.9"), "unknown_place", "工作表“目标值”第2行C列"),
    "unknown task": (put("主要内容", 4, "重点工作", 77), "unknown_task", "工作表“主要内容”第4行A列"),
    "unknown thing": (put("别名", 2, "所指", "没有的"), "unknown_thing", "工作表“别名”第2行D列"),
    "goal without words": (put("发展目标", 3, "序号", 8), "goal_without_passage", "工作表“发展目标”第3行A列"),
    "twice": (put("重点工作", 3, "序号", 1), "repeated_key", "工作表“重点工作”第3行A列"),
    "copied id": (copy_unit, "repeated_id", "工作表“责任单位”第7行A列"),
    "bad key": (put("计划", 2, "代号", "青田 计划"), "bad_key", "工作表“计划”第2行A列"),
    "two plans": (second_plan, "several_rows", "工作表“计划”"),
    "merged": (merge, "merged", "工作表“目标值”第2行A列"),
    "sheet gone": (drop_sheet, "no_sheet", "工作簿"),
    "sheet renamed": (rename_sheet, "no_sheet", "工作簿"),
    "column gone": (drop_column, "no_column", "工作表“目标值”"),
    "column twice": (double_column, "repeated_column", "工作表“目标值”AD列"),
    "headings gone": (drop_headings, "no_headings", "工作表“指标”"),
}


@pytest.mark.parametrize("case", list(CASES))
def test_a_wrong_cell_is_named_and_nothing_is_taken(database: Database, case: str) -> None:
    edit, name, place = CASES[case]
    before = body(database)
    content = edited(exported(database), edit)
    with pytest.raises(WrongWorkbook) as caught:
        take(database, content)
    assert (name, place) in [(problem.name, problem.place) for problem in caught.value.problems]
    assert body(database) == before


def test_every_wrong_cell_is_named_at_once(database: Database) -> None:
    def edit(book: Any) -> None:
        put("目标值", 2, "下限", "x")(book)
        put("目标值", 3, "年份", "明年")(book)
        put("责任单位", 2, "名称", None)(book)

    with pytest.raises(WrongWorkbook) as caught:
        preview(database, edited(exported(database), edit))
    assert len(caught.value.problems) == 3
    assert "工作表“责任单位”第2行C列:“名称”不能空" in str(caught.value)
