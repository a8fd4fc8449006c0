"""The console over a small published plan, and browsers that are signed in."""
from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from plan_kb.console.accounts.passwords import hash_password
from plan_kb.console.accounts.sessions import COOKIE, sign_in
from plan_kb.console.app import create_app
from plan_kb.console.clock import now
from plan_kb.database import Database
from plan_kb.tables import Account

PASSWORD = "Correct-Horse-7"
READER = "tests.plan_kb.keyword_reader:read"
"""Reads questions without a trained model."""
_HASHED = hash_password(PASSWORD)
_CSRF = re.compile(r'name="csrf" value="([^"]+)"')
_ONCE = re.compile(r'name="once" value="([^"]+)"')


class Browser(TestClient):
    """A test client that keeps the console's cookies and does not follow redirects by itself."""

    csrf = ""

    def submit(self, path: str, fields: Mapping[str, Any] | None = None, follow: bool = True, **more: Any) -> Response:
        """Post a form to ``path`` with the browser's CSRF token; goes on to the page that it leads to."""
        return self.post(path, data={"csrf": self.csrf, **(fields or {}), **more}, follow_redirects=follow)


def tokens(page: str) -> dict[str, str]:
    """Return the hidden tokens of the first form of a page that has them (the one to sign out comes first)."""
    csrf, once = _CSRF.findall(page), _ONCE.findall(page)
    return {"csrf": csrf[-1] if csrf else "", "once": once[-1] if once else ""}


def hidden(page: str) -> dict[str, str]:
    """Return the hidden fields of a page's forms; of several forms the last one counts."""
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page)
    return {name: html.unescape(value) for name, value in found}


@pytest.fixture
def anybody(database: Database) -> Browser:
    """A browser without a session."""
    return Browser(create_app(database, reader=READER), base_url="http://console.test", follow_redirects=False)


@pytest.fixture
def signed_in(database: Database) -> Callable[[str], Browser]:
    """Makes a browser that is signed in with an account of a role; the account is called like the role."""
    app = create_app(database, reader=READER)

    def make(role: str, name: str = "") -> Browser:
        with database.writing() as session:
            account = Account(name=name or role, role=role, password=_HASHED, active=True, created=now())
            session.add(account)
            session.flush()
            token = sign_in(session, account)
        browser = Browser(app, base_url="http://console.test", follow_redirects=False)
        browser.cookies.set(COOKIE, token, domain="console.test")
        browser.csrf = tokens(browser.get("/").text)["csrf"]
        return browser

    return make
