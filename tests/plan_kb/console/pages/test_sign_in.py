from __future__ import annotations

import datetime
import logging
from collections.abc import Callable

import pytest
from httpx2 import Response
from sqlalchemy import select

from plan_kb.console.accounts import signing_in
from plan_kb.console.accounts.sessions import ABSOLUTE, COOKIE, IDLE
from plan_kb.console.accounts.tokens import digest
from plan_kb.console.clock import now
from plan_kb.database import Database
from plan_kb.messages import message
from plan_kb.tables import Account, ConsoleSession, SignInAttempt, Unit
from tests.plan_kb.console.conftest import PASSWORD, Browser, tokens

WRONG = message("console.sign_in.wrong")
SOME_MINUTES = message("console.sign_in.throttled", minutes="#").split("#")[0]


def sign_in(browser: Browser, name: str, password: str, **fields: str) -> Response:
    """Fill in the form as a browser does."""
    page = browser.get("/sign-in").text
    return browser.post(
        "/sign-in", data={"csrf": tokens(page)["csrf"], "name": name, "password": password, **fields}
    )


@pytest.fixture
def wang(signed_in: Callable[..., Browser]) -> str:
    """The name of an editor's account."""
    signed_in("editor", name="王芳")
    return "王芳"


def test_the_right_password_leads_to_where_one_wanted_to_go(anybody: Browser, wang: str) -> None:
    asked = anybody.get("/units?q=a")
    assert asked.headers["location"] == "/sign-in?next=%2Funits%3Fq%3Da"
    answer = sign_in(anybody, wang, PASSWORD, next="/units?q=a")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/units?q=a"
    assert wang in anybody.get("/units?q=a").text


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:x"])
def test_signing_in_leads_to_no_other_site(elsewhere: str, anybody: Browser, wang: str) -> None:
    assert sign_in(anybody, wang, PASSWORD, next=elsewhere).headers["location"] == "/"


@pytest.mark.parametrize(("name", "password"), [("王芳", "wrong"), ("王芳", ""), ("nobody", PASSWORD), ("", "")])
def test_wrong_names_and_passwords_are_told_apart_by_nothing(
    name: str, password: str, anybody: Browser, wang: str
) -> None:
    answer = sign_in(anybody, name, password)
    assert answer.status_code == 403
    assert WRONG in answer.text
    assert COOKIE not in anybody.cookies


def test_the_cookie_is_out_of_reach(anybody: Browser, wang: str, database: Database) -> None:
    answer = sign_in(anybody, wang, PASSWORD)
    cookie = next(line for line in answer.headers.get_list("set-cookie") if line.startswith(f"{COOKIE}="))
    assert "httponly" in cookie.lower()
    assert "samesite=strict" in cookie.lower()
    assert "secure" not in cookie.lower()
    with database.reading() as session:
        stored = session.scalars(select(ConsoleSession.digest)).all()
    token = anybody.cookies[COOKIE]
    assert digest(token) in stored
    assert token not in stored


def test_over_https_the_cookie_never_travels_without(database: Database, wang: str) -> None:
    from plan_kb.console.app import create_app

    browser = Browser(create_app(database), base_url="https://console.test", follow_redirects=False)
    answer = sign_in(browser, wang, PASSWORD)
    assert all("secure" in line.lower() for line in answer.headers.get_list("set-cookie"))


def test_a_form_that_this_browser_was_not_given_does_not_sign_in(anybody: Browser, wang: str) -> None:
    answer = anybody.post("/sign-in", data={"csrf": "x", "name": wang, "password": PASSWORD})
    assert answer.status_code == 403
    assert COOKIE not in anybody.cookies


def test_a_name_that_failed_too_often_has_to_wait(anybody: Browser, wang: str) -> None:
    for _ in range(signing_in.MOST_OF_NAME):
        assert WRONG in sign_in(anybody, wang, "wrong").text
    answer = sign_in(anybody, wang, PASSWORD)
    assert SOME_MINUTES in answer.text
    assert COOKIE not in anybody.cookies


def test_an_address_that_failed_too_often_has_to_wait(
    anybody: Browser, wang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(signing_in, "MOST_OF_ADDRESS", 3)
    for number in range(3):
        sign_in(anybody, f"nobody{number}", "wrong")
    assert SOME_MINUTES in sign_in(anybody, wang, PASSWORD).text


def test_after_the_wait_one_may_try_again(anybody: Browser, wang: str, database: Database) -> None:
    with database.writing() as session:
        for _ in range(signing_in.MOST_OF_NAME):
            session.add(SignInAttempt(at=now() - signing_in.WINDOW, name=wang, address="testclient"))
    assert sign_in(anybody, wang, PASSWORD).status_code == 303


def test_success_forgets_the_failures_of_the_name(anybody: Browser, wang: str, database: Database) -> None:
    sign_in(anybody, wang, "wrong")
    sign_in(anybody, wang, PASSWORD)
    with database.reading() as session:
        assert session.scalars(select(SignInAttempt)).all() == []


def test_no_password_in_the_log(anybody: Browser, wang: str, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        sign_in(anybody, wang, "Geheim-Wort-1")
        sign_in(anybody, wang, PASSWORD)
    assert "Geheim" not in caplog.text
    assert PASSWORD not in caplog.text


def test_signing_out_ends_the_session(signed_in: Callable[[str], Browser]) -> None:
    browser = signed_in("viewer")
    token = browser.cookies[COOKIE]
    assert browser.submit("/sign-out", follow=False).headers["location"] == "/sign-in"
    browser.cookies.set(COOKIE, token, domain="console.test")
    assert browser.get("/").status_code == 303


@pytest.mark.parametrize("column", ["seen", "created"])
def test_a_session_ends_by_itself(column: str, signed_in: Callable[[str], Browser], database: Database) -> None:
    browser = signed_in("viewer")
    assert browser.get("/units").status_code == 200
    age = IDLE if column == "seen" else ABSOLUTE
    with database.writing() as session:
        for row in session.scalars(select(ConsoleSession)):
            setattr(row, column, now() - age - datetime.timedelta(seconds=1))
    assert browser.get("/units").status_code == 303


def test_a_closed_account_is_out_at_once(signed_in: Callable[[str], Browser], database: Database) -> None:
    browser = signed_in("viewer")
    with database.writing() as session:
        session.scalars(select(Account)).one().active = False
    assert browser.get("/units").status_code == 303


def test_what_was_typed_outlives_the_session(
    signed_in: Callable[[str], Browser], wang: str, database: Database
) -> None:
    browser = signed_in("editor")
    with database.writing() as session:
        unit_id = session.scalars(select(Unit.id).where(Unit.name == "区经信局")).one()
        for row in session.scalars(select(ConsoleSession)):
            session.delete(row)
    fields = {"name": "区经信局", "body": "区经信局", "telephone": "<b>123</b>", "version": "1", "position": "3"}
    refused = browser.submit(f"/units/{unit_id}", fields)
    assert refused.status_code == 401
    assert "&lt;b&gt;123&lt;/b&gt;" in refused.text
    kept = {f"kept.{name}": value for name, value in fields.items()}
    again = browser.post(
        "/sign-in",
        data={"csrf": tokens(refused.text)["csrf"], "name": wang, "password": PASSWORD,
              "kept_path": f"/units/{unit_id}", **kept},
    )  # fmt: skip
    assert again.status_code == 200
    assert "&lt;b&gt;123&lt;/b&gt;" in again.text
    saved = browser.post(f"/units/{unit_id}", data={**fields, **tokens(again.text)}, follow_redirects=True)
    assert saved.status_code == 200
    with database.reading() as session:
        assert session.get(Unit, unit_id).telephone == "<b>123</b>"
