"""Golden questions: those whose answers staff want to see before each publication."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from plan_kb.tables import GoldenQuestion


def golden_questions(session: Session) -> list[str]:
    """Return them in the order in which they were added."""
    return [row.question for row in session.scalars(select(GoldenQuestion).order_by(GoldenQuestion.id))]
