"""Making one's account from a link that works once."""
from __future__ import annotations

from starlette.responses import Response

from plan_kb.console.accounts.invitations import add_account, name_problem, open_invitation
from plan_kb.console.accounts.own_form import is_own_form, set_cookie, with_form_cookie
from plan_kb.console.accounts.passwords import SHORTEST, problem
from plan_kb.console.accounts.sessions import COOKIE, sign_in
from plan_kb.console.clock import now
from plan_kb.console.routing import PUBLIC, Pages
from plan_kb.console.visit import Visit
from plan_kb.messages import message

pages = Pages()


@pages.get("/invitation/{token}", PUBLIC)
def show(visit: Visit) -> Response:
    """The form for name and password."""
    with visit.reading() as session:
        invitation = open_invitation(session, visit.request.path_params["token"])
        role = invitation.role if invitation is not None else ""
    return _page(visit, role, {}, 200 if role else 404)


@pages.post("/invitation/{token}", PUBLIC)
def take(visit: Visit) -> Response:
    """Makes the account and signs in with it."""
    name, password = visit.field("name"), str(visit.form.get("password", ""))
    with visit.writing() as session:
        invitation = open_invitation(session, visit.request.path_params["token"])
        if invitation is None:
            return _page(visit, "", {}, 404)
        problems = {}
        if not is_own_form(visit):
            problems["form"] = message("console.sign_in.again")
        found = name_problem(session, name)
        if found:
            problems["name"] = message(f"console.accounts.{found}")
        found = problem(password, name)
        if found:
            problems["password"] = message(f"console.password.{found}", least=SHORTEST)
        elif password != str(visit.form.get("again", "")):
            problems["again"] = message("console.password.differs")
        if problems:
            return _page(visit, invitation.role, problems, 422)
        account = add_account(session, name, invitation.role, password, name)
        invitation.used = now()
        token = sign_in(session, account)
    response = visit.redirect("/")
    set_cookie(visit, response, COOKIE, token)
    return response


def _page(visit: Visit, role: str, problems: dict[str, str], status: int) -> Response:
    return with_form_cookie(
        visit, "invitation.html", status, role=role, problems=problems, name=visit.field("name"), least=SHORTEST
    )
