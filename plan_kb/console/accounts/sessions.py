"""Signed-in browsers: a random token in a cookie, its digest in the database."""
from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from plan_kb.console.accounts.tokens import digest, new_token
from plan_kb.console.clock import now
from plan_kb.tables import Account, ConsoleSession

COOKIE = "plan_console"
IDLE = datetime.timedelta(hours=2)
"""After that long without a page, one has to sign in again."""
ABSOLUTE = datetime.timedelta(hours=12)
"""After that long in any case."""
SEEN_STEP = datetime.timedelta(minutes=1)


@dataclass(frozen=True)
class SignedIn:
    """Who asks for a page."""

    id: int
    name: str
    role: str
    digest: str
    """Of the cookie's token."""
    csrf: str
    notes: tuple[tuple[str, str], ...]
    """Level and words of what the next page says."""
    stale: bool
    """Whether the time of the last page should be written anew."""


def sign_in(session: Session, account: Account, note: str = "") -> str:
    """Start a session for ``account`` and return the cookie's token; forgets sessions whose time is over.

    The first page shows ``note``.
    """
    session.execute(delete(ConsoleSession).where(_over()))
    token, moment = new_token(), now()
    session.add(
        ConsoleSession(
            digest=digest(token), account_id=account.id, csrf=new_token(), created=moment, seen=moment,
            notes=[["done", note]] if note else None,
        )
    )
    session.flush()
    return token


def signed_in(session: Session, token: str) -> SignedIn | None:
    """Return who has the cookie, None where its time is over or the account was closed."""
    if not token:
        return None
    row = session.scalars(
        select(ConsoleSession).where(ConsoleSession.digest == digest(token), ~_over())
    ).one_or_none()
    if row is None or not row.account.active:
        return None
    notes = tuple((str(level), str(words)) for level, words in row.notes or ())
    stale = now() - row.seen > SEEN_STEP
    return SignedIn(row.account.id, row.account.name, row.account.role, row.digest, row.csrf, notes, stale)


def sign_out(session: Session, account_id: int, only: str = "", keep: str = "") -> None:
    """End the sessions of an account: the one with the digest ``only``, or all but the one with the digest ``keep``."""
    statement = delete(ConsoleSession).where(ConsoleSession.account_id == account_id)
    if only:
        statement = statement.where(ConsoleSession.digest == only)
    session.execute(statement.where(ConsoleSession.digest != keep))


def _over() -> Any:
    moment = now()
    return or_(ConsoleSession.seen < moment - IDLE, ConsoleSession.created < moment - ABSOLUTE)
