"""The laws of the round trip: unchanged means no difference; taken into an empty database, the same edition."""

from __future__ import annotations

import datetime
import random
import string
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from plan_kb.database import Database
from plan_kb.edition.draft import load_draft
from plan_kb.edition.publish import publish
from plan_kb.edition.restore import draft_rows
from plan_kb.edition.store import read_edition
from plan_kb.edition.wire import dump_plans
from plan_kb.source.drafting import put_plan
from plan_kb.source.importer import packaged_folders, read_folder
from plan_kb.tables import AuditEntry, FaqEntry, FaqWording, Plan, ProgressReport
from plan_kb.workbook.table import table_of
from plan_kb.workbook.writing import write_workbook
from tests.plan_kb.workbook.books import body, column, edited, exported, preview, take


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Database]:
    """An empty database with its tables."""
    database = Database(f"sqlite:///{tmp_path / 'fresh.sqlite'}")
    database.upgrade()
    yield database
    database.close()


def fill_in_staff_work(plan: Plan) -> None:
    """Give the plan what only staff can: contacts, progress, answers."""
    plan.units[0].telephone, plan.units[0].address, plan.units[0].hours = "021-57180000", "=南桥路1号", "周一至周五"
    report = ProgressReport(value="75家", as_of=datetime.date(2029, 6, 30), source="+统计局")
    plan.indicators[0].reports.append(report)
    entry = FaqEntry(answer="@可以。\n请带材料。", source="-窗口")
    entry.wordings = [FaqWording(position=1, question="能不能办?"), FaqWording(position=2, question="= 怎么办")]
    plan.faq.append(entry)


def test_an_unchanged_workbook_changes_nothing(database: Database) -> None:
    with database.writing() as session:
        fill_in_staff_work(load_draft(session)[0])
    content, before = exported(database), body(database)
    found = preview(database, content)
    assert (found.changes, found.notes, found.is_new) == ((), (), False)
    take(database, content, found.draft)
    assert body(database) == before
    with database.reading() as session:
        assert session.scalars(select(AuditEntry).where(AuditEntry.actor == "王")).all() == []


def test_an_empty_database_gets_the_same_edition(database: Database, fresh: Database) -> None:
    with database.writing() as session:
        fill_in_staff_work(load_draft(session)[0])
        publish(session, "with contacts", "tester")
    content = exported(database)
    assert preview(fresh, content).is_new
    take(fresh, content, "")
    with fresh.writing() as session:
        publish(session, "from Excel", "王")
    with database.reading() as old, fresh.reading() as new:
        assert dump_plans(read_edition(new).plans) == dump_plans(read_edition(old).plans)


def test_the_packaged_plan_makes_the_round_trip(fresh: Database, tmp_path: Path) -> None:
    with fresh.writing() as session:
        put_plan(session, read_folder(packaged_folders()[0]), "tester")
    content = exported(fresh)
    assert preview(fresh, content).changes == ()
    other = Database(f"sqlite:///{tmp_path / 'other.sqlite'}")
    other.upgrade()
    take(other, content, "")
    assert body(other) == body(fresh)
    assert preview(other, content).changes == ()


def test_an_edition_can_be_exported_like_the_draft(database: Database, fresh: Database) -> None:
    with database.writing() as session:
        fill_in_staff_work(load_draft(session)[0])
        publish(session, "with contacts", "tester")
    with database.reading() as session:
        (plan,) = read_edition(session).plans
    take(fresh, write_workbook(table_of(draft_rows(plan))), "")
    assert body(fresh) == dump_plans((plan,))


TEXT = st.text(
    st.one_of(st.sampled_from("=+-@'\"<>&_x005F 中文、,。\n"), st.characters(blacklist_categories=["Cs", "Cc"])),
    max_size=30,
).map(str.strip)


FIGURE = st.integers(0, 10**11).map(lambda hundredths: hundredths / 100)


@settings(
    max_examples=15,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(texts=st.lists(TEXT, min_size=4, max_size=4), low=FIGURE, doubling=st.booleans())
def test_whatever_is_written_is_read_again(
    database: Database, tmp_path_factory: pytest.TempPathFactory, texts: list[str], low: float, doubling: bool
) -> None:
    with database.writing() as session:
        (plan,) = load_draft(session)
        plan.units[0].name_en, plan.units[0].hours = (text.replace("\n", "") for text in texts[:2])
        plan.passages[0].text = texts[2]
        plan.source = f"{plan.source}\n{texts[3]}\n\n"
        plan.indicators[0].targets[0].low = low
        plan.indicators[0].targets[0].doubling = doubling
    content = exported(database)
    assert preview(database, content).changes == ()
    other = Database(f"sqlite:///{tmp_path_factory.mktemp('other') / 'other.sqlite'}")
    other.upgrade()
    take(other, content, "")
    assert body(other) == body(database)


def shuffle_rows_and_columns(book: Any) -> None:
    """Sort rows anew, move columns, add blank rows and columns of one's own: nothing of it means anything."""
    chance = random.Random(3)
    for page in book.worksheets[1:]:
        rows = [list(row) for row in page.iter_rows(min_row=2, values_only=True)]
        heads = [cell.value for cell in page[1]]
        order = chance.sample(range(len(heads)), len(heads))
        if page.title != "目标值":
            chance.shuffle(rows)
        page.delete_rows(1, page.max_row)
        page.append([None, *(heads[i] for i in order), "我的备注"])
        for row in rows:
            page.append([])
            page.append([None, *(row[i] for i in order), "看过"])
    book["指标"].sheet_state = "hidden"
    book.create_sheet("草稿纸").append(["随便写的"])


def test_order_blank_rows_extra_columns_and_sheets_do_not_matter(database: Database) -> None:
    found = preview(database, edited(exported(database), shuffle_rows_and_columns))
    assert [str(change) for change in found.changes] == []
    assert any("草稿纸" in note for note in found.notes)
    assert any("我的备注" in note for note in found.notes)
    assert any("隐藏" in note for note in found.notes)


def make_numbers_of_texts(book: Any) -> None:
    """What Excel does by itself to figures, dates and text."""
    for page in book.worksheets[1:]:
        for row in page.iter_rows(min_row=2):
            for cell in row:
                if isinstance(cell.value, int) and not isinstance(cell.value, bool):
                    cell.value = float(cell.value)
                elif isinstance(cell.value, str) and page.title != "计划全文":
                    cell.value = f"\u3000{cell.value}  "
    page = book["重点工作"]
    for row in page.iter_rows(min_row=2):
        row[column(page, "序号") - 1].value = str(row[column(page, "序号") - 1].value).translate(
            str.maketrans(string.digits, "0123456789")
        )


def test_what_excel_changes_by_itself_is_no_change(database: Database) -> None:
    assert [str(c) for c in preview(database, edited(exported(database), make_numbers_of_texts)).changes] == []
