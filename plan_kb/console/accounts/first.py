"""The first administrator: a link that works once, said in the log while there is no account."""
from __future__ import annotations

import datetime

from sqlalchemy import delete, func, select

from plan_kb.console.accounts.invitations import invite
from plan_kb.database import Database
from plan_kb.tables import Account, Invitation

VALID = datetime.timedelta(hours=24)


def first_invitation(database: Database) -> str:
    """Return the token of a new invitation for an administrator where there is no account yet, else nothing.

    Earlier such links stop working.
    """
    with database.writing() as session:
        if session.scalar(select(func.count()).select_from(Account)):
            return ""
        session.execute(delete(Invitation))
        return invite(session, "administrator", valid=VALID)
