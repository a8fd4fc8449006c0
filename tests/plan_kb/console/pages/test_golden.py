from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select

from plan_kb.database import Database
from plan_kb.tables import AuditEntry, GoldenQuestion
from tests.plan_kb.console.conftest import Browser


def rows(database: Database) -> list[tuple[str, str]]:
    with database.reading() as session:
        return [(row.question, row.note) for row in session.scalars(select(GoldenQuestion))]


def test_adding_changing_and_deleting_one(database: Database, signed_in: Callable[[str], Browser]) -> None:
    browser = signed_in("editor")
    page = browser.submit("/golden", {"question": "上市由谁负责?", "note": "常问"}).text
    assert "上市由谁负责?" in page
    browser.submit("/golden/1", {"question": "上市找谁?", "note": "", "version": "1"})
    assert rows(database) == [("上市找谁?", "")]
    browser.submit("/golden/1/delete")
    assert rows(database) == []
    with database.reading() as session:
        log = session.scalars(select(AuditEntry).where(AuditEntry.__table__.c.subject == "golden_question/1")).all()
        assert [entry.action for entry in log] == ["create", "change", "delete"]


@pytest.mark.parametrize(
    ("question", "note", "words"),
    [("", "", "请填写问题"), ("长" * 501, "", "最多"), ("问", "长" * 301, "最多"), ("有了", "", "已经在关注")],
)
def test_mistakes_are_told(
    database: Database, signed_in: Callable[[str], Browser], question: str, note: str, words: str
) -> None:
    browser = signed_in("editor")
    browser.submit("/golden", {"question": "有了"})
    answer = browser.submit("/golden", {"question": question, "note": note})
    assert answer.status_code == 422
    assert words in answer.text
    assert rows(database) == [("有了", "")]


def test_what_somebody_else_changed_is_not_overwritten(database: Database, signed_in: Callable[[str], Browser]) -> None:
    browser = signed_in("editor")
    browser.submit("/golden", {"question": "一"})
    browser.submit("/golden/1", {"question": "二", "version": "1"})
    assert browser.submit("/golden/1", {"question": "三", "version": "1"}).status_code == 409
    assert rows(database) == [("二", "")]


def test_viewers_see_no_forms(signed_in: Callable[[str], Browser]) -> None:
    page = signed_in("viewer").get("/golden").text
    assert 'action="/golden"' not in page
