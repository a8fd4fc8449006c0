"""Managing accounts: inviting people, roles, closing accounts."""
from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.orm import Session
from starlette.responses import Response

from plan_kb.console.accounts.administering import LastAdministrator, set_active, set_role
from plan_kb.console.accounts.invitations import VALID, invite
from plan_kb.console.clock import now
from plan_kb.console.routing import Pages
from plan_kb.console.visit import NotFound, Visit
from plan_kb.messages import message
from plan_kb.tables import ROLES, Account, Invitation

pages = Pages()
pages.link("console.nav.accounts", "/accounts", "administration", 10)


@pages.get("/accounts", "administrator")
def show(visit: Visit) -> Response:
    """All accounts and open invitations."""
    with visit.reading() as session:
        return _page(visit, session)


@pages.post("/accounts/invite", "administrator")
def take_invitation(visit: Visit) -> Response:
    """Makes an invitation and shows its link, this once."""
    role, note = visit.field("role"), visit.field("note")
    with visit.writing() as session:
        if role not in ROLES or len(note) > 100:
            return _page(visit, session, message("console.accounts.bad_invitation"), 422)
        token = invite(session, role, note)
        visit.record(session, "invite", "account", None, {"role": role, "note": note})
    return _link_page(visit, token, note)


@pages.post("/accounts/{id:int}/role", "administrator")
def take_role(visit: Visit) -> Response:
    """Changes an account's role."""
    with visit.writing() as session:
        account = _account(session, visit)
        try:
            set_role(session, account, visit.field("role"), visit.account.name)
        except (LastAdministrator, ValueError) as error:
            last = isinstance(error, LastAdministrator)
            return _page(visit, session, message(f"console.accounts.{'last' if last else 'bad_role'}"), 422)
        return visit.redirect("/accounts", message("console.accounts.role_set", name=account.name))


@pages.post("/accounts/{id:int}/active", "administrator")
def take_active(visit: Visit) -> Response:
    """Closes an account or opens it again."""
    active = visit.field("active") == "1"
    with visit.writing() as session:
        account = _account(session, visit)
        try:
            set_active(session, account, active, visit.account.name)
        except LastAdministrator:
            return _page(visit, session, message("console.accounts.last"), 422)
        return visit.redirect(
            "/accounts", message(f"console.accounts.{'opened' if active else 'closed'}", name=account.name)
        )


@pages.post("/accounts/{id:int}/new-password", "administrator")
def take_new_password(visit: Visit) -> Response:
    """Makes a link with which somebody who forgot the password sets another one."""
    with visit.writing() as session:
        account = _account(session, visit)
        token = invite(session, account.role, account.name, account=account)
        visit.record(session, "password_link", f"account/{account.name}")
        name = account.name
    return _link_page(visit, token, name)


@pages.post("/accounts/invitations/{digest}/withdraw", "administrator")
def withdraw(visit: Visit) -> Response:
    """Makes a link that was not used yet useless."""
    with visit.writing() as session:
        invitation = session.get(Invitation, visit.request.path_params["digest"])
        if invitation is None or invitation.used is not None:
            raise NotFound
        visit.record(session, "invite_withdraw", "account", {"role": invitation.role, "note": invitation.note}, None)
        session.execute(delete(Invitation).where(Invitation.digest == invitation.digest))
        return visit.redirect("/accounts", message("console.accounts.withdrawn"))


def _account(session: Session, visit: Visit) -> Account:
    account: Account | None = session.get(Account, visit.number())
    if account is None:
        raise NotFound
    return account


def _link_page(visit: Visit, token: str, note: str) -> Response:
    link = f"{str(visit.request.base_url).rstrip('/')}/invitation/{token}"
    return visit.page("account_link.html", link=link, note=note, days=VALID.days)


def _page(visit: Visit, session: Session, problem: str = "", status: int = 200) -> Response:
    accounts = session.scalars(select(Account).order_by(Account.name)).all()
    open_ones = select(Invitation).where(Invitation.used.is_(None), Invitation.expires > now())  # type: ignore[union-attr]
    invitations = session.scalars(open_ones.order_by(Invitation.expires)).all()
    return visit.page(
        "accounts.html", status, accounts=accounts, invitations=invitations, roles=ROLES, problem=problem
    )
