"""Who may use the staff console."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from sqlalchemy import JSON, Boolean, Column, DateTime, ForeignKey, Integer, String
from sqlalchemy.orm import relationship

from plan_kb.tables.base import NEVER_REUSED, Base, Edited

if TYPE_CHECKING:
    from collections.abc import Sequence

ROLES: Sequence[str] = ("viewer", "editor", "publisher", "administrator")
"""Each may do what those before it may."""


class Account(Edited, Base):
    """A person of the staff."""

    __tablename__ = "account"
    __table_args__ = NEVER_REUSED

    name: str = Column(String(100), nullable=False, unique=True)
    """What is typed to sign in, and what stands in the audit log."""
    role: str = Column(String(20), nullable=False)
    password: str = Column(String(200), nullable=False)
    """Argon2id hash."""
    active: bool = Column(Boolean, nullable=False, default=True)
    created: datetime.datetime = Column(DateTime, nullable=False)
    """UTC, without a time zone."""


class ConsoleSession(Base):
    """A signed-in browser."""

    __tablename__ = "console_session"
    __allow_unmapped__ = True

    digest: str = Column(String(64), primary_key=True)
    """SHA-256 of the cookie's token, hexadecimal."""
    account_id: int = Column(ForeignKey("account.id", ondelete="CASCADE"), nullable=False, index=True)
    csrf: str = Column(String(64), nullable=False)
    created: datetime.datetime = Column(DateTime, nullable=False)
    seen: datetime.datetime = Column(DateTime, nullable=False)
    notes: list[list[str]] | None = Column(JSON)
    """What the next page says once: level and words of each note."""

    account: Account = relationship("Account")


class SignInAttempt(Base):
    """A failed attempt to sign in; too many slow the next ones down."""

    __tablename__ = "sign_in_attempt"
    __allow_unmapped__ = True

    id: int = Column(Integer, primary_key=True)
    at: datetime.datetime = Column(DateTime, nullable=False, index=True)
    name: str = Column(String(100), nullable=False, index=True)
    address: str = Column(String(60), nullable=False, index=True)


class Invitation(Base):
    """A link with which one account can be made, or get a new password, once."""

    __tablename__ = "invitation"
    __allow_unmapped__ = True

    digest: str = Column(String(64), primary_key=True)
    """SHA-256 of the link's token, hexadecimal."""
    note: str = Column(String(100), nullable=False, default="")
    """For whom it is."""
    role: str = Column(String(20), nullable=False)
    account_id: int | None = Column(ForeignKey("account.id", ondelete="CASCADE"))
    """Set where the link gives an account that is there already a new password."""
    expires: datetime.datetime = Column(DateTime, nullable=False)
    used: datetime.datetime | None = Column(DateTime)

    account: Account | None = relationship("Account")


class Submission(Base):
    """A form that was taken: sent a second time, it changes nothing again."""

    __tablename__ = "submission"
    __allow_unmapped__ = True

    token: str = Column(String(64), primary_key=True)
    """Drawn when the form was shown."""
    at: datetime.datetime = Column(DateTime, nullable=False, index=True)
    location: str = Column(String(500), nullable=False)
    """Path of the page that was shown afterwards."""
