"""Checking a name and a password, and slowing down those who guess."""
from __future__ import annotations

import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from plan_kb.console.accounts.passwords import verify
from plan_kb.console.accounts.sessions import sign_in
from plan_kb.console.clock import now
from plan_kb.database import Database
from plan_kb.tables import Account, SignInAttempt

WINDOW = datetime.timedelta(minutes=15)
MOST_OF_NAME = 5
"""Failed attempts with one name within the window."""
MOST_OF_ADDRESS = 20
"""Failed attempts from one address within the window."""


class Throttled(Exception):
    """Raised after too many failed attempts; ``minutes`` is the time to wait."""

    def __init__(self, minutes: int) -> None:
        super().__init__(minutes)
        self.minutes = minutes


def try_to_sign_in(database: Database, name: str, password: str, address: str) -> str:
    """Return the token of a new session, empty where name or password is wrong; raises ``Throttled``."""
    hashed = checked_password(database, name, password, address)
    with database.writing() as session:
        account = session.scalars(select(Account).where(Account.name == name)).one_or_none()
        if not hashed or account is None or not account.active or account.password != hashed:
            return ""
        return sign_in(session, account)


def checked_password(database: Database, name: str, password: str, address: str) -> str:
    """Return the hash in an account's row where the password fits, else nothing; raises ``Throttled``.

    An attempt counts before its password is looked at, so that many at once are no way around the limit.
    """
    name, address = name[:100], address[:60]
    with database.writing() as session:
        _let_in_or_raise(session, name, address)
        attempt = SignInAttempt(at=now(), name=name, address=address)
        session.add(attempt)
        session.flush()
        attempt_id = attempt.id
        found = session.scalars(select(Account).where(Account.name == name)).one_or_none()
        hashed = found.password if found is not None and found.active else ""
    if not verify(hashed, password):
        return ""
    with database.writing() as session:
        session.execute(delete(SignInAttempt).where((SignInAttempt.id == attempt_id) | (SignInAttempt.name == name)))
    return str(hashed)


def _let_in_or_raise(session: Session, name: str, address: str) -> None:
    since = now() - WINDOW
    session.execute(delete(SignInAttempt).where(SignInAttempt.at < since))
    for column, value, most in (
        (SignInAttempt.name, name, MOST_OF_NAME), (SignInAttempt.address, address, MOST_OF_ADDRESS)
    ):
        statement = select(func.count(), func.min(SignInAttempt.at)).where(column == value)
        count, oldest = session.execute(statement).one()
        if count >= most:
            left = (oldest + WINDOW - now()).total_seconds()
            raise Throttled(max(1, round(left / 60)))
