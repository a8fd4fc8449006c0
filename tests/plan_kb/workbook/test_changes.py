"""Edits of a workbook: what the preview says, what the draft is afterwards, and who else is not overwritten."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from sqlalchemy import select

from plan_kb.database import Database
from plan_kb.edition.check import check_draft
from plan_kb.edition.compile import compile_plans
from plan_kb.edition.draft import load_draft
from plan_kb.edition.model import Plan
from plan_kb.tables import AuditEntry
from plan_kb.workbook.taking import DraftMovedOn
from tests.plan_kb.workbook.books import column, edited, exported, preview, take
from tests.plan_kb.workbook.test_wrong_cells import put


def draft(database: Database, key: str = "qingtian-2028-2030") -> Plan:
    with database.reading() as session:
        return next(plan for plan in compile_plans(load_draft(session)) if plan.key == key)


def add_row(book: Any, sheet: str, **values: object) -> None:
    page = book[sheet]
    row = page.max_row + 1
    for heading, value in values.items():
        cell = page.cell(row, column(page, heading))
        cell.value = value
        if isinstance(value, str):
            cell.data_type = "s"  # the columns of text are text down to the last row, = or not


def delete_row(book: Any, sheet: str, heading: str, value: object) -> None:
    page = book[sheet]
    place = column(page, heading)
    page.delete_rows(next(row for row in range(2, page.max_row + 1) if page.cell(row, place).value == value))


def edit_much(book: Any) -> None:
    """What staff do in an afternoon."""
    put("责任单位", 2, "电话", "021-1")(book)
    put("责任单位", 2, "名称", "区科学局")(book)
    add_row(book, "责任单位", 名称="区文旅局")
    put("主要内容", 3, "责任单位", "区经信局\n区文旅局")(book)
    put("主要内容", 3, "责任单位一栏", "区经信局、区文旅局")(book)
    add_row(book, "别名", 别名="文旅局", 类别="责任单位", 所指="区文旅局")
    add_row(book, "进展", 指标="高新技术企业数", 数值="70家", 截至日期=datetime.date(2029, 12, 31), 来源="统计公报")
    add_row(book, "常见问答", 问法="能不能办?\n怎么办?", 答案="=可以", 来源="窗口")
    delete_row(book, "别名", "别名", "比赛")
    delete_row(book, "其他数字", "数字", "2028-2030年")
    book["计划全文"].insert_rows(3)
    book["计划全文"].cell(3, 2).value = "插入的一行"


def test_the_preview_says_what_the_draft_then_is(database: Database) -> None:
    content = edited(exported(database), edit_much)
    found = preview(database, content)
    said = "\n".join(str(change) for change in found.changes)
    assert "修改 责任单位 区科技局:电话由“(空)”改为“021-1”" in said
    assert "修改 责任单位 区科技局:名称由“区科技局”改为“区科学局”" in said
    assert "新增 责任单位 区文旅局" in said
    assert "新增 进展 高新技术企业数 2029-12-31" in said
    assert "删去 别名 比赛" in said
    assert "新增 计划全文 2 插入的一行" in said
    assert [change for change in found.changes if change.sheet == "目标值"] == []
    assert {finding.name for finding in found.findings} >= {"words_not_in_text", "loose_figure"}
    take(database, content, found.draft)
    plan = draft(database)
    assert plan.units[0].telephone == "021-1"
    # A unit that is renamed in its own sheet is renamed wherever it stands.
    assert plan.tasks[0].measures[0].units == ("区科学局", "相关街道、园区")
    assert plan.tasks[0].measures[1].units == ("区经信局", "区文旅局")
    assert plan.staff_facts[-1].text == "高新技术企业数:截至2029年12月31日为70家(来源:统计公报)"
    assert (plan.faq[0].questions, plan.faq[0].answer) == (("能不能办?", "怎么办?"), "=可以")
    assert plan.source.split("\n")[1] == "插入的一行"
    assert preview(database, exported(database)).changes == ()


def test_the_audit_log_has_before_and_after(database: Database) -> None:
    content = edited(exported(database), edit_much)
    take(database, content)
    with database.reading() as session:
        entry = session.scalars(select(AuditEntry).where(AuditEntry.actor == "王")).one()
    assert (entry.action, entry.subject, entry.comment) == ("import", "plan/qingtian-2028-2030", "计划.xlsx")
    assert entry.before["责任单位"][0]["名称"] == "区科技局"
    assert [row["名称"] for row in entry.after["责任单位"]] == ["区科学局", "区文旅局"]
    assert entry.before["别名"][0]["别名"] == "比赛"
    assert set(entry.before) == {"责任单位", "主要内容", "别名", "其他数字"}


def test_a_draft_that_moved_on_is_not_overwritten(database: Database) -> None:
    content = edited(exported(database), edit_much)
    found = preview(database, content)
    with database.writing() as session:
        load_draft(session)[0].units[1].hours = "周一"
    before = draft(database)
    with pytest.raises(DraftMovedOn):
        take(database, content, found.draft)
    assert draft(database) == before
    assert "导出这个文件以后" in preview(database, content).notes[0]


def swap(book: Any, sheet: str, heading: str, rows: tuple[int, int]) -> None:
    page = book[sheet]
    first, second = (page.cell(row, column(page, heading)) for row in rows)
    first.value, second.value = second.value, first.value


def test_unique_names_can_be_swapped(database: Database) -> None:
    def edit(book: Any) -> None:
        swap(book, "责任单位", "名称", (2, 4))
        swap(book, "领域", "名称", (2, 3))

    names = [unit.key for unit in draft(database).units]
    areas = [area.name for area in draft(database).areas]
    take(database, edited(exported(database), edit))
    plan = draft(database)
    assert [unit.key for unit in plan.units] == [names[2], names[1], names[0], *names[3:]]
    assert [area.name for area in plan.areas] == areas[::-1]


def test_the_name_of_a_row_that_goes_can_be_taken_over(database: Database) -> None:
    def edit(book: Any) -> None:
        page = book["责任单位"]
        name = page.cell(2, column(page, "名称")).value
        page.delete_rows(2)
        page.cell(2, column(page, "名称")).value = name

    take(database, edited(exported(database), edit))
    assert len(draft(database).units) == len({unit.key for unit in draft(database).units})


def move_a_task(book: Any) -> None:
    """Put every task of the first area into the second, and drop the first."""
    page = book["重点工作"]
    for row in range(2, page.max_row + 1):
        page.cell(row, column(page, "领域")).value = "优化环境"
    delete_row(book, "领域", "名称", "培育企业")


def test_tasks_move_to_another_area_with_all_that_hangs_on_them(database: Database) -> None:
    targets = draft(database).targets
    take(database, edited(exported(database), move_a_task))
    plan = draft(database)
    assert [(area.name, area.tasks) for area in plan.areas] == [("优化环境", (1, 2, 3))]
    assert plan.targets == targets


def drop_a_task(book: Any) -> None:
    delete_row(book, "重点工作", "序号", 2)
    delete_row(book, "主要内容", "重点工作", 2)
    page = book["别名"]
    for row in range(page.max_row, 1, -1):
        if page.cell(row, column(page, "类别")).value == "重点工作":
            page.delete_rows(row)


def test_a_task_goes_with_its_rows(database: Database) -> None:
    take(database, edited(exported(database), drop_a_task))
    assert [task.number for task in draft(database).tasks] == [1, 3]
    assert preview(database, exported(database)).changes == ()


def test_another_key_makes_another_plan_beside(database: Database) -> None:
    before = draft(database)
    content = edited(exported(database), put("计划", 2, "代号", "qingtian-copy"))
    with pytest.raises(Exception, match="qingtian-2028-2030"):
        take(database, content)  # the plan's own aliases still name the old key

    def rename(book: Any) -> None:
        put("计划", 2, "代号", "qingtian-copy")(book)
        for row in book["别名"].iter_rows(min_row=2):
            for cell in row:
                if cell.value == "qingtian-2028-2030":
                    cell.value = "qingtian-copy"

    take(database, edited(exported(database), rename), "")
    assert draft(database) == before
    copy = draft(database, "qingtian-copy")
    assert [task.name for task in copy.tasks] == [task.name for task in before.tasks]
    with database.reading() as session:
        assert not [finding for finding in check_draft(load_draft(session)) if finding.level.value == "error"]


MARKUP = "<script>alert(1)</script><img src=x onerror=alert(1)>&amp;"


def test_markup_and_formulas_stay_text(database: Database) -> None:
    def edit(book: Any) -> None:
        put("责任单位", 2, "电话", MARKUP)(book)
        cell = book["责任单位"].cell(3, column(book["责任单位"], "电话"))
        cell.value = "=HYPERLINK(\"http://x\")"
        cell.data_type = "s"

    take(database, edited(exported(database), edit))
    assert [unit.telephone for unit in draft(database).units[:2]] == [MARKUP, '=HYPERLINK("http://x")']
    assert preview(database, exported(database)).changes == ()
