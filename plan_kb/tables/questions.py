"""Questions that staff look after: those that found no answer, and those whose answers they watch."""

from __future__ import annotations

import datetime

from sqlalchemy import Column, DateTime, Integer, String

from plan_kb.tables.base import NEVER_REUSED, Base, Edited


class Unanswered(Base):
    """What staff decided about a wording that had found no answer; without a row it is still open."""

    __tablename__ = "unanswered"
    __allow_unmapped__ = True

    id: int = Column(Integer, primary_key=True)
    wording: str = Column(String(600), nullable=False, unique=True)
    """Normalised (``plan_kb.text.normalise``)."""
    outcome: str = Column(String(20), nullable=False)
    """``alias``, ``faq`` or ``dismissed``."""
    at: datetime.datetime = Column(DateTime, nullable=False)
    """UTC, without a time zone. What was attached or answered counts as open again where it is asked in vain of an
    edition that was published after it."""
    actor: str = Column(String(100), nullable=False)


class GoldenQuestion(Edited, Base):
    """A question whose answer staff want to see before each publication."""

    __tablename__ = "golden_question"
    __table_args__ = NEVER_REUSED

    question: str = Column(String(500), nullable=False, unique=True)
    note: str = Column(String(300), nullable=False, default="")
