"""What belongs to an entry, as links on its page."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from plan_kb.console.editing.description import path_of
from plan_kb.console.editing.kinds import Row, kind_of
from plan_kb.edition.target_change import place_of
from plan_kb.tables import Alias, AliasTarget, Area, Goal, Indicator, Measure, Passage, Target, Task, Unit


@dataclass(frozen=True)
class Related:
    """Entries of one kind that belong to an entry."""

    title: str
    links: list[tuple[str, str]]
    """Name and address."""
    add: str
    """Address at which to add one."""


def related(session: Session, row: Row) -> list[Related]:
    """Return what belongs to ``row``, kind by kind."""
    if isinstance(row, Area):
        return [_of("task", row.tasks, f"area_id={row.id}"), _aliases(session, row)]
    if isinstance(row, Task):
        return [_of("measure", row.measures, f"task_id={row.id}"), _aliases(session, row)]
    if isinstance(row, Measure):
        targets = session.scalars(select(Target).where(Target.measure_id == row.id).order_by(Target.position))
        units = _of("unit", [responsibility.unit for responsibility in row.responsibilities], "")
        return [units, _of("target", targets, f"place=measure:{row.id}"), _aliases(session, row)]
    if isinstance(row, Unit):
        measures = [responsibility.measure for responsibility in row.responsibilities]
        return [_of("measure", measures, ""), _aliases(session, row)]
    if isinstance(row, Indicator):
        parent = f"indicator_id={row.id}"
        return [
            _of("target", row.targets, parent), _of("progress_report", row.reports, parent), _aliases(session, row)
        ]  # fmt: skip
    if isinstance(row, Passage):
        goals = session.scalars(select(Goal).where(Goal.passage_id == row.id))
        targets = session.scalars(select(Target).where(Target.passage_id == row.id).order_by(Target.position))
        return [_of("goal", goals, f"passage_id={row.id}"), _of("target", targets, f"place=passage:{row.id}")]
    if isinstance(row, Goal):
        return [_of("passage", [row.passage], ""), _aliases(session, row)]
    if isinstance(row, Target):
        place: Row = place_of(row)
        return [_of("indicator", [row.indicator], ""), _of(place.__tablename__, [place], "")]
    return []


def _of(table: str, rows: Iterable[Row], parent: str) -> Related:
    kind = kind_of(table)
    links = [(kind.label(row), path_of(table, row.id)) for row in rows]
    return Related(kind.description.title, links, f"{path_of(table, None)}/new?{parent}" if parent else "")


def _aliases(session: Session, row: Row) -> Related:
    table = row.__tablename__
    named = getattr(AliasTarget, f"{table}_id") == row.id
    targets: Any = Alias.targets
    aliases = session.scalars(select(Alias).where(targets.any(named)).order_by(Alias.position, Alias.id))
    return _of("alias", aliases, f"kind={table}&things={row.id}")
