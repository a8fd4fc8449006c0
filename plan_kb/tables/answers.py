"""Answers that staff wrote themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Column, ForeignKey, Integer, String, Text
from sqlalchemy.orm import relationship

from plan_kb.tables.base import NEVER_REUSED, Base, Edited

if TYPE_CHECKING:
    from plan_kb.tables.plans import Plan


class FaqEntry(Edited, Base):
    """An answer with its source; cited as ``faq/<id>``."""

    __tablename__ = "faq_entry"
    __table_args__ = NEVER_REUSED

    plan_id: int = Column(ForeignKey("plan.id", ondelete="CASCADE"), nullable=False)
    answer: str = Column(Text, nullable=False)
    source: str = Column(String(300), nullable=False)

    plan: Plan = relationship("Plan", back_populates="faq")
    wordings: list[FaqWording] = relationship(
        "FaqWording", back_populates="entry", order_by="FaqWording.position", cascade="all, delete-orphan"
    )


class FaqWording(Base):
    """One way to ask the question of an entry."""

    __tablename__ = "faq_wording"
    __allow_unmapped__ = True

    id: int = Column(Integer, primary_key=True)
    entry_id: int = Column(ForeignKey("faq_entry.id", ondelete="CASCADE"), nullable=False, index=True)
    position: int = Column(Integer, nullable=False, default=0)
    question: str = Column(String(300), nullable=False)

    entry: FaqEntry = relationship("FaqEntry", back_populates="wordings")
