"""Links with which one account can be made, once."""
from __future__ import annotations

import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from plan_kb.console.accounts.passwords import hash_password
from plan_kb.console.accounts.sessions import sign_out
from plan_kb.console.accounts.tokens import digest, new_token
from plan_kb.console.clock import now
from plan_kb.console.recording import record
from plan_kb.tables import Account, Invitation

VALID = datetime.timedelta(days=7)
LONGEST_NAME = 50
"""Characters of an account's name."""


def invite(
    session: Session, role: str, note: str = "", valid: datetime.timedelta = VALID, account: Account | None = None
) -> str:
    """Make an invitation (to ``account``: for a new password) and return its token, which is stored nowhere."""
    token = new_token()
    session.add(Invitation(digest=digest(token), note=note[:100], role=role, expires=now() + valid, account=account))
    session.flush()
    return token


def open_invitation(session: Session, token: str) -> Invitation | None:
    """Return the invitation of a link, None where it was used, withdrawn, or is over."""
    row = session.get(Invitation, digest(token))
    if row is None or row.used is not None or row.expires <= now():
        return None
    return row if row.account is None or row.account.active else None


def name_problem(session: Session, name: str) -> str:
    """Return the key of what is wrong with the name of a new account (in ``console.accounts``), empty if nothing."""
    if not name:
        return "name_missing"
    if len(name) > LONGEST_NAME or not name.isprintable():
        return "name_long"
    if session.scalars(select(Account.id).where(Account.name == name)).one_or_none() is not None:
        return "name_taken"
    return ""


def add_account(session: Session, name: str, role: str, password: str, actor: str) -> Account:
    """Add an account and its entry in the audit log; name and password must have been checked."""
    account = Account(name=name, role=role, password=hash_password(password), active=True, created=now())
    session.add(account)
    session.flush()
    record(session, actor, "account_create", f"account/{name}", None, {"name": name, "role": role})
    return account


def set_password(session: Session, account: Account, password: str, actor: str) -> None:
    """Give an account another password, which must have been checked, and end its sessions."""
    account.password = hash_password(password)
    sign_out(session, account.id)
    record(session, actor, "password_change", f"account/{account.name}")
