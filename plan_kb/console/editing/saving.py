"""From a form to the rows of the draft."""
from __future__ import annotations

from typing import Any

from sqlalchemy import UniqueConstraint, func, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from plan_kb.console.editing.description import FieldDescription
from plan_kb.console.editing.forms import EntryForm, lines, things_kind
from plan_kb.console.editing.kinds import EntryKind, Row, kind_of
from plan_kb.edition.model import Bound
from plan_kb.messages import message
from plan_kb.tables import (
    Alias,
    AliasTarget,
    FaqEntry,
    FaqWording,
    Indicator,
    Measure,
    Passage,
    Plan,
    Responsibility,
    Target,
    Unit,
)
from plan_kb.tables.names import BY_STAFF


def new_row(kind: EntryKind, plan: Plan, first: str) -> Row:
    """Return an empty row of the plan, in no session."""
    row = kind.table()
    if any(item.kind == "plan" for item in kind.description.fields):
        row.plan_id = plan.id
    if isinstance(row, Alias):
        row.kind, row.origin = first, BY_STAFF
    return row


def fill_row(session: Session, kind: EntryKind, row: Row, form: EntryForm, plan: Plan) -> None:
    """Put what the form says into ``row``; its version grows in any case where a part of it changes."""
    touched = False
    with session.no_autoflush:
        for item in kind.description.fields:
            if item.kind == "units":
                touched |= _set_units(session, row, [int(key) for key in form[item.name].data])
            elif item.kind == "wordings":
                touched |= _set_wordings(row, lines(form[item.name].data))
            elif item.kind == "things":
                given = form[item.name].data if item.name in form else []
                touched |= _set_things(session, row, given, plan)
            elif item.kind == "place":
                _set_place(session, row, form[item.name].data)
            elif item.kind == "pick":
                picked = session.get(kind_of(item.of).table, int(form[item.name].data))
                setattr(row, item.name.removesuffix("_id"), picked)
            elif item.kind != "plan":
                setattr(row, item.name, _stored(item, form[item.name].data, row))
        if isinstance(row, Target) and row.bound not in (Bound.RANGE.value, Bound.TREND.value):
            row.high = row.low
        if "position" in kind.table.__table__.columns and row.position is None:
            row.position = _next_position(session, row, plan)
    if touched and row.id is not None:
        flag_modified(row, kind.description.fields[-1].name)


def repeated(session: Session, kind: EntryKind, row: Row) -> str:
    """Return the name of a field whose value another row has already, where only one may; else nothing."""
    names = {item.name for item in kind.description.fields if item.kind != "plan"}
    with session.no_autoflush:
        for constraint in kind.table.__table__.constraints:
            if isinstance(constraint, UniqueConstraint) and _is_taken(session, kind, row, constraint):
                return next((column.name for column in reversed(list(constraint.columns)) if column.name in names), "")
    return ""


def _is_taken(session: Session, kind: EntryKind, row: Row, constraint: UniqueConstraint) -> bool:
    statement = select(func.count()).select_from(kind.table)
    for column in constraint.columns:
        value = getattr(row, column.name)
        parent = getattr(row, column.name.removesuffix("_id"), None) if column.name.endswith("_id") else None
        if parent is not None:
            value = parent.id
        if value is None:
            return False
        statement = statement.where(column == value)
    if row.id is not None:
        statement = statement.where(kind.table.id != row.id)
    return bool(session.scalar(statement))


def _stored(item: FieldDescription, value: Any, row: Row) -> Any:
    if item.kind in ("line", "area"):
        return value or ""
    if item.name == "position" and value is None:
        return row.position
    return value


def _set_units(session: Session, measure: Measure, wanted: list[int]) -> bool:
    """Give a measure its units, in the order of the printed cell."""
    ids: Any = Unit.id
    units = {unit.id: unit for unit in session.scalars(select(Unit).where(ids.in_(wanted)))}
    cell = measure.cell or ""

    def order(unit: Unit) -> tuple[int, int]:
        place = cell.find(unit.name)
        return (place if place >= 0 else len(cell), unit.position)

    ordered = sorted(units.values(), key=order)
    rows = {row.unit_id: row for row in measure.responsibilities}
    if [row.unit_id for row in measure.responsibilities] == [unit.id for unit in ordered]:
        return False
    measure.responsibilities = [rows.get(unit.id) or Responsibility(unit=unit) for unit in ordered]
    for position, row in enumerate(measure.responsibilities, start=1):
        row.position = position
    return True


def _set_wordings(entry: FaqEntry, questions: list[str]) -> bool:
    if [wording.question for wording in entry.wordings] == questions:
        return False
    entry.wordings = [FaqWording(position=place, question=words) for place, words in enumerate(questions)]
    return True


def _set_things(session: Session, alias: Alias, given: list[str] | str, plan: Plan) -> bool:
    how = things_kind(alias.kind)
    column = alias.kind if how == "rows" else "word"
    if how == "plan":
        wanted: list[Any] = [plan.key]
    elif how == "rows":
        wanted = [session.get(kind_of(alias.kind).table, int(key)) for key in given]
    else:
        wanted = lines(given) if isinstance(given, str) else list(given)
    if [getattr(target, column) for target in alias.targets] == wanted:
        return False
    alias.targets = [AliasTarget(position=place, **{column: thing}) for place, thing in enumerate(wanted)]
    return True


def _set_place(session: Session, target: Target, place: str) -> None:
    table, _, key = place.partition(":")
    target.measure = session.get(Measure, int(key)) if table == "measure" else None
    target.passage = session.get(Passage, int(key)) if table == "passage" else None


def _next_position(session: Session, row: Row, plan: Plan) -> int:
    statement = select(func.max(type(row).position))
    if isinstance(row, Measure):
        statement = statement.where(Measure.task_id == row.task.id)
    elif isinstance(row, Target):
        statement = statement.join(Target.indicator).where(Indicator.plan_id == plan.id)
    else:
        statement = statement.where(type(row).plan_id == plan.id)
    return int(session.scalar(statement) or 0) + 1


def taken_words(kind: EntryKind, name: str) -> str:
    """Return what is said beside a field whose value another row has."""
    return message("console.forms.taken", one=kind.description.one, label=kind.description.label(name))
