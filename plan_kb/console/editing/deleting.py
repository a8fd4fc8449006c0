"""Deleting an entry: what goes with it, said before and written down."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from plan_kb.console.editing.kinds import EntryKind, Row, kind_of, measure_label
from plan_kb.messages import message
from plan_kb.tables import (
    Alias,
    AliasTarget,
    Area,
    Goal,
    Indicator,
    Measure,
    Passage,
    Plan,
    Target,
    Task,
    Unit,
)

_NAMED = (Area, Task, Measure, Unit, Indicator, Goal, Passage)
"""Tables whose rows an alias can name."""


@dataclass(frozen=True)
class Hanging:
    """Entries of one kind that hang on another one."""

    title: str
    names: list[str]


def hanging(session: Session, kind: EntryKind, row: Row) -> list[Hanging]:
    """Return what is deleted together with ``row``, kind by kind."""
    rows = _with_parts(session, row)
    found = []
    for table, title in (
        (Task, "task"), (Measure, "measure"), (Goal, "goal"), (Target, "target"),
    ):  # fmt: skip
        names = [kind_of(title).label(part) for part in rows if isinstance(part, table) and part is not row]
        if names:
            found.append(Hanging(kind_of(title).description.title, names))
    if isinstance(row, Unit):
        names = [measure_label(responsibility.measure) for responsibility in row.responsibilities]
        found += [Hanging(message("console.delete.responsibilities"), names)] if names else []
    if isinstance(row, Indicator) and row.reports:
        found.append(Hanging(kind_of("progress_report").description.title, [report.value for report in row.reports]))
    if isinstance(row, Plan):
        found += [
            Hanging(kind_of(name).description.title, [message("console.delete.count", count=len(parts))])
            for name, parts in (
                ("passage", row.passages), ("area", row.areas), ("unit", row.units), ("indicator", row.indicators),
                ("alias", row.aliases), ("faq_entry", row.faq),
            ) if parts
        ]  # fmt: skip
    else:
        names = [alias.surface for alias in _only_naming(session, rows)]
        found += [Hanging(kind_of("alias").description.title, names)] if names else []
    return found


def delete_row(session: Session, row: Row) -> None:
    """Delete ``row`` with what hangs on it, and aliases that would name nothing any more."""
    if not isinstance(row, Plan):
        for alias in _only_naming(session, _with_parts(session, row)):
            session.delete(alias)
        for target in [part for part in _with_parts(session, row) if isinstance(part, Target) and part is not row]:
            session.delete(target)
    session.flush()
    session.delete(row)
    session.flush()


def _with_parts(session: Session, row: Row) -> list[Row]:
    rows: list[Row] = [row]
    if isinstance(row, Area):
        rows += [part for task in row.tasks for part in _with_parts(session, task)]
    elif isinstance(row, Task):
        rows += [part for measure in row.measures for part in _with_parts(session, measure)]
    elif isinstance(row, Measure):
        rows += session.scalars(select(Target).where(Target.measure_id == row.id)).all()
    elif isinstance(row, Indicator):
        rows += row.targets
    elif isinstance(row, Passage):
        rows += session.scalars(select(Goal).where(Goal.passage_id == row.id)).all()
        rows += session.scalars(select(Target).where(Target.passage_id == row.id)).all()
    return rows


def _only_naming(session: Session, rows: list[Row]) -> list[Alias]:
    """Return the aliases that name nothing but ``rows``."""
    tests = []
    for table in _NAMED:
        ids = [row.id for row in rows if isinstance(row, table)]
        if ids:
            tests.append(getattr(AliasTarget, f"{table.__tablename__}_id").in_(ids))
    if not tests:
        return []
    going = set(session.scalars(select(AliasTarget.id).where(or_(*tests))).all())
    targets: Any = Alias.targets
    aliases = session.scalars(select(Alias).where(targets.any(or_(*tests)))).all()
    return [alias for alias in aliases if all(target.id in going for target in alias.targets)]


