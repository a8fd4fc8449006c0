"""Published editions. A row is written once and never changed: triggers of the first migration see to it."""

from __future__ import annotations

import datetime

from sqlalchemy import Column, DateTime, ForeignKey, Integer, String, Text

from plan_kb.tables.base import Base


class Edition(Base):
    """A published state of the knowledge base."""

    __tablename__ = "edition"
    __allow_unmapped__ = True

    number: int = Column(Integer, primary_key=True, autoincrement=False)
    body: str = Column(Text, nullable=False)
    """Canonical JSON of its plans (``plan_kb.edition.wire``)."""
    checksum: str = Column(String(64), nullable=False)
    """SHA-256 of ``body`` in UTF-8, hexadecimal."""
    comment: str = Column(String(500), nullable=False)
    author: str = Column(String(100), nullable=False)
    created: datetime.datetime = Column(DateTime, nullable=False)
    """UTC, without a time zone."""
    restored_from: int | None = Column(ForeignKey("edition.number"))
    """The edition whose content this one publishes again."""
