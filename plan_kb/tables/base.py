"""The base of all tables, and what the tables that staff edit have in common."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, Integer, MetaData
from sqlalchemy.orm import declarative_base, declared_attr

_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

NEVER_REUSED = {"sqlite_autoincrement": True}
"""Table option: an id that was given out is never given to another row, so a stale form or citation finds nothing."""

Base: Any = declarative_base(metadata=MetaData(naming_convention=_NAMES))


class Edited:
    """A row that staff edit.

    ``version`` counts its changes: saving a row that somebody else changed in between raises
    ``sqlalchemy.orm.exc.StaleDataError`` and overwrites nothing.
    """

    __allow_unmapped__ = True

    id: int = Column(Integer, primary_key=True)
    version: int = Column(Integer, nullable=False)

    @declared_attr
    def __mapper_args__(cls) -> dict[str, object]:
        return {"version_id_col": cls.version}
