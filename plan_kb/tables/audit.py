"""The audit log: who did what. Rows are only ever added: triggers of the first migration see to it."""

from __future__ import annotations

import datetime

from sqlalchemy import JSON, Column, DateTime, Integer, String

from plan_kb.tables.base import Base


class AuditEntry(Base):
    """One deed."""

    __tablename__ = "audit_entry"
    __allow_unmapped__ = True

    id: int = Column(Integer, primary_key=True)
    at: datetime.datetime = Column(DateTime, nullable=False, index=True)
    """UTC, without a time zone."""
    actor: str = Column(String(100), nullable=False)
    action: str = Column(String(40), nullable=False)
    """``import``, ``publish``, ``rollback``, ``create``, ``change``, ``delete`` …"""
    subject: str = Column(String(200), nullable=False)
    """What it was done to, e.g. ``plan/fengxian-sme-2023-2025`` or ``edition/3``."""
    comment: str = Column(String(500), nullable=False, default="")
    before: object = Column(JSON)
    after: object = Column(JSON)
