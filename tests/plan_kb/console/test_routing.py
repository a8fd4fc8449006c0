"""Every route is checked on the server: its role, and that a form is the console's own. Generated from the routes."""
from __future__ import annotations

from collections.abc import Callable

import pytest
from starlette.responses import Response

from plan_kb.console.app import all_pages
from plan_kb.console.routing import PUBLIC, Page, Pages, may
from plan_kb.console.visit import Visit
from plan_kb.database import Database
from plan_kb.messages import message
from plan_kb.tables import ROLES
from tests.plan_kb.console.conftest import Browser

ROUTES = [page for pages in all_pages() for page in pages.routes]
CLOSED = [page for page in ROUTES if page.role != PUBLIC]
FORMS = [page for page in CLOSED if page.method == "POST"]
FORBIDDEN = message("console.errors.forbidden", role="/").split("/")[1]


def address(page: Page) -> str:
    """A path that matches a route; what it names need not be there."""
    path = page.path
    for kind, value in ((":int}", "999999"), ("}", "nothing")):
        while kind in path:
            end = path.index(kind)
            path = path[: path.rindex("{", 0, end)] + value + path[end + len(kind) :]
    return path


def name(page: Page) -> str:
    """How a test of a route is called."""
    return f"{page.method} {page.path}"


def test_nobody_gets_in_without_a_session(anybody: Browser) -> None:
    for page in CLOSED:
        answer = anybody.request(page.method, address(page))
        if page.method == "GET":
            assert answer.status_code == 303, name(page)
            assert answer.headers["location"].startswith("/sign-in"), name(page)
        else:
            assert answer.status_code == 401, name(page)


@pytest.mark.parametrize("role", ROLES)
def test_each_role_gets_where_it_may_and_no_further(role: str, signed_in: Callable[[str], Browser]) -> None:
    browser = signed_in(role)
    for page in CLOSED:
        if page.path == "/sign-out":
            continue
        form = {"csrf": browser.csrf} if page.method == "POST" else None
        answer = browser.request(page.method, address(page), data=form)
        allowed = may(role, page.role)
        assert (answer.status_code == 403 and FORBIDDEN in answer.text) is not allowed, name(page)
        assert answer.status_code != 500, name(page)


@pytest.mark.parametrize("token", ["", "x", None])
def test_a_form_from_elsewhere_changes_nothing(token: str | None, signed_in: Callable[[str], Browser]) -> None:
    browser = signed_in("administrator")
    for page in FORMS:
        answer = browser.post(address(page), data={} if token is None else {"csrf": token})
        assert answer.status_code == 403, name(page)
        assert message("console.errors.foreign_form") in answer.text, name(page)


def test_a_form_that_another_site_sends_changes_nothing(signed_in: Callable[[str], Browser]) -> None:
    browser = signed_in("administrator")
    for page in FORMS:
        answer = browser.post(address(page), data={"csrf": browser.csrf}, headers={"Sec-Fetch-Site": "cross-site"})
        assert answer.status_code == 403, name(page)


def test_a_route_without_a_role_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="roles"):
        Pages().get("/x", "")


def test_a_route_of_any_other_way_than_pages_is_known() -> None:
    """The application serves health, static files and the routes above, nothing else."""
    from plan_kb.console.app import create_app

    app = create_app(Database("sqlite:////nowhere"))
    paths = {getattr(route, "path", "") for route in app.routes}
    assert paths - {page.path for page in ROUTES} == {"/health", "/static"}


def test_every_link_of_the_navigation_leads_somewhere() -> None:
    readable = {page.path for page in ROUTES if page.method == "GET"}
    links = [link for pages in all_pages() for link in pages.links]
    assert links
    assert {link.path for link in links} <= readable
    assert all(message(link.title) for link in links)


def test_a_page_that_fails_says_a_reference_and_no_cause(
    database: Database, signed_in: Callable[[str], Browser], caplog: pytest.LogCaptureFixture
) -> None:
    from plan_kb.console.app import create_app

    broken = Pages()

    @broken.get("/broken", PUBLIC)
    def fail(_visit: Visit) -> Response:
        raise RuntimeError("the cause")

    answer = Browser(create_app(database, (broken,)), base_url="http://console.test").get("/broken")
    assert answer.status_code == 500
    assert "the cause" not in answer.text
    logged = next(record.getMessage() for record in caplog.records if "reference" in record.getMessage())
    assert logged.split()[-1] in answer.text
