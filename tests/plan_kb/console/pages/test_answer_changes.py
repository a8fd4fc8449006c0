from __future__ import annotations

from collections.abc import Callable

import pytest

from plan_kb.console.assistant import Assistant
from plan_kb.database import Database
from plan_kb.edition.draft import load_draft
from plan_kb.tables import GoldenQuestion
from tests.plan_kb.console.conftest import Browser


@pytest.fixture
def browser(signed_in: Callable[[str], Browser]) -> Browser:
    return signed_in("publisher")


def compared(browser: Browser, path: str) -> str:
    """The page when the comparison that it begins is done."""
    browser.get(path)
    assistant: Assistant = browser.app.state.assistant  # type: ignore[attr-defined]
    assert assistant.comparing.wait(120).done
    return browser.get(path).text


def change_telephone(database: Database, number: str) -> None:
    with database.writing() as session:
        next(unit for unit in load_draft(session)[0].units if unit.name == "区科技局").telephone = number


def test_answers_that_would_change_stand_side_by_side(browser: Browser, database: Database) -> None:
    change_telephone(database, "0571-88880000")
    with database.writing() as session:
        session.add(GoldenQuestion(question="区科技局电话"))
    for path in ("/answer-changes", "/publish"):
        page = compared(browser, path)
        assert "现在的答案" in page
        assert "发布后的答案" in page
        assert "0571-88880000" in page
        assert "发布后能回答" in page
        assert page.index("区科技局电话") < page.index("区科技局的电话是多少?"), "what staff watch comes first"


def test_nothing_changes_where_the_draft_is_the_edition(browser: Browser) -> None:
    assert "答案都不变" in compared(browser, "/answer-changes")


def test_a_part_is_no_page(browser: Browser, database: Database) -> None:
    change_telephone(database, "0571-1")
    compared(browser, "/publish")
    answer = browser.get("/answer-changes/part?of=changes")
    assert "text/html" not in answer.headers["content-type"]
    assert "0571-1" in answer.text
    assert "<html" not in answer.text


def test_markup_in_an_answer_stays_text(browser: Browser, database: Database) -> None:
    change_telephone(database, "<img src=x onerror=alert(1)>")
    page = compared(browser, "/answer-changes")
    assert "<img" not in page
    assert "onerror" in page


def test_facts_that_nobody_would_find_are_findings_with_a_link(browser: Browser) -> None:
    page = compared(browser, "/check")
    assert "问不问得到" in page
    assert 'href="/indicators/' in page, "the keyword reader hears no question for an indicator's value"


def test_a_draft_with_errors_is_not_asked(browser: Browser, database: Database) -> None:
    with database.writing() as session:
        load_draft(session)[0].indicators[0].targets[0].bound = "无"
    assert "暂时不能对比答案" in browser.get("/answer-changes").text
    assert browser.get("/publish").status_code == 200
    assert browser.get("/check").status_code == 200
