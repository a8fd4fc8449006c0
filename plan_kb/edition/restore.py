"""Taking a published edition back into the draft: the inverse of compiling it.

What an edition does not hold comes from the draft that is replaced: explanations of figures, which aliases are shared
on purpose, and who added them.
"""
from __future__ import annotations

import datetime
import re
from collections import defaultdict

from sqlalchemy.orm import Session

from plan_kb.edition import model
from plan_kb.edition.check_names import fold
from plan_kb.edition.compile import compile_plan
from plan_kb.edition.draft import load_draft
from plan_kb.edition.wire import dump_plans
from plan_kb.messages import messages
from plan_kb.source.typography import stands_in
from plan_kb.tables import (
    Alias,
    AliasTarget,
    Area,
    AuditEntry,
    ExplainedFigure,
    FaqEntry,
    FaqWording,
    Goal,
    Indicator,
    Measure,
    Passage,
    Plan,
    ProgressReport,
    Responsibility,
    Target,
    Task,
    Unit,
)
from plan_kb.tables.names import WORD_KINDS

_PROGRESS = re.compile(
    re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.+)", re.escape(messages("knowledge")["facts.progress"])), re.DOTALL
)
_OF_TASKS = "task/"


def restore_draft(session: Session, edition: model.Edition, author: str) -> None:
    """Put the plans of ``edition`` into the draft in place of the plans with their keys.

    Other plans stay in the draft, but are no longer part of the next edition. ``session`` must be a writer's; for each
    plan an entry of the audit log holds what was replaced.
    """
    older = {plan.key: plan for plan in load_draft(session)}
    wanted = {plan.key for plan in edition.plans}
    for plan in edition.plans:
        before = older.get(plan.key)
        newer = draft_rows(plan, before)
        kept = _kept(before) if before is not None else None
        if before is not None:
            session.delete(before)
            session.flush()
        session.add(newer)
        session.flush()
        _record(session, author, plan.key, kept, {"edition": edition.number})
    for key, other in older.items():
        if key not in wanted and other.in_edition:
            other.in_edition = False
            _record(session, author, key, {"in_edition": True}, {"in_edition": False})
    session.flush()


def _kept(plan: Plan) -> dict[str, str]:
    """Return for the audit log what a plan of the draft held, as far as an edition can hold it."""
    try:
        return {"plan": dump_plans((compile_plan(plan),))}
    except ValueError:
        return {"source": plan.source}


def draft_rows(plan: model.Plan, older: Plan | None = None) -> Plan:
    """Return the rows, in no session, of which compiling makes ``plan`` again."""
    row = Plan(
        in_edition=True,
        **{
            name: getattr(plan, name)
            for name in (
                "key", "title", "title_en", "short", "district", "district_en", "issuer", "issuer_en", "issued",
                "basis", "basis_en", "first_year", "last_year", "source",
            )
        },
    )  # fmt: skip
    things: dict[tuple[str, str], object] = {}
    _add_places(row, plan, things)
    _add_units(row, plan, older, things)
    _add_tasks(row, plan, things)
    _add_indicators(row, plan, things)
    _add_aliases(row, plan, older, things)
    row.faq = [_faq(entry) for entry in plan.faq]
    row.explained_figures = [
        ExplainedFigure(figure=kept.figure, reason=kept.reason)
        for kept in (older.explained_figures if older is not None else ())
        if stands_in(kept.figure, plan.source)
    ]
    return row


def _add_places(row: Plan, plan: model.Plan, things: dict[tuple[str, str], object]) -> None:
    for passage in plan.passages:
        if passage.ref.startswith(_OF_TASKS):
            continue
        place = Passage(
            position=len(row.passages) + 1, ref=passage.ref, title=passage.title, title_en=passage.title_en,
            text=passage.text,
        )  # fmt: skip
        row.passages.append(place)
        things["passage", passage.ref] = place
    for goal in plan.goals:
        made = Goal(
            number=goal.number, name=goal.name, name_en=goal.name_en, passage=things["passage", goal.ref]
        )
        row.goals.append(made)
        things["goal", goal.ref] = made


def _add_units(row: Plan, plan: model.Plan, older: Plan | None, things: dict[tuple[str, str], object]) -> None:
    cited = {fact.subject: int(fact.ref.rsplit("/", 1)[1]) for fact in plan.staff_facts if fact.kind == "unit"}
    ids = {unit.name: unit.id for unit in older.units} if older is not None else {}
    for position, unit in enumerate(plan.units, start=1):
        made = Unit(
            id=ids.get(unit.key, cited.get(unit.key)), position=position, name=unit.key, name_en=unit.name_en,
            body=unit.body, telephone=unit.telephone, address=unit.address, hours=unit.hours,
        )  # fmt: skip
        row.units.append(made)
        things["unit", unit.key] = made


def _add_tasks(row: Plan, plan: model.Plan, things: dict[tuple[str, str], object]) -> None:
    for area in plan.areas:
        made = Area(number=area.number, name=area.name, name_en=area.name_en)
        row.areas.append(made)
        things["area", str(area.number)] = made
    areas = {area.number: area for area in row.areas}
    for task in plan.tasks:
        made_task = Task(number=task.number, name=task.name, name_en=task.name_en)
        areas[task.area].tasks.append(made_task)
        things["task", str(task.number)] = made_task
        for measure in task.measures:
            made_measure = Measure(
                position=measure.position,
                name="" if measure.name == task.name else measure.name,
                name_en="" if measure.name_en == task.name_en else measure.name_en,
                text=measure.text,
                cell=measure.cell,
            )
            made_measure.responsibilities = [
                Responsibility(unit=things["unit", key], position=position)
                for position, key in enumerate(measure.units, start=1)
            ]
            made_task.measures.append(made_measure)
            things["measure", measure.key] = made_measure


def _add_indicators(row: Plan, plan: model.Plan, things: dict[tuple[str, str], object]) -> None:
    for position, indicator in enumerate(plan.indicators, start=1):
        made = Indicator(
            position=position, key=indicator.key, name=indicator.name, name_en=indicator.name_en,
            family=indicator.family, addition=indicator.addition,
        )  # fmt: skip
        row.indicators.append(made)
        things["indicator", indicator.key] = made
    indicators = {indicator.key: indicator for indicator in row.indicators}
    for position, target in enumerate(plan.targets, start=1):
        place = {"measure": things["measure", target.measure]} if target.measure else {
            "passage": things["passage", target.ref]
        }  # fmt: skip
        indicators[target.indicator].targets.append(
            Target(
                position=position, bound=target.bound.value, low=target.low, high=target.high, value=target.value,
                unit_of_measure=target.unit_of_measure, year=target.year, doubling=target.doubling, quote=target.quote,
                **place,
            )
        )  # fmt: skip
    for fact in plan.staff_facts:
        words = _PROGRESS.fullmatch(fact.text) if fact.kind == "progress" else None
        if words:
            day = datetime.date(int(words["year"]), int(words["month"]), int(words["day"]))
            report = ProgressReport(
                id=int(fact.ref.rsplit("/", 1)[1]), value=words["value"], as_of=day, source=words["source"]
            )
            indicators[fact.subject].reports.append(report)


def _add_aliases(row: Plan, plan: model.Plan, older: Plan | None, things: dict[tuple[str, str], object]) -> None:
    known = {(alias.kind, alias.surface): alias for alias in older.aliases} if older is not None else {}
    meanings: dict[tuple[str, str], set[str]] = defaultdict(set)
    for alias in plan.aliases:
        meanings[alias.kind, fold(alias.surface)].update(alias.keys)
    for position, alias in enumerate(plan.aliases, start=1):
        before = known.get((alias.kind, alias.surface))
        made = Alias(
            position=position, surface=alias.surface, kind=alias.kind, language=alias.language,
            shared=len(meanings[alias.kind, fold(alias.surface)]) > 1,
            **({"origin": before.origin} if before is not None else {}),
        )  # fmt: skip
        column = "word" if alias.kind in WORD_KINDS else alias.kind
        made.targets = [
            AliasTarget(position=place, **{column: key if column == "word" else things[alias.kind, key]})
            for place, key in enumerate(alias.keys)
        ]
        row.aliases.append(made)


def _faq(entry: model.FaqEntry) -> FaqEntry:
    made = FaqEntry(id=int(entry.ref.rsplit("/", 1)[1]), answer=entry.answer, source=entry.source)
    made.wordings = [FaqWording(position=place, question=words) for place, words in enumerate(entry.questions)]
    return made


def _record(session: Session, author: str, key: str, before: object, after: object) -> None:
    session.add(
        AuditEntry(
            at=datetime.datetime.now(datetime.timezone.utc).replace(tzinfo=None),
            actor=author, action="restore", subject=f"plan/{key}", comment="", before=before, after=after,
        )
    )  # fmt: skip
