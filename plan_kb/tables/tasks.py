"""The task list: areas, tasks, measures, and who is responsible for a measure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Column, ForeignKey, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import relationship

from plan_kb.tables.base import NEVER_REUSED, Base, Edited

if TYPE_CHECKING:
    from plan_kb.tables.plans import Plan
    from plan_kb.tables.units import Unit


class Area(Edited, Base):
    """A 领域 of the task list."""

    __tablename__ = "area"
    __table_args__ = (UniqueConstraint("plan_id", "number"), UniqueConstraint("plan_id", "name"), NEVER_REUSED)

    plan_id: int = Column(ForeignKey("plan.id", ondelete="CASCADE"), nullable=False)
    number: int = Column(Integer, nullable=False)
    name: str = Column(String(100), nullable=False)
    name_en: str = Column(String(200), nullable=False, default="")

    plan: Plan = relationship("Plan", back_populates="areas")
    tasks: list[Task] = relationship(
        "Task", back_populates="area", order_by="Task.number", cascade="all, delete-orphan"
    )


class Task(Edited, Base):
    """A 重点工作, known by its 序号, which is unique in its plan (see the draft checks)."""

    __tablename__ = "task"
    __table_args__ = (UniqueConstraint("area_id", "number"), NEVER_REUSED)

    area_id: int = Column(ForeignKey("area.id", ondelete="CASCADE"), nullable=False)
    number: int = Column(Integer, nullable=False)
    name: str = Column(String(200), nullable=False)
    name_en: str = Column(String(300), nullable=False, default="")

    area: Area = relationship("Area", back_populates="tasks")
    measures: list[Measure] = relationship(
        "Measure", back_populates="task", order_by="Measure.position", cascade="all, delete-orphan"
    )


class Measure(Edited, Base):
    """A row of 主要内容 with the units printed beside it."""

    __tablename__ = "measure"
    __table_args__ = (UniqueConstraint("task_id", "position"), NEVER_REUSED)

    task_id: int = Column(ForeignKey("task.id", ondelete="CASCADE"), nullable=False)
    position: int = Column(Integer, nullable=False)
    """From 1, in the order of the printed rows."""
    name: str = Column(String(200), nullable=False, default="")
    """Empty where the task's name says enough."""
    name_en: str = Column(String(300), nullable=False, default="")
    text: str = Column(Text, nullable=False)
    cell: str = Column(String(500), nullable=False)
    """The 责任单位 cell as printed."""

    task: Task = relationship("Task", back_populates="measures")
    responsibilities: list[Responsibility] = relationship(
        "Responsibility", back_populates="measure", order_by="Responsibility.position", cascade="all, delete-orphan"
    )

    @property
    def key(self) -> str:
        """Its key in an edition: ``5.2`` is the second row of task 5."""
        return f"{self.task.number}.{self.position}"


class Responsibility(Edited, Base):
    """That a unit stands in the 责任单位 cell of a measure."""

    __tablename__ = "responsibility"
    __table_args__ = (UniqueConstraint("measure_id", "unit_id"), NEVER_REUSED)

    measure_id: int = Column(ForeignKey("measure.id", ondelete="CASCADE"), nullable=False)
    unit_id: int = Column(ForeignKey("unit.id", ondelete="CASCADE"), nullable=False)
    position: int = Column(Integer, nullable=False)

    measure: Measure = relationship("Measure", back_populates="responsibilities")
    unit: Unit = relationship("Unit", back_populates="responsibilities")
