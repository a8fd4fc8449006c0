"""Indicators, their targets, what was reached, and figures that are no targets."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    Float,
    ForeignKey,
    Integer,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import relationship

from plan_kb.tables.base import NEVER_REUSED, Base, Edited

if TYPE_CHECKING:
    from plan_kb.tables.plans import Passage, Plan
    from plan_kb.tables.tasks import Measure


class Indicator(Edited, Base):
    """A 指标: what a target sets a value for."""

    __tablename__ = "indicator"
    __table_args__ = (UniqueConstraint("plan_id", "key"), NEVER_REUSED)

    plan_id: int = Column(ForeignKey("plan.id", ondelete="CASCADE"), nullable=False)
    position: int = Column(Integer, nullable=False)
    key: str = Column(String(80), nullable=False)
    name: str = Column(String(200), nullable=False)
    name_en: str = Column(String(300), nullable=False, default="")
    family: str = Column(String(80), nullable=False, default="")
    """Indicators that people confuse share a family; empty where there is none."""
    addition: bool = Column(Boolean, nullable=False, default=False)
    """True where the target counts what is newly added, not a total."""

    plan: Plan = relationship("Plan", back_populates="indicators")
    targets: list[Target] = relationship(
        "Target", back_populates="indicator", order_by="Target.position", cascade="all, delete-orphan"
    )
    reports: list[ProgressReport] = relationship(
        "ProgressReport", back_populates="indicator", order_by="ProgressReport.as_of", cascade="all, delete-orphan"
    )


class Target(Edited, Base):
    """A 目标值 at one place: in a measure of the task list, or in another passage (a goal)."""

    __tablename__ = "target"
    __table_args__ = (CheckConstraint("(measure_id IS NULL) <> (passage_id IS NULL)", name="one_place"), NEVER_REUSED)

    indicator_id: int = Column(ForeignKey("indicator.id", ondelete="CASCADE"), nullable=False)
    measure_id: int | None = Column(ForeignKey("measure.id", ondelete="CASCADE"))
    passage_id: int | None = Column(ForeignKey("passage.id", ondelete="CASCADE"))
    position: int = Column(Integer, nullable=False)
    """Order in the plan's text, from 1."""
    bound: str = Column(String(10), nullable=False)
    """One of ``plan_kb.edition.model.Bound``."""
    low: float | None = Column(Float)
    high: float | None = Column(Float)
    value: str = Column(String(60), nullable=False)
    unit_of_measure: str = Column(String(20), nullable=False, default="")
    year: int | None = Column(Integer)
    doubling: bool = Column(Boolean, nullable=False, default=False)
    quote: str = Column(Text, nullable=False)

    indicator: Indicator = relationship("Indicator", back_populates="targets")
    measure: Measure | None = relationship("Measure")
    passage: Passage | None = relationship("Passage")

    @property
    def ref(self) -> str:
        """The place that an answer cites for it."""
        if self.measure is not None:
            return f"task/{self.measure.task.number}"
        return self.passage.ref if self.passage is not None else ""


class ProgressReport(Edited, Base):
    """What an indicator had reached on a day, with the source that staff name."""

    __tablename__ = "progress_report"
    __table_args__ = NEVER_REUSED

    indicator_id: int = Column(ForeignKey("indicator.id", ondelete="CASCADE"), nullable=False)
    value: str = Column(String(60), nullable=False)
    """As staff want it said, e.g. ``2500家``."""
    as_of: datetime.date = Column(Date, nullable=False)
    source: str = Column(String(300), nullable=False)

    indicator: Indicator = relationship("Indicator", back_populates="reports")


class ExplainedFigure(Edited, Base):
    """A figure of the text that is no target, and why."""

    __tablename__ = "explained_figure"
    __table_args__ = (UniqueConstraint("plan_id", "figure"), NEVER_REUSED)

    plan_id: int = Column(ForeignKey("plan.id", ondelete="CASCADE"), nullable=False)
    figure: str = Column(String(200), nullable=False)
    """The figure with words around it, verbatim, e.g. ``世界500强``."""
    reason: str = Column(String(300), nullable=False)

    plan: Plan = relationship("Plan", back_populates="explained_figures")
