from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import select

from plan_kb.database import Database
from plan_kb.edition.compile import compile_plans
from plan_kb.edition.draft import load_draft
from plan_kb.edition.store import newest_number, read_edition, read_history
from plan_kb.messages import message
from plan_kb.tables import AuditEntry, Plan, Unit
from tests.plan_kb.console.conftest import Browser, hidden, tokens


def set_telephone(database: Database, words: str) -> None:
    """Change the draft as another person would."""
    with database.writing() as session:
        session.scalars(select(Unit).order_by(Unit.position)).first().telephone = words


def number(database: Database) -> int:
    """The newest edition's number."""
    with database.reading() as session:
        return newest_number(session)


def test_publishing_shows_what_changes_and_does_it_once(
    signed_in: Callable[[str], Browser], database: Database
) -> None:
    set_telephone(database, "021-1")
    browser = signed_in("publisher")
    page = browser.get("/publish").text
    assert "<ins>021-1</ins>" in page
    form = {**hidden(page), "comment": "电话"}
    first = browser.post("/publish", data=form)
    second = browser.post("/publish", data=form)
    assert first.headers["location"] == second.headers["location"] == "/history/2"
    assert number(database) == 2
    with database.reading() as session:
        record = read_history(session)[0]
        assert (record.author, record.comment) == ("publisher", "电话")
        entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "publish")).all()[-1]
        assert entry.actor == "publisher"
    assert message("console.publish.done", number=2) in browser.get("/history/2").text


def test_without_a_comment_nothing_is_published(signed_in: Callable[[str], Browser], database: Database) -> None:
    set_telephone(database, "021-1")
    browser = signed_in("publisher")
    page = browser.get("/publish").text
    for comment in ("", "   ", "x" * 501):
        answer = browser.post("/publish", data={**hidden(page), "comment": comment})
        assert answer.status_code == 422
        assert comment.strip() in answer.text
    assert number(database) == 1


def test_a_draft_that_changed_meanwhile_is_shown_again(
    signed_in: Callable[[str], Browser], database: Database
) -> None:
    set_telephone(database, "021-1")
    browser = signed_in("publisher")
    page = browser.get("/publish").text
    set_telephone(database, "021-2")
    answer = browser.post("/publish", data={**hidden(page), "comment": "电话改为021-1"})
    assert answer.status_code == 409
    assert message("console.publish.changed") in answer.text
    assert "<ins>021-2</ins>" in answer.text
    assert "电话改为021-1" in answer.text, "the comment is kept"
    assert number(database) == 1


def test_errors_keep_it_from_being_published(signed_in: Callable[[str], Browser], database: Database) -> None:
    with database.writing() as session:
        session.scalars(select(Plan)).one().title = "另一个计划"
    browser = signed_in("publisher")
    page = browser.get("/publish").text
    assert "另一个计划" in page
    assert 'name="comment"' not in page
    answer = browser.submit("/publish", {"comment": "x", "state": state_of(database)})
    assert answer.status_code == 422
    assert message("console.publish.errors") in answer.text
    assert number(database) == 1


def state_of(database: Database) -> str:
    """What a page that was just shown would name."""
    from plan_kb.console.standing import standing

    with database.reading() as session:
        return standing(session).state


def test_a_draft_that_no_edition_can_hold_is_said_not_raised(
    signed_in: Callable[[str], Browser], database: Database
) -> None:
    with database.writing() as session:
        load_draft(session)[0].indicators[0].targets[0].bound = "大概"
    browser = signed_in("publisher")
    for path in ("/", "/check", "/publish"):
        answer = browser.get(path)
        assert answer.status_code == 200
    assert "大概" in browser.get("/check").text


def test_rolling_back_publishes_the_old_content_again(
    signed_in: Callable[[str], Browser], database: Database
) -> None:
    browser = signed_in("publisher")
    set_telephone(database, "021-1")
    browser.post("/publish", data={**hidden(browser.get("/publish").text), "comment": "电话"})
    page = browser.get("/history/1/rollback").text
    assert "<del>021-1</del>" in page
    form = {**hidden(page), "comment": "发错了"}
    assert browser.post("/history/1/rollback", data=form).headers["location"] == "/history/3"
    assert browser.post("/history/1/rollback", data=form).headers["location"] == "/history/3"
    with database.reading() as session:
        assert newest_number(session) == 3
        assert read_edition(session, 3).plans == read_edition(session, 1).plans
        assert read_history(session)[0].restored_from == 1
        assert compile_plans(load_draft(session)) == read_edition(session, 2).plans, "the draft stays"


def test_rolling_back_with_the_draft(signed_in: Callable[[str], Browser], database: Database) -> None:
    browser = signed_in("publisher")
    set_telephone(database, "021-1")
    browser.post("/publish", data={**hidden(browser.get("/publish").text), "comment": "电话"})
    page = browser.get("/history/1/rollback").text
    browser.post("/history/1/rollback", data={**hidden(page), "comment": "发错了", "also_draft": "1"})
    with database.reading() as session:
        assert compile_plans(load_draft(session)) == read_edition(session, 3).plans == read_edition(session, 1).plans


def test_somebody_else_published_before_the_rollback(
    signed_in: Callable[[str], Browser], database: Database
) -> None:
    browser = signed_in("publisher")
    page = browser.get("/history/1/rollback").text
    set_telephone(database, "021-1")
    browser.post("/publish", data={**hidden(browser.get("/publish").text), "comment": "电话"})
    answer = browser.post("/history/1/rollback", data={**hidden(page), "comment": "x"})
    assert answer.status_code == 409
    assert number(database) == 2


def test_history_tells_who_when_and_why(signed_in: Callable[[str], Browser], database: Database) -> None:
    browser = signed_in("publisher")
    set_telephone(database, "021-1")
    browser.post("/publish", data={**hidden(browser.get("/publish").text), "comment": "<script>x</script>"})
    for path in ("/history", "/history/2"):
        page = browser.get(path).text
        assert "&lt;script&gt;x" in page
        assert "<script>x" not in page
    assert "021-1" in browser.get("/history/2").text
    assert browser.get("/history/99").status_code == 404
    assert tokens(page)["csrf"]


def test_the_draft_alone_goes_back_to_an_edition(signed_in: Callable[[str], Browser], database: Database) -> None:
    browser = signed_in("publisher")
    set_telephone(database, "021-1")
    page = browser.get("/history/1/restore").text
    assert "<del>021-1</del>" in page
    set_telephone(database, "021-2")
    assert browser.post("/history/1/restore", data=hidden(page)).status_code == 409
    page = browser.get("/history/1/restore").text
    assert browser.post("/history/1/restore", data=hidden(page)).headers["location"] == "/"
    assert number(database) == 1
    with database.reading() as session:
        assert compile_plans(load_draft(session)) == read_edition(session, 1).plans


def test_a_draft_with_errors_can_be_given_up(signed_in: Callable[[str], Browser], database: Database) -> None:
    with database.writing() as session:
        load_draft(session)[0].indicators[0].targets[0].bound = "大概"
    browser = signed_in("publisher")
    page = browser.get("/history/1/restore").text
    assert browser.post("/history/1/restore", data=hidden(page)).headers["location"] == "/"
    with database.reading() as session:
        assert compile_plans(load_draft(session)) == read_edition(session, 1).plans
