"""What staff do about a wording: name a thing with it, answer it, or leave it. Each goes into the draft and the record
of decisions in the caller's transaction."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from plan_kb.data import load
from plan_kb.linking import cues
from plan_kb.linking.mention import Kind, Thing
from plan_kb.tables import (
    Alias,
    AliasTarget,
    Area,
    FaqEntry,
    FaqWording,
    Goal,
    Indicator,
    Passage,
    Plan,
    Task,
    Unanswered,
    Unit,
)
from plan_kb.tables.names import BY_STAFF
from plan_kb.text.normalise import normalise

ALIAS, FAQ, DISMISSED = "alias", "faq", "dismissed"
_MOST_PLACES = 6
"""A short name that stands more often than this in the plan's text would catch questions about anything."""
_LONGEST_NAME = 60


class Refused(Exception):
    """Raised where a decision cannot be taken; ``reason`` is a key of ``unanswered.refused`` in the messages."""

    def __init__(self, reason: str, **values: object) -> None:
        super().__init__(reason)
        self.reason = reason
        self.values = values


def attach(session: Session, thing: Thing, name: str, keys: Sequence[str], actor: str) -> Alias:
    """Make ``name`` an alias of ``thing`` in the draft; ``keys`` are the wordings that it settles.

    Raises ``Refused``.
    """
    plan = session.scalar(select(Plan).where(Plan.key == thing.plan))
    row = _row_of(session, plan, thing) if plan is not None else None
    if plan is None or row is None:
        raise Refused("gone")
    name = " ".join(name.split())
    _check_name(plan, name, thing, row)
    kind = "goal" if isinstance(row, Goal) else thing.kind.value
    alias = Alias(
        position=1 + (session.scalar(select(func.max(Alias.position)).where(Alias.plan_id == plan.id)) or 0),
        surface=name,
        kind=kind,
        language="en" if name.isascii() else "zh",
        origin=BY_STAFF,
        targets=[AliasTarget(position=1, **{kind: row})],
    )
    plan.aliases.append(alias)
    session.flush()
    _keep(session, keys, ALIAS, actor)
    return alias


def answer(
    session: Session, plan_id: int, wordings: Sequence[str], text: str, source: str, keys: Sequence[str], actor: str
) -> FaqEntry:
    """Write an answer of the staff into the draft. Raises ``Refused``."""
    questions = list(dict.fromkeys(w.strip()[:300] for w in wordings if w.strip()))
    if not (questions and text.strip() and source.strip()):
        raise Refused("incomplete")
    if session.get(Plan, plan_id) is None:
        raise Refused("gone")
    entry = FaqEntry(plan_id=plan_id, answer=text.strip(), source=source.strip()[:300])
    entry.wordings = [FaqWording(position=number, question=question) for number, question in enumerate(questions, 1)]
    session.add(entry)
    session.flush()
    _keep(session, keys, FAQ, actor)
    return entry


def dismiss(session: Session, keys: Iterable[str], actor: str) -> int:
    """Leave the wordings as they are; returns how many."""
    return _keep(session, keys, DISMISSED, actor)


def reopen(session: Session, keys: Iterable[str]) -> int:
    """Take back what was decided about the wordings; returns about how many. Aliases and answers stay in the draft."""
    rows = session.scalars(_decided(keys)).all()
    for row in rows:
        session.delete(row)
    return len(rows)


def _decided(keys: Iterable[str]) -> Any:
    return select(Unanswered).where(Unanswered.__table__.c.wording.in_(list(keys)))


def _keep(session: Session, keys: Iterable[str], outcome: str, actor: str) -> int:
    now = datetime.datetime.now(datetime.timezone.utc).replace(tzinfo=None)
    wanted = [key for key in dict.fromkeys(keys) if key]
    known = {row.wording: row for row in session.scalars(_decided(wanted))}
    for key in wanted:
        row = known.get(key) or Unanswered(wording=key)
        row.outcome, row.at, row.actor = outcome, now, actor
        session.add(row)
    session.flush()
    return len(wanted)


def _check_name(plan: Plan, name: str, thing: Thing, row: object) -> None:
    folded = normalise(name)
    if len(folded) < 2 or len(name) > _LONGEST_NAME:
        raise Refused("length", most=_LONGEST_NAME)
    neutral: list[str] = load("language/wordings.yml")["neutral"]
    if folded in cues.ordinary_words() or folded in neutral:
        raise Refused("ordinary", name=name)
    if len(folded) <= 2 and normalise(plan.source).count(folded) > _MOST_PLACES:
        raise Refused("common", name=name)
    for other, owner in _names(plan):
        if normalise(other) != folded:
            continue
        if owner is row:
            raise Refused("known", name=name)
        raise Refused("taken", name=name, thing=getattr(owner, "name", "") or getattr(owner, "title", ""))


def _names(plan: Plan) -> Iterable[tuple[str, object]]:
    """Each name in use with the row that it names."""
    for area in plan.areas:
        yield area.name, area
        for task in area.tasks:
            yield task.name, task
            yield from ((measure.name, measure) for measure in task.measures if measure.name)
    yield from ((unit.name, unit) for unit in plan.units)
    yield from ((indicator.name, indicator) for indicator in plan.indicators)
    for alias in plan.aliases:
        for target in alias.targets:
            owner = target.area or target.task or target.measure or target.unit or target.indicator
            yield alias.surface, owner or target.goal or target.passage or alias


def _row_of(session: Session, plan: Plan, thing: Thing) -> Any:
    """The row of the draft that a thing of an edition is; None where it is not there any more."""
    if thing.kind is Kind.TASK:
        return session.scalar(select(Task).join(Area).where(Area.plan_id == plan.id, Task.number == int(thing.key)))
    if thing.kind is Kind.MEASURE:
        tasks = [task for area in plan.areas for task in area.tasks]
        return next((m for task in tasks for m in task.measures if m.key == thing.key), None)
    if thing.kind is Kind.UNIT:
        return session.scalar(select(Unit).where(Unit.plan_id == plan.id, Unit.name == thing.key))
    if thing.kind is Kind.INDICATOR:
        return session.scalar(select(Indicator).where(Indicator.plan_id == plan.id, Indicator.key == thing.key))
    if thing.kind is Kind.AREA:
        return session.scalar(select(Area).where(Area.plan_id == plan.id, Area.number == int(thing.key)))
    passage = session.scalar(select(Passage).where(Passage.plan_id == plan.id, Passage.ref == thing.key))
    goal = session.scalar(select(Goal).where(Goal.passage_id == passage.id)) if passage is not None else None
    return goal or passage
