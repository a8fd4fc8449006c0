"""What administrators do with accounts: roles, closing and opening them; one administrator always stays."""
from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from plan_kb.console.accounts.sessions import sign_out
from plan_kb.console.recording import record
from plan_kb.tables import ROLES, Account

ADMINISTRATOR = "administrator"


class LastAdministrator(Exception):
    """Raised where nobody could manage accounts any more."""


def set_role(session: Session, account: Account, role: str, actor: str) -> None:
    """Give an account another role; raises ``LastAdministrator``, or ``ValueError`` for a role that is none."""
    if role not in ROLES:
        raise ValueError(f"no role {role}")
    if role == account.role:
        return
    if role != ADMINISTRATOR:
        _keep_one(session, account)
    record(session, actor, "account_role", f"account/{account.name}", {"role": account.role}, {"role": role})
    account.role = role


def set_active(session: Session, account: Account, active: bool, actor: str) -> None:
    """Close an account, which ends its sessions, or open it again; raises ``LastAdministrator``."""
    if active == account.active:
        return
    if not active:
        _keep_one(session, account)
        sign_out(session, account.id)
    record(session, actor, "account_active", f"account/{account.name}", {"active": account.active}, {"active": active})
    account.active = active


def _keep_one(session: Session, account: Account) -> None:
    if account.role != ADMINISTRATOR or not account.active:
        return
    others = select(func.count()).select_from(Account).where(
        Account.role == ADMINISTRATOR, Account.active.is_(True), Account.id != account.id  # type: ignore[attr-defined]
    )  # fmt: skip
    if not session.scalar(others):
        raise LastAdministrator
