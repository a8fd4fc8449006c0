"""Files that somebody uploaded and has not agreed to take yet."""

from __future__ import annotations

import datetime

from sqlalchemy import Column, DateTime, ForeignKey, Integer, LargeBinary, String
from sqlalchemy.orm import relationship

from plan_kb.tables.base import NEVER_REUSED, Base


class Upload(Base):
    """An upload between its preview and its taking; both need the same bytes, in whichever process they arrive."""

    __tablename__ = "upload"
    __allow_unmapped__ = True
    __table_args__ = NEVER_REUSED

    id: int = Column(Integer, primary_key=True)
    account_id: int = Column(ForeignKey("account.id", ondelete="CASCADE"), nullable=False, index=True)
    """Who uploaded it; nobody else sees it."""
    at: datetime.datetime = Column(DateTime, nullable=False, index=True)
    """UTC, without a time zone."""
    kind: str = Column(String(20), nullable=False)
    """``workbook`` or ``document``."""

    files: list[UploadPart] = relationship(
        "UploadPart", back_populates="upload", order_by="UploadPart.position", cascade="all, delete-orphan"
    )


class UploadPart(Base):
    """One file of an upload."""

    __tablename__ = "upload_part"
    __allow_unmapped__ = True

    id: int = Column(Integer, primary_key=True)
    upload_id: int = Column(ForeignKey("upload.id", ondelete="CASCADE"), nullable=False, index=True)
    position: int = Column(Integer, nullable=False)
    name: str = Column(String(300), nullable=False)
    content: bytes = Column(LargeBinary, nullable=False)

    upload: Upload = relationship("Upload", back_populates="files")
