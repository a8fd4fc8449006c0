"""What visitors asked and how it was answered, for the staff's overview; masked before it is written."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from sqlalchemy import JSON, Boolean, Column, DateTime, Float, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import relationship

from plan_kb.tables.base import Base

if TYPE_CHECKING:
    from collections.abc import Sequence


class Turn(Base):
    """A message of a visitor and the reply to it."""

    __tablename__ = "turn"
    __allow_unmapped__ = True
    __table_args__ = (Index("ix_turn_kind_at", "kind", "at"),)

    id: int = Column(Integer, primary_key=True)
    token: str = Column(String(40), nullable=False, unique=True)
    """Random; a visitor's feedback names the turn by it."""
    at: datetime.datetime = Column(DateTime, nullable=False, index=True)
    """UTC, without a time zone."""
    conversation: str = Column(String(64), nullable=False, index=True)
    """A digest of the conversation's id, from which the id cannot be found again."""
    channel: str = Column(String(20), nullable=False)
    language: str = Column(String(5), nullable=False, default="zh")
    question: str = Column(String(600), nullable=False)
    """With personal data masked."""
    kind: str = Column(String(20), nullable=False)
    """One of ``plan_kb.answering.reply.Kind``."""
    text: str = Column(Text, nullable=False)
    """The reply."""
    refs: Sequence[str] = Column(JSON, nullable=False, default=list)
    """``plan#ref`` of each citation, e.g. ``fengxian-sme-2023-2025#task/6``."""
    things: Sequence[str] = Column(JSON, nullable=False, default=list)
    """``plan#kind#key`` of what the reply was about, e.g. ``fengxian-sme-2023-2025#unit#区科委``."""
    intent: str = Column(String(40), nullable=False, default="")
    choices: bool = Column(Boolean, nullable=False, default=False)
    """Whether it asked back with choices."""
    edition: int = Column(Integer, nullable=False, default=0)
    seconds: float = Column(Float, nullable=False, default=0.0)
    """From the message to the reply, inside the server."""

    feedback: list[Feedback] = relationship(
        "Feedback", back_populates="turn", order_by="Feedback.at", cascade="all, delete-orphan"
    )


class Feedback(Base):
    """A thumb up or down for a reply; the newest of a turn counts."""

    __tablename__ = "feedback"
    __allow_unmapped__ = True

    id: int = Column(Integer, primary_key=True)
    turn_id: int = Column(ForeignKey("turn.id", ondelete="CASCADE"), nullable=False, index=True)
    at: datetime.datetime = Column(DateTime, nullable=False)
    liked: bool = Column(Boolean, nullable=False)
    reason: str = Column(String(300), nullable=False, default="")
    """Optional, in the visitor's words, with personal data masked."""

    turn: Turn = relationship("Turn", back_populates="feedback")
