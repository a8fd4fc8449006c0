"""Other names of what a plan holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Boolean, CheckConstraint, Column, ForeignKey, Integer, String, UniqueConstraint
from sqlalchemy.orm import relationship

from plan_kb.tables.base import NEVER_REUSED, Base, Edited

if TYPE_CHECKING:
    from plan_kb.tables.indicators import Indicator
    from plan_kb.tables.plans import Goal, Passage, Plan
    from plan_kb.tables.tasks import Area, Measure, Task
    from plan_kb.tables.units import Unit

IMPORTED = "import"
BY_STAFF = "staff"

KINDS = ("plan", "area", "task", "measure", "unit", "body", "indicator", "goal", "passage", "term")
WORD_KINDS = ("plan", "body", "term")
"""Kinds whose targets are no rows: the plan itself, a body's name, a phrase of the text."""


_THINGS = ("area_id", "task_id", "measure_id", "unit_id", "indicator_id", "goal_id", "passage_id", "word")


class Alias(Edited, Base):
    """A name that people use. One surface may mean things of several kinds, one row for each kind."""

    __tablename__ = "alias"
    __table_args__ = (UniqueConstraint("plan_id", "kind", "surface"), NEVER_REUSED)

    plan_id: int = Column(ForeignKey("plan.id", ondelete="CASCADE"), nullable=False)
    position: int = Column(Integer, nullable=False, default=0)
    surface: str = Column(String(200), nullable=False)
    kind: str = Column(String(20), nullable=False)
    language: str = Column(String(5), nullable=False, default="zh")
    shared: bool = Column(Boolean, nullable=False, default=False)
    """True where staff say that people mean any of its targets: the assistant then asks or lists."""
    origin: str = Column(String(10), nullable=False, default=BY_STAFF)
    """``import`` or ``staff``; importing a plan anew keeps what staff added."""

    plan: Plan = relationship("Plan", back_populates="aliases")
    targets: list[AliasTarget] = relationship(
        "AliasTarget", back_populates="alias", order_by="AliasTarget.position", cascade="all, delete-orphan"
    )


class AliasTarget(Base):
    """One thing that an alias names: exactly one of the columns below is set."""

    __tablename__ = "alias_target"
    __allow_unmapped__ = True
    __table_args__ = (
        CheckConstraint(
            " + ".join(f"(CASE WHEN {thing} IS NULL THEN 0 ELSE 1 END)" for thing in _THINGS) + " = 1",
            name="one_thing",
        ),
        NEVER_REUSED,
    )

    id: int = Column(Integer, primary_key=True)
    alias_id: int = Column(ForeignKey("alias.id", ondelete="CASCADE"), nullable=False, index=True)
    position: int = Column(Integer, nullable=False, default=0)
    area_id: int | None = Column(ForeignKey("area.id", ondelete="CASCADE"))
    task_id: int | None = Column(ForeignKey("task.id", ondelete="CASCADE"))
    measure_id: int | None = Column(ForeignKey("measure.id", ondelete="CASCADE"))
    unit_id: int | None = Column(ForeignKey("unit.id", ondelete="CASCADE"))
    indicator_id: int | None = Column(ForeignKey("indicator.id", ondelete="CASCADE"))
    goal_id: int | None = Column(ForeignKey("goal.id", ondelete="CASCADE"))
    passage_id: int | None = Column(ForeignKey("passage.id", ondelete="CASCADE"))
    word: str | None = Column(String(200))
    """The plan's key, a body's name or a phrase of the text."""

    alias: Alias = relationship("Alias", back_populates="targets")
    area: Area | None = relationship("Area")
    task: Task | None = relationship("Task")
    measure: Measure | None = relationship("Measure")
    unit: Unit | None = relationship("Unit")
    indicator: Indicator | None = relationship("Indicator")
    goal: Goal | None = relationship("Goal")
    passage: Passage | None = relationship("Passage")

    @property
    def key(self) -> str:
        """The key of the thing in an edition."""
        if self.area is not None:
            return str(self.area.number)
        if self.task is not None:
            return str(self.task.number)
        if self.measure is not None:
            return self.measure.key
        if self.unit is not None:
            return self.unit.name
        if self.indicator is not None:
            return self.indicator.key
        if self.goal is not None:
            return self.goal.passage.ref
        if self.passage is not None:
            return self.passage.ref
        return self.word or ""
