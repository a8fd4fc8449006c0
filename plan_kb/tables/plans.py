"""Plans, the places of their text, and their goals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Boolean, Column, ForeignKey, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import relationship

from plan_kb.tables.base import NEVER_REUSED, Base, Edited

if TYPE_CHECKING:
    from plan_kb.tables.answers import FaqEntry
    from plan_kb.tables.indicators import ExplainedFigure, Indicator
    from plan_kb.tables.names import Alias
    from plan_kb.tables.tasks import Area
    from plan_kb.tables.units import Unit


class Plan(Edited, Base):
    """An action plan; everything else hangs on it."""

    __tablename__ = "plan"
    __table_args__ = NEVER_REUSED

    key: str = Column(String(80), nullable=False, unique=True)
    in_edition: bool = Column(Boolean, nullable=False, default=True)
    """Whether the next edition holds it; a plan in preparation does not."""
    title: str = Column(String(300), nullable=False)
    title_en: str = Column(String(300), nullable=False, default="")
    short: str = Column(String(100), nullable=False)
    district: str = Column(String(50), nullable=False, default="")
    district_en: str = Column(String(100), nullable=False, default="")
    issuer: str = Column(String(100), nullable=False)
    issuer_en: str = Column(String(200), nullable=False, default="")
    issued: str = Column(String(20), nullable=False)
    basis: str = Column(String(300), nullable=False, default="")
    basis_en: str = Column(String(300), nullable=False, default="")
    first_year: int = Column(Integer, nullable=False)
    last_year: int = Column(Integer, nullable=False)
    source: str = Column(Text, nullable=False)
    """The whole text as published; quotes are checked against it."""

    passages: list[Passage] = relationship(
        "Passage", back_populates="plan", order_by="Passage.position", cascade="all, delete-orphan"
    )
    goals: list[Goal] = relationship(
        "Goal", back_populates="plan", order_by="Goal.number", cascade="all, delete-orphan"
    )
    areas: list[Area] = relationship(
        "Area", back_populates="plan", order_by="Area.number", cascade="all, delete-orphan"
    )
    units: list[Unit] = relationship(
        "Unit", back_populates="plan", order_by="Unit.position", cascade="all, delete-orphan"
    )
    indicators: list[Indicator] = relationship(
        "Indicator", back_populates="plan", order_by="Indicator.position", cascade="all, delete-orphan"
    )
    aliases: list[Alias] = relationship(
        "Alias", back_populates="plan", order_by="Alias.position", cascade="all, delete-orphan"
    )
    explained_figures: list[ExplainedFigure] = relationship(
        "ExplainedFigure", back_populates="plan", order_by="ExplainedFigure.figure", cascade="all, delete-orphan"
    )
    faq: list[FaqEntry] = relationship(
        "FaqEntry", back_populates="plan", order_by="FaqEntry.id", cascade="all, delete-orphan"
    )


class Passage(Edited, Base):
    """A place of the text outside the task list."""

    __tablename__ = "passage"
    __table_args__ = (UniqueConstraint("plan_id", "ref"), NEVER_REUSED)

    plan_id: int = Column(ForeignKey("plan.id", ondelete="CASCADE"), nullable=False)
    position: int = Column(Integer, nullable=False)
    ref: str = Column(String(40), nullable=False)
    """``notice``, ``preamble``, ``ideology``, ``goal/overall``, ``goal/1`` …"""
    title: str = Column(String(200), nullable=False)
    title_en: str = Column(String(300), nullable=False, default="")
    text: str = Column(Text, nullable=False)

    plan: Plan = relationship("Plan", back_populates="passages")


class Goal(Edited, Base):
    """A paragraph of 发展目标; the overall goal has number 0. Its words stand in its passage."""

    __tablename__ = "goal"
    __table_args__ = (UniqueConstraint("plan_id", "number"), NEVER_REUSED)

    plan_id: int = Column(ForeignKey("plan.id", ondelete="CASCADE"), nullable=False)
    passage_id: int = Column(ForeignKey("passage.id", ondelete="CASCADE"), nullable=False, unique=True)
    number: int = Column(Integer, nullable=False)
    name: str = Column(String(200), nullable=False)
    name_en: str = Column(String(300), nullable=False, default="")

    plan: Plan = relationship("Plan", back_populates="goals")
    passage: Passage = relationship("Passage")
