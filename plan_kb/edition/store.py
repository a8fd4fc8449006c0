"""Editions in the database: reading them. Writing is publishing (``plan_kb.edition.publish``)."""
from __future__ import annotations

import datetime
from dataclasses import dataclass

from sqlalchemy import desc, func, select
from sqlalchemy.orm import Session

from plan_kb import tables
from plan_kb.edition.model import Edition
from plan_kb.edition.wire import load_edition


class NoSuchEdition(Exception):
    """Raised when an edition is asked for that was never published."""

    def __init__(self, number: int) -> None:
        super().__init__(f"no edition {number}")
        self.number = number


@dataclass(frozen=True)
class EditionRecord:
    """An edition in the history, without its content."""

    number: int
    comment: str
    author: str
    created: datetime.datetime
    """UTC, without a time zone."""
    restored_from: int | None
    checksum: str


def newest_number(session: Session) -> int:
    """Return the number of the newest edition, 0 where none is published. Cheap: one look into an index."""
    return int(session.scalar(select(func.max(tables.Edition.number))) or 0)


def read_edition(session: Session, number: int = 0) -> Edition:
    """Return an edition, by default the newest; raises ``NoSuchEdition`` or ``DamagedEdition``."""
    wanted = number or newest_number(session)
    row = session.get(tables.Edition, wanted)
    if row is None:
        raise NoSuchEdition(wanted)
    return load_edition(row.number, row.body, row.checksum)


def read_history(session: Session) -> tuple[EditionRecord, ...]:
    """Return what was published, the newest first."""
    row = tables.Edition
    statement = select(row.number, row.comment, row.author, row.created, row.restored_from, row.checksum)
    return tuple(EditionRecord(*found) for found in session.execute(statement.order_by(desc(row.number))))
