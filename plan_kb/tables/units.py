"""Responsible units, with the contacts that staff fill."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Column, ForeignKey, Integer, String, UniqueConstraint
from sqlalchemy.orm import relationship

from plan_kb.tables.base import NEVER_REUSED, Base, Edited

if TYPE_CHECKING:
    from plan_kb.tables.plans import Plan
    from plan_kb.tables.tasks import Responsibility


class Unit(Edited, Base):
    """A 责任单位 as printed. The contacts are empty until staff fill them."""

    __tablename__ = "unit"
    __table_args__ = (UniqueConstraint("plan_id", "name"), NEVER_REUSED)

    plan_id: int = Column(ForeignKey("plan.id", ondelete="CASCADE"), nullable=False)
    position: int = Column(Integer, nullable=False)
    name: str = Column(String(100), nullable=False)
    name_en: str = Column(String(200), nullable=False, default="")
    body: str = Column(String(100), nullable=False)
    """The body that it belongs to: 区财政局(金融办) and 区财政局 are both 区财政局."""
    telephone: str = Column(String(100), nullable=False, default="")
    address: str = Column(String(200), nullable=False, default="")
    hours: str = Column(String(200), nullable=False, default="")

    plan: Plan = relationship("Plan", back_populates="units")
    responsibilities: list[Responsibility] = relationship(
        "Responsibility", back_populates="unit", cascade="all, delete-orphan"
    )
