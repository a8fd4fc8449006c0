"""Signing in and out."""
from __future__ import annotations

from starlette.responses import Response

from plan_kb.console.accounts.own_form import is_own_form, set_cookie, with_form_cookie
from plan_kb.console.accounts.sessions import COOKIE, sign_out, signed_in
from plan_kb.console.accounts.signing_in import Throttled, try_to_sign_in
from plan_kb.console.kept_form import kept_fields, own_path
from plan_kb.console.routing import PUBLIC, Pages
from plan_kb.console.visit import Visit
from plan_kb.messages import message

pages = Pages()


@pages.get("/sign-in", PUBLIC)
def show(visit: Visit) -> Response:
    """The form; whoever is signed in already goes on."""
    wanted = own_path(visit.asked("next"))
    if visit.signed_in is not None:
        return visit.redirect(wanted)
    return with_form_cookie(visit, "sign_in.html", next=wanted, kept_path="", kept=[], problem="", name="")


@pages.post("/sign-in", PUBLIC)
def take(visit: Visit) -> Response:
    """Signs in, and leads to where one wanted to go."""
    name, kept = visit.field("name"), kept_fields(visit)
    kept_path, wanted = visit.field("kept_path"), own_path(visit.field("next"))
    token, problem = "", ""
    if not is_own_form(visit):
        problem = message("console.sign_in.again")
    else:
        client = visit.request.client
        password = str(visit.form.get("password", ""))
        try:
            token = try_to_sign_in(visit.database, name, password, client.host if client else "")
            problem = "" if token else message("console.sign_in.wrong")
        except Throttled as error:
            problem = message("console.sign_in.throttled", minutes=error.minutes)
    if problem:
        return with_form_cookie(
            visit, "sign_in.html", 403, next=wanted, kept_path=kept_path, kept=kept, problem=problem, name=name
        )
    response = _go_on_with_form(visit, token, kept_path, kept) if kept_path else visit.redirect(wanted)
    set_cookie(visit, response, COOKIE, token)
    return response


@pages.post("/sign-out", "viewer")
def leave(visit: Visit) -> Response:
    """Ends the session of this browser."""
    with visit.writing() as session:
        sign_out(session, visit.account.id, only=visit.account.digest)
    response = visit.redirect("/sign-in")
    response.delete_cookie(COOKIE, path="/")
    return response


def _go_on_with_form(visit: Visit, token: str, path: str, fields: list[tuple[str, str]]) -> Response:
    """The fields that were typed before the session had ended, to be sent again by one click."""
    with visit.reading() as session:
        again = signed_in(session, token)
    renewed = Visit(visit.request, visit.database, visit.renderer, again, visit.form)
    return renewed.page("kept_form.html", kept_path=own_path(path), kept=fields)
