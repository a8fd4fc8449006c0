"""``plan-kb account``: accounts from the terminal, for the first one and where nobody can sign in any more."""
from __future__ import annotations

import getpass
import sys

from sqlalchemy import select

from plan_kb.console.accounts.invitations import add_account, name_problem, set_password
from plan_kb.console.accounts.passwords import SHORTEST, generate, problem
from plan_kb.database import Database
from plan_kb.messages import message
from plan_kb.tables import Account


class NotDone(Exception):
    """Raised where nothing was done; the message is one line."""


def add(database: Database, name: str, role: str, ask: bool, actor: str) -> str:
    """Make an account and return what to say; its password is asked for, or made and said once."""
    name = name.strip()
    password, said = _password(name, ask)
    database.upgrade()
    with database.writing() as session:
        found = name_problem(session, name)
        if found:
            raise NotDone(message(f"console.accounts.{found}"))
        add_account(session, name, role, password, actor)
    return message("console.command.added", name=name, role=message(f"console.roles.{role}")) + said


def change_password(database: Database, name: str, ask: bool, actor: str) -> str:
    """Give an account another password and return what to say; opens the account where it was closed."""
    password, said = _password(name, ask)
    with database.writing() as session:
        account = session.scalars(select(Account).where(Account.name == name)).one_or_none()
        if account is None:
            raise NotDone(message("console.command.unknown", name=name))
        set_password(session, account, password, actor)
        account.active = True
    return message("console.command.changed", name=name) + said


def listed(database: Database) -> list[str]:
    """Return a line for each account."""
    with database.reading() as session:
        return [
            message(
                "console.command.line",
                name=row.name,
                role=message(f"console.roles.{row.role}"),
                state=message(f"console.command.{'open' if row.active else 'closed'}"),
            )
            for row in session.scalars(select(Account).order_by(Account.name))
        ]


def _password(name: str, ask: bool) -> tuple[str, str]:
    """Return a password, and what to say of it: one that was made is said."""
    if not ask or not sys.stdin.isatty():
        made = generate()
        return made, "\n" + message("console.command.made", password=made)
    typed = getpass.getpass(message("console.command.ask"))
    found = problem(typed, name)
    if found:
        raise NotDone(message(f"console.password.{found}", least=SHORTEST))
    if typed != getpass.getpass(message("console.command.ask_again")):
        raise NotDone(message("console.password.differs"))
    return typed, ""
