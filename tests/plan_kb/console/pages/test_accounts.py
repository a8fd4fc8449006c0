from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from sqlalchemy import select

from plan_kb.console.accounts.command import NotDone, add, change_password, listed
from plan_kb.console.accounts.first import first_invitation
from plan_kb.console.accounts.passwords import verify
from plan_kb.console.accounts.sessions import COOKIE
from plan_kb.console.clock import now
from plan_kb.database import Database
from plan_kb.messages import message
from plan_kb.tables import Account, AuditEntry, Invitation
from tests.plan_kb.console.conftest import PASSWORD, Browser, tokens

LINK = re.compile(r"http://console\.test(/invitation/[\w-]+)")
NEW = "Another-Horse-8"


def open_link(browser: Browser, path: str, **fields: str) -> int:
    """Fill in the form behind a link; returns the status of the answer."""
    page = browser.get(path).text
    fields = {"name": "李雷", "password": NEW, "again": NEW, **fields}
    return browser.post(path, data={"csrf": tokens(page)["csrf"], **fields}).status_code


def account(database: Database, name: str) -> Account:
    """The row of an account."""
    with database.reading() as session:
        row: Account = session.scalars(select(Account).where(Account.name == name)).one()
        return row


def test_an_invitation_makes_one_account(
    signed_in: Callable[[str], Browser], anybody: Browser, database: Database
) -> None:
    page = signed_in("administrator").submit("/accounts/invite", {"role": "publisher", "note": "李雷"}).text
    found = LINK.search(page)
    assert found
    path = found[1]
    assert open_link(anybody, path) == 303
    assert COOKIE in anybody.cookies
    assert "李雷" in anybody.get("/").text
    made = account(database, "李雷")
    assert made.role == "publisher"
    assert verify(made.password, NEW)
    other = Browser(anybody.app, base_url="http://console.test", follow_redirects=False)
    assert other.get(path).status_code == 404
    assert open_link(other, path, name="韩梅梅") == 404
    assert path.rsplit("/", 1)[1] not in str(everything(database))


def everything(database: Database) -> list[object]:
    """All that the audit log holds."""
    with database.reading() as session:
        return [(row.actor, row.action, row.subject, row.comment, row.before, row.after)
                for row in session.scalars(select(AuditEntry))]  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"password": "short", "again": "short"}, "short"),
        ({"password": "x" * 200, "again": "x" * 200}, "long"),
        ({"password": "aaaaaaaaaaaa", "again": "aaaaaaaaaaaa"}, "guessable"),
        ({"again": "different"}, "differs"),
    ],
)
def test_a_weak_password_is_refused_and_the_name_stays(
    fields: dict[str, str], problem: str, database: Database, anybody: Browser
) -> None:
    path = f"/invitation/{first_invitation(database)}"
    page = anybody.get(path).text
    form = {"csrf": tokens(page)["csrf"], "name": "李雷", "password": NEW, "again": NEW, **fields}
    answer = anybody.post(path, data=form)
    assert answer.status_code == 422
    assert message(f"console.password.{problem}", least=10) in answer.text
    assert 'value="李雷"' in answer.text
    assert fields.get("password", NEW) not in answer.text


@pytest.mark.parametrize("name", ["", "x" * 51, "a\u202eb", "administrator"])
def test_a_name_that_cannot_be_is_refused(
    name: str, database: Database, anybody: Browser, signed_in: Callable[[str], Browser]
) -> None:
    path = f"/invitation/{first_invitation(database)}"
    signed_in("administrator")
    assert open_link(anybody, path, name=name) == 422


def test_the_first_link_makes_an_administrator_and_each_start_makes_a_new_one(
    database: Database, anybody: Browser
) -> None:
    first, second = first_invitation(database), first_invitation(database)
    assert anybody.get(f"/invitation/{first}").status_code == 404
    assert open_link(anybody, f"/invitation/{second}") == 303
    assert account(database, "李雷").role == "administrator"
    assert first_invitation(database) == ""


def test_an_old_link_is_over(database: Database, anybody: Browser) -> None:
    token = first_invitation(database)
    with database.writing() as session:
        session.scalars(select(Invitation)).one().expires = now()
    assert anybody.get(f"/invitation/{token}").status_code == 404


def test_a_withdrawn_invitation_is_over(signed_in: Callable[[str], Browser], anybody: Browser) -> None:
    browser = signed_in("administrator")
    found = LINK.search(browser.submit("/accounts/invite", {"role": "viewer", "note": "x"}).text)
    assert found
    withdraw = re.search(r'action="(/accounts/invitations/\w+/withdraw)"', browser.get("/accounts").text)
    assert withdraw
    browser.submit(withdraw[1])
    assert anybody.get(found[1]).status_code == 404


def test_the_last_administrator_stays(signed_in: Callable[..., Browser], database: Database) -> None:
    browser = signed_in("administrator")
    own = account(database, "administrator").id
    for path, fields in ((f"/accounts/{own}/role", {"role": "viewer"}), (f"/accounts/{own}/active", {"active": "0"})):
        answer = browser.submit(path, fields)
        assert answer.status_code == 422
        assert message("console.accounts.last") in answer.text
    signed_in("administrator", name="second")
    assert browser.submit(f"/accounts/{own}/role", {"role": "viewer"}, follow=False).status_code == 303
    assert browser.get("/accounts").status_code == 403, "the new role counts at once"


def test_a_closed_administrator_does_not_count(signed_in: Callable[..., Browser], database: Database) -> None:
    browser = signed_in("administrator")
    signed_in("administrator", name="second")
    second = account(database, "second").id
    assert browser.submit(f"/accounts/{second}/active", {"active": "0"}, follow=False).status_code == 303
    own = account(database, "administrator").id
    assert browser.submit(f"/accounts/{own}/active", {"active": "0"}).status_code == 422


@pytest.mark.parametrize("role", ["", "root", "public"])
def test_a_role_that_is_none(role: str, signed_in: Callable[..., Browser], database: Database) -> None:
    browser = signed_in("administrator")
    signed_in("viewer")
    viewer = account(database, "viewer").id
    assert browser.submit(f"/accounts/{viewer}/role", {"role": role}).status_code == 422
    assert browser.submit("/accounts/invite", {"role": role}).status_code == 422
    assert account(database, "viewer").role == "viewer"


def test_a_forgotten_password_is_replaced_by_a_link(
    signed_in: Callable[..., Browser], anybody: Browser, database: Database
) -> None:
    browser, forgetful = signed_in("administrator"), signed_in("editor")
    page = browser.submit(f"/accounts/{account(database, 'editor').id}/new-password").text
    found = LINK.search(page)
    assert found
    assert open_link(anybody, found[1], name="ignored") == 303
    assert verify(account(database, "editor").password, NEW)
    assert forgetful.get("/").status_code == 303, "whoever used the old password is out"


def test_changing_ones_own_password(signed_in: Callable[..., Browser], database: Database) -> None:
    browser = signed_in("viewer")
    old = browser.cookies[COOKIE]
    wrong = browser.submit("/password", {"present": "wrong", "password": NEW, "again": NEW})
    assert message("console.password.wrong") in wrong.text
    done = browser.submit("/password", {"present": PASSWORD, "password": NEW, "again": NEW})
    assert message("console.password.changed") in done.text
    assert browser.cookies[COOKIE] != old
    assert verify(account(database, "viewer").password, NEW)
    assert NEW not in str(everything(database))


def test_accounts_from_the_terminal(database: Database) -> None:
    said = add(database, "王芳", "administrator", False, "root")
    password = said.rsplit(":", 1)[-1].rsplit("\uff1a", 1)[-1].strip()
    assert verify(account(database, "王芳").password, password)
    with pytest.raises(NotDone):
        add(database, "王芳", "viewer", False, "root")
    with pytest.raises(NotDone):
        change_password(database, "nobody", False, "root")
    assert password not in change_password(database, "王芳", False, "root")
    assert not verify(account(database, "王芳").password, password)
    assert len(listed(database)) == 1
    assert password not in str(everything(database))
