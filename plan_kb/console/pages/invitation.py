"""Making one's account from a link that works once."""
from __future__ import annotations

from starlette.responses import Response

from plan_kb.console.accounts.invitations import add_account, name_problem, open_invitation, set_password
from plan_kb.console.accounts.own_form import is_own_form, set_cookie, with_form_cookie
from plan_kb.console.accounts.passwords import SHORTEST, problem
from plan_kb.console.accounts.sessions import COOKIE, sign_in
from plan_kb.console.clock import now
from plan_kb.console.routing import PUBLIC, Pages
from plan_kb.console.visit import Visit
from plan_kb.messages import message
from plan_kb.tables import Invitation

pages = Pages()


@pages.get("/invitation/{token}", PUBLIC)
def show(visit: Visit) -> Response:
    """The form for name and password."""
    with visit.reading() as session:
        invitation = open_invitation(session, visit.request.path_params["token"])
        return _page(visit, invitation, {}, 200 if invitation is not None else 404)


@pages.post("/invitation/{token}", PUBLIC)
def take(visit: Visit) -> Response:
    """Makes the account and signs in with it."""
    name, password = visit.field("name"), str(visit.form.get("password", ""))
    with visit.writing() as session:
        invitation = open_invitation(session, visit.request.path_params["token"])
        if invitation is None:
            return _page(visit, None, {}, 404)
        problems = {}
        if not is_own_form(visit):
            problems["form"] = message("console.sign_in.again")
        if invitation.account is not None:
            name = invitation.account.name
        found = name_problem(session, name) if invitation.account is None else ""
        if found:
            problems["name"] = message(f"console.accounts.{found}")
        found = problem(password, name)
        if found:
            problems["password"] = message(f"console.password.{found}", least=SHORTEST)
        elif password != str(visit.form.get("again", "")):
            problems["again"] = message("console.password.differs")
        if problems:
            return _page(visit, invitation, problems, 422)
        account = invitation.account
        if account is None:
            account = add_account(session, name, invitation.role, password, name)
        else:
            set_password(session, account, password, name)
        invitation.used = now()
        token = sign_in(session, account)
    response = visit.redirect("/")
    set_cookie(visit, response, COOKIE, token)
    return response


def _page(visit: Visit, invitation: Invitation | None, problems: dict[str, str], status: int) -> Response:
    account = invitation.account if invitation is not None else None
    return with_form_cookie(
        visit, "invitation.html", status, role=invitation.role if invitation is not None else "", problems=problems,
        name=account.name if account is not None else visit.field("name"), again=account is not None, least=SHORTEST,
    )  # fmt: skip
