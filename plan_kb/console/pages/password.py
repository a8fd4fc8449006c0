"""Changing one's own password."""
from __future__ import annotations

from starlette.responses import Response

from plan_kb.console.accounts.invitations import set_password
from plan_kb.console.accounts.own_form import set_cookie
from plan_kb.console.accounts.passwords import SHORTEST, problem
from plan_kb.console.accounts.sessions import COOKIE, sign_in
from plan_kb.console.accounts.signing_in import Throttled, checked_password
from plan_kb.console.routing import Pages
from plan_kb.console.visit import NotFound, Visit
from plan_kb.messages import message
from plan_kb.tables import Account

pages = Pages()


@pages.get("/password", "viewer")
def show(visit: Visit) -> Response:
    """The form."""
    return visit.page("password.html", problems={}, least=SHORTEST)


@pages.post("/password", "viewer")
def take(visit: Visit) -> Response:
    """Changes the password; every other browser has to sign in again."""
    present, password = (str(visit.form.get(name, "")) for name in ("present", "password"))
    problems = {}
    found = problem(password, visit.account.name)
    if found:
        problems["password"] = message(f"console.password.{found}", least=SHORTEST)
    elif password != str(visit.form.get("again", "")):
        problems["again"] = message("console.password.differs")
    client = visit.request.client
    try:
        if not problems and not checked_password(
            visit.database, visit.account.name, present, client.host if client else ""
        ):
            problems["present"] = message("console.password.wrong")
    except Throttled as error:
        problems["present"] = message("console.sign_in.throttled", minutes=error.minutes)
    if problems:
        return visit.page("password.html", 422, problems=problems, least=SHORTEST)
    with visit.writing() as session:
        account = session.get(Account, visit.account.id)
        if account is None:
            raise NotFound
        set_password(session, account, password, account.name)
        token = sign_in(session, account, message("console.password.changed"))
    response = visit.redirect("/")
    set_cookie(visit, response, COOKIE, token)
    return response
