"""Facts of the draft that nobody would find, as findings of its check."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from plan_kb.edition.findings import Finding, Level
from plan_kb.linking.mention import Kind, Thing
from plan_kb.messages import message
from plan_kb.questions.changes import UnreachableFact
from plan_kb.tables import Plan


def findings_of(session: Session, facts: tuple[UnreachableFact, ...]) -> list[Finding]:
    """A warning for each fact, with the entry of the draft that it is about."""
    return [_finding(session, fact) for fact in facts]


def _finding(session: Session, fact: UnreachableFact) -> Finding:
    table, row, name = _entry(session, fact.thing)
    text = message(
        "watching.unreachable",
        subject=message(f"watching.subjects.{fact.subject.replace(' ', '_')}"),
        missed=len(fact.questions),
        asked=fact.asked,
        question=fact.questions[0],
    )
    return Finding(Level.WARNING, "unreachable_fact", table, row, name, text)


def _entry(session: Session, thing: Thing) -> tuple[str, int | None, str]:
    """Table, id and name of the row that a thing is in the draft."""
    plan = session.scalar(select(Plan).where(Plan.key == thing.plan))
    if plan is None:
        return "plan", None, thing.key
    tasks = [task for area in plan.areas for task in area.tasks]
    rows: dict[Kind, list[tuple[str, object, str]]] = {
        Kind.TASK: [(str(t.number), t, message("check.places.task", number=t.number, name=t.name)) for t in tasks],
        Kind.MEASURE: [(m.key, m, message("check.places.measure", key=m.key)) for t in tasks for m in t.measures],
        Kind.UNIT: [(u.name, u, message("check.places.unit", name=u.name)) for u in plan.units],
        Kind.INDICATOR: [(i.key, i, message("check.places.indicator", name=i.name)) for i in plan.indicators],
        Kind.AREA: [(str(a.number), a, message("check.places.area", name=a.name)) for a in plan.areas],
        Kind.PASSAGE: [(p.ref, p, message("check.places.passage", name=p.title)) for p in plan.passages],
    }
    for key, row, name in rows.get(thing.kind, []):
        if key == thing.key:
            return str(getattr(row, "__tablename__", "")), getattr(row, "id", None), name
    return "plan", plan.id, plan.short
