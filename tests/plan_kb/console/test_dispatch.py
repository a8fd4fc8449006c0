"""Requests that are too long, cannot be read, come twice, or come while the database is away."""
from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm.exc import StaleDataError
from starlette.responses import Response

from plan_kb.console.app import create_app
from plan_kb.console.body import clean
from plan_kb.console.routing import PUBLIC, USUAL_BYTES, Pages
from plan_kb.console.visit import Visit
from plan_kb.database import Database
from plan_kb.messages import message
from plan_kb.tables import GoldenQuestion
from tests.plan_kb.console.conftest import Browser, tokens

TOO_LARGE = message("console.errors.too_large", most=f"{USUAL_BYTES / 1024 / 1024:g}")


def test_a_body_that_is_too_long_is_refused_in_words(signed_in: Callable[[str], Browser]) -> None:
    browser = signed_in("editor")
    answer = browser.submit("/answers/new", {"answer": "x" * 50 * 1024 * 1024})
    assert answer.status_code == 413
    assert TOO_LARGE in answer.text


def test_a_body_of_unknown_length_is_counted(signed_in: Callable[[str], Browser]) -> None:
    def pieces() -> Iterator[bytes]:
        for _ in range(300):
            yield b"x" * 10_000

    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = signed_in("editor").post("/answers/new", content=pieces(), headers=headers)
    assert answer.status_code == 413


@pytest.mark.parametrize("content", [b"", b"--x\r\n", b"\x00\xff", b"--x\r\nContent-Disposition: form-data\r\n\r\n"])
def test_a_form_that_cannot_be_read(content: bytes, signed_in: Callable[[str], Browser]) -> None:
    headers = {"Content-Type": "multipart/form-data; boundary=x"}
    answer = signed_in("editor").post("/answers/new", content=content, headers=headers)
    assert answer.status_code in (400, 403)
    assert "没有保存" in answer.text


def test_control_characters_go_and_lines_end_alike() -> None:
    assert clean("a\x00b\r\nc\rd\ud800\u200be") == "ab\nc\nd\u200be"


@pytest.mark.parametrize("path", ["/nothing", "/units/abc", "/static/nothing.css", "/static/../app.py"])
def test_what_is_not_there(path: str, signed_in: Callable[[str], Browser]) -> None:
    answer = signed_in("viewer").get(path)
    assert answer.status_code == 404
    assert message("console.errors.not_found") in answer.text


def test_while_the_database_is_away(tmp_path: Path) -> None:
    browser = Browser(create_app(Database(f"sqlite:///{tmp_path / 'gone.sqlite'}")), base_url="http://console.test")
    browser.cookies.set("plan_console", "x", domain="console.test")
    for path in ("/units", "/nothing"):
        answer = browser.get(path)
        assert "Traceback" not in answer.text
        assert answer.status_code in (503, 404)
    assert message("console.errors.unavailable") in browser.get("/units").text
    assert browser.get("/health").status_code == 503


@pytest.fixture
def more() -> Pages:
    """Pages that keep a question, fail half-way, or lose a race."""
    pages = Pages()

    @pages.get("/more", "editor")
    def show(visit: Visit) -> Response:
        return visit.page("problem.html", problem="form")

    @pages.post("/more", "editor")
    def keep(visit: Visit) -> Response:
        with visit.writing() as session:
            row = GoldenQuestion(question=visit.field("question"))
            session.add(row)
            session.flush()
            return visit.redirect(f"/more?{row.id}", "kept")

    @pages.post("/half", "editor")
    def half(visit: Visit) -> Response:
        with visit.writing() as session:
            session.add(GoldenQuestion(question="half"))
            session.flush()
            raise RuntimeError("half-way")

    @pages.post("/stale", "editor")
    def stale(_visit: Visit) -> Response:
        raise StaleDataError("changed")

    return pages


@pytest.fixture
def editor(more: Pages, signed_in: Callable[[str], Browser], database: Database) -> Browser:
    """A browser of an editor, with more pages."""
    known = signed_in("editor")
    browser = Browser(create_app(database, (more,)), base_url="http://console.test", follow_redirects=False)
    browser.cookies = known.cookies
    browser.csrf = known.csrf
    return browser


def questions(database: Database) -> list[str]:
    """The questions that were kept."""
    with database.reading() as session:
        return list(session.scalars(select(GoldenQuestion.question)))


def test_the_same_form_twice_is_taken_once(editor: Browser, database: Database) -> None:
    once = tokens(editor.get("/more").text)["once"]
    first = editor.submit("/more", {"question": "x", "once": once}, follow=False)
    second = editor.submit("/more", {"question": "y", "once": once}, follow=False)
    assert first.headers["location"] == second.headers["location"]
    assert questions(database) == ["x"]
    page = editor.get("/more").text
    assert "kept" in page
    assert "kept" not in editor.get("/more").text, "a note is shown once"


def test_a_failure_keeps_nothing_and_the_form_can_be_sent_again(editor: Browser, database: Database) -> None:
    once = tokens(editor.get("/more").text)["once"]
    assert editor.submit("/half", {"once": once}).status_code == 500
    assert questions(database) == []
    assert editor.submit("/more", {"question": "x", "once": once}, follow=False).status_code == 303
    assert questions(database) == ["x"]


def test_what_is_there_already_is_a_conflict_not_a_crash(editor: Browser) -> None:
    assert editor.submit("/more", {"question": "x"}, follow=False).status_code == 303
    answer = editor.submit("/more", {"question": "x"}, follow=False)
    assert answer.status_code == 409
    assert message("console.errors.conflict") in answer.text


def test_a_lost_race_is_said(editor: Browser) -> None:
    answer = editor.submit("/stale")
    assert answer.status_code == 409
    assert message("console.errors.stale") in answer.text


def test_public_pages_need_no_session(database: Database) -> None:
    pages = Pages()

    @pages.get("/open", PUBLIC)
    def show(visit: Visit) -> Response:
        return visit.page("problem.html", problem=f"{visit.signed_in} {visit.may('viewer')}")

    answer = Browser(create_app(database, (pages,)), base_url="http://console.test").get("/open")
    assert "None False" in answer.text
