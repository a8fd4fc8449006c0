"""A form that arrives after the session has ended: what was typed is kept until one has signed in again."""
from __future__ import annotations

from urllib.parse import quote

from starlette.responses import Response

from plan_kb.console.accounts.own_form import with_form_cookie
from plan_kb.console.visit import Visit

PREFIX = "kept."
_TOKENS = ("csrf", "once")


def ask_to_sign_in(visit: Visit) -> Response:
    """Return the page on which to sign in; it holds the fields of the form that was sent."""
    path = visit.request.url.path
    if visit.request.method != "POST":
        query = visit.request.url.query
        wanted = f"{path}?{query}" if query else path
        return visit.redirect("/sign-in" if wanted == "/" else f"/sign-in?next={quote(wanted, safe='')}")
    fields = [
        (name, value) for name, value in visit.form.multi_items() if isinstance(value, str) and name not in _TOKENS
    ]
    return with_form_cookie(visit, "sign_in.html", 401, next="", kept_path=path, kept=fields, problem="", name="")


def kept_fields(visit: Visit) -> list[tuple[str, str]]:
    """Return the fields that a sign-in form carries along."""
    return [
        (name.removeprefix(PREFIX), value)
        for name, value in visit.form.multi_items()
        if name.startswith(PREFIX) and isinstance(value, str)
    ]


def own_path(path: str) -> str:
    """Return ``path`` where it leads into the console, else the first page."""
    inside = path.startswith("/") and not path.startswith(("//", "/\\")) and "\n" not in path
    return path if inside else "/"
