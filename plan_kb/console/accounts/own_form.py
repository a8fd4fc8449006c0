"""Forms of people who have no session yet: the page's token also stands in a cookie, and both must agree."""
from __future__ import annotations

from starlette.responses import Response

from plan_kb.console.accounts.tokens import new_token, same
from plan_kb.console.visit import Visit

COOKIE = "plan_console_form"


def with_form_cookie(visit: Visit, template: str, status: int = 200, **values: object) -> Response:
    """Return a page whose form holds ``form_cookie`` as its field ``csrf``; sets the cookie beside it."""
    token = visit.request.cookies.get(COOKIE, "")
    token = token if len(token) == len(new_token()) else new_token()
    response = visit.page(template, status, form_cookie=token, **values)
    set_cookie(visit, response, COOKIE, token)
    return response


def is_own_form(visit: Visit) -> bool:
    """Tell whether the form comes from a page that this browser was given."""
    return same(visit.field("csrf"), visit.request.cookies.get(COOKIE, ""))


def set_cookie(visit: Visit, response: Response, name: str, value: str) -> None:
    """Set a cookie that scripts cannot read and other sites cannot send; over https it never travels without."""
    response.set_cookie(
        name, value, path="/", httponly=True, samesite="strict", secure=visit.request.url.scheme == "https"
    )
