"""The draft: all plans as staff have them now, read in a few queries."""
from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from plan_kb.tables import Alias, Area, FaqEntry, Indicator, Measure, Plan, Task


def load_draft(session: Session, key: str = "") -> list[Plan]:
    """Return the rows of all plans (or of the one with ``key``), in the order of their keys."""
    tasks = selectinload(Plan.areas).selectinload(Area.tasks)
    measures = tasks.selectinload(Task.measures)
    statement = select(Plan).order_by(Plan.key)
    statement = statement.options(
        selectinload(Plan.passages),
        selectinload(Plan.goals),
        measures.selectinload(Measure.responsibilities),
        selectinload(Plan.units),
        selectinload(Plan.indicators).selectinload(Indicator.targets),
        selectinload(Plan.indicators).selectinload(Indicator.reports),
        selectinload(Plan.aliases).selectinload(Alias.targets),
        selectinload(Plan.explained_figures),
        selectinload(Plan.faq).selectinload(FaqEntry.wordings),
    )
    if key:
        statement = statement.where(Plan.key == key)
    return list(session.scalars(statement).all())
