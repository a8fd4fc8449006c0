"""Finding rows of the draft: pages of a list, choices of a form, and what an entry belongs to."""
from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from plan_kb.console.editing.kinds import EntryKind, Row, kind_of
from plan_kb.tables import FaqEntry, FaqWording, Measure, Passage, Plan, Unit

PAGE = 50
"""Rows on one page of a list."""


@dataclass(frozen=True)
class Listed:
    """One page of a list."""

    rows: list[Row]
    total: int
    page: int
    """From 1."""
    pages: int


def find_rows(session: Session, kind: EntryKind, words: str = "", plan_id: int = 0, page: int = 1) -> Listed:
    """Return the page of the rows that hold each of the ``words``, of one plan or of all."""
    statement = kind.select()
    if kind.table is FaqEntry:
        statement = statement.outerjoin(FaqWording).distinct()
    for word in words.split()[:8]:
        like = "%" + word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        statement = statement.where(or_(*(column.ilike(like, escape="\\") for column in kind.searched)))
    if plan_id:
        statement = statement.where(kind.plan_id == plan_id)
    total = int(session.scalar(select(func.count()).select_from(statement.order_by(None).subquery())) or 0)
    pages = max(1, -(-total // PAGE))
    page = min(max(1, page), pages)
    rows = session.scalars(statement.options(*kind.loaded).offset((page - 1) * PAGE).limit(PAGE)).unique().all()
    return Listed(list(rows), total, page, pages)


def plans(session: Session) -> list[tuple[int, str]]:
    """Return id and name of each plan of the draft."""
    return [(row.id, row.short) for row in session.scalars(select(Plan).order_by(Plan.key))]


def choices(session: Session, table: str, plan_id: int = 0) -> list[tuple[str, str]]:
    """Return id and name of each row of a table, with the plan's name where there are several plans."""
    kind = kind_of(table)
    statement = kind.select()
    if plan_id:
        statement = statement.where(kind.plan_id == plan_id)
    several = not plan_id and len(plans(session)) > 1
    return [
        (str(row.id), f"{kind.plan(row).short} · {kind.label(row)}" if several else kind.label(row))
        for row in session.scalars(statement)
    ]


def place_choices(session: Session, plan_id: int) -> list[tuple[str, str]]:
    """Return the places at which a target can stand: measures and passages."""
    passages = choices(session, Passage.__tablename__, plan_id)
    measures = choices(session, Measure.__tablename__, plan_id)
    return [(f"passage:{key}", name) for key, name in passages] + [(f"measure:{key}", name) for key, name in measures]


def bodies(session: Session, plan_id: int) -> list[str]:
    """Return the bodies to which units belong."""
    return list(session.scalars(select(Unit.body).where(Unit.plan_id == plan_id).distinct().order_by(Unit.body)))


