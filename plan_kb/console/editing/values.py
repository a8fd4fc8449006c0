"""What an entry holds: as its form shows it, and as the audit log keeps it."""
from __future__ import annotations

import datetime
from typing import Any

from plan_kb.console.editing.description import FieldDescription
from plan_kb.console.editing.forms import things_kind
from plan_kb.console.editing.kinds import EntryKind, Row, alias_things, kind_of, place_label
from plan_kb.tables import Alias


def form_values(kind: EntryKind, row: Row) -> dict[str, Any]:
    """Return what the fields of the form of ``row`` hold."""
    return {item.name: _form_value(item, row) for item in kind.description.fields if item.kind != "plan"}


def snapshot(kind: EntryKind, row: Row) -> dict[str, Any]:
    """Return what ``row`` says, in words of staff, fit for JSON."""
    words = {item.name: _word(item, row) for item in kind.description.fields}
    if isinstance(row, Alias):
        words["kind"] = row.kind
    return words


def changed(before: dict[str, Any], after: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return of two snapshots what differs."""
    names = [name for name in after if before.get(name) != after[name]]
    return {name: before.get(name) for name in names}, {name: after[name] for name in names}


def _form_value(item: FieldDescription, row: Row) -> Any:
    if item.kind == "units":
        return [str(responsibility.unit_id) for responsibility in row.responsibilities]
    if item.kind == "wordings":
        return "\n".join(wording.question for wording in row.wordings)
    if item.kind == "place":
        if row.measure_id is not None:
            return f"measure:{row.measure_id}"
        return f"passage:{row.passage_id}" if row.passage_id is not None else ""
    if item.kind == "things":
        return _things(row)
    value = getattr(row, item.name)
    return str(value) if item.kind == "pick" and value is not None else value


def _things(alias: Alias) -> Any:
    how = things_kind(alias.kind)
    if how == "rows":
        return [str(getattr(target, f"{alias.kind}_id")) for target in alias.targets]
    words = [target.word or "" for target in alias.targets]
    return "\n".join(words) if how == "phrases" else words


def _word(item: FieldDescription, row: Row) -> Any:
    if item.kind == "plan":
        return row.plan.short
    if item.kind == "pick":
        picked = getattr(row, item.name.removesuffix("_id"))
        return kind_of(item.of).label(picked) if picked is not None else ""
    if item.kind == "units":
        return [responsibility.unit.name for responsibility in row.responsibilities]
    if item.kind == "wordings":
        return [wording.question for wording in row.wordings]
    if item.kind == "place":
        return place_label(row) if row.measure is not None or row.passage is not None else ""
    if item.kind == "things":
        return alias_things(row)
    value = getattr(row, item.name)
    return value.isoformat() if isinstance(value, datetime.date) else value
