"""A plan as rows of text and figures, sheet by sheet: what is written into a workbook and read from one."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from plan_kb.tables import AliasTarget, Indicator, Plan
from plan_kb.tables.names import BY_STAFF
from plan_kb.workbook.form import SHEETS, Value


@dataclass(frozen=True)
class Row:
    """A row of a sheet."""

    values: Mapping[str, Value]
    number: int = 0
    """Its number in the workbook, from 1; 0 where it comes from the draft."""

    def __getitem__(self, column: str) -> Value:
        return self.values[column]


Table = Mapping[str, tuple[Row, ...]]
"""The rows of each sheet, by the sheet's name."""


def table_of(plan: Plan) -> Table:
    """Return the rows of ``plan``, in the order in which people read them."""
    return {sheet.name: tuple(Row(values) for _, values in _ROWS[sheet.name](plan)) for sheet in SHEETS}


def objects_of(plan: Plan, sheet: str) -> tuple[Any, ...]:
    """Return the draft's rows behind the rows of a sheet, in the same order."""
    return tuple(row for row, _ in _ROWS[sheet](plan))


def fingerprint(table: Table) -> str:
    """Return a checksum of a table: the same rows give the same one, in whatever order their keys come."""
    data = {name: [dict(row.values) for row in rows] for name, rows in table.items()}
    body = json.dumps(data, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(body.encode("utf-8")).hexdigest()


Values = dict[str, Value]
Pairs = Iterable[tuple[Any, Values]]


def _pick(row: object, *names: str) -> Values:
    return {name: getattr(row, name) for name in names}


def _plan(plan: Plan) -> Pairs:
    yield plan, _pick(
        plan, "key", "in_edition", "title", "short", "district", "issuer", "issued", "basis", "first_year",
        "last_year", "title_en", "district_en", "issuer_en", "basis_en",
    )  # fmt: skip


def _source(plan: Plan) -> Pairs:
    for number, text in enumerate(plan.source.split("\n"), start=1):
        yield plan, {"number": number, "text": text}


def _passages(plan: Plan) -> Pairs:
    for row in sorted(plan.passages, key=lambda row: row.position):
        yield row, _pick(row, "position", "ref", "title", "text", "title_en")


def _goals(plan: Plan) -> Pairs:
    for row in sorted(plan.goals, key=lambda row: row.number):
        yield row, _pick(row, "number", "name", "name_en")


def _areas(plan: Plan) -> Pairs:
    for row in sorted(plan.areas, key=lambda row: row.number):
        yield row, _pick(row, "number", "name", "name_en")


def _tasks(plan: Plan) -> Pairs:
    tasks = (task for area in plan.areas for task in area.tasks)
    for row in sorted(tasks, key=lambda row: row.number):
        yield row, {"area": row.area.name, **_pick(row, "number", "name", "name_en")}


def _measures(plan: Plan) -> Pairs:
    measures = (measure for area in plan.areas for task in area.tasks for measure in task.measures)
    for row in sorted(measures, key=lambda row: (row.task.number, row.position)):
        units = sorted(row.responsibilities, key=lambda found: found.position)
        yield row, {
            "task": row.task.number,
            "units": tuple(found.unit.name for found in units),
            **_pick(row, "position", "name", "text", "cell", "name_en"),
        }


def _units(plan: Plan) -> Pairs:
    for row in sorted(plan.units, key=lambda row: row.position):
        yield row, _pick(row, "id", "position", "name", "body", "telephone", "address", "hours", "name_en")


def _indicators(plan: Plan) -> Pairs:
    for row in sorted(plan.indicators, key=lambda row: row.position):
        yield row, _pick(row, "position", "key", "name", "family", "addition", "name_en")


def _targets(plan: Plan) -> Pairs:
    labels = indicator_labels(plan.indicators)
    targets = (target for indicator in plan.indicators for target in indicator.targets)
    for row in sorted(targets, key=lambda row: row.position):
        yield row, {
            "indicator": labels[row.indicator.key],
            "place": row.measure.key if row.measure is not None else row.ref,
            **_pick(row, "position", "bound", "low", "high", "value", "unit_of_measure", "year", "doubling", "quote"),
        }


def _reports(plan: Plan) -> Pairs:
    labels = indicator_labels(plan.indicators)
    for indicator in sorted(plan.indicators, key=lambda row: row.position):
        for row in sorted(indicator.reports, key=lambda row: row.as_of):
            yield row, {"indicator": labels[indicator.key], **_pick(row, "id", "value", "as_of", "source")}


def _aliases(plan: Plan) -> Pairs:
    labels = indicator_labels(plan.indicators)
    for row in sorted(plan.aliases, key=lambda row: (row.position, row.kind, row.surface)):
        targets = sorted(row.targets, key=lambda target: target.position)
        yield row, {
            "things": tuple(_thing(target, labels) for target in targets),
            # A row that is in no database yet has no origin.
            "origin": row.origin or BY_STAFF,
            **_pick(row, "position", "surface", "kind", "language", "shared"),
        }


def _faq(plan: Plan) -> Pairs:
    for row in sorted(plan.faq, key=lambda row: row.id or 0):
        wordings = sorted(row.wordings, key=lambda wording: wording.position)
        yield row, {"questions": tuple(w.question for w in wordings), **_pick(row, "id", "answer", "source")}


def _figures(plan: Plan) -> Pairs:
    for row in sorted(plan.explained_figures, key=lambda row: row.figure):
        yield row, _pick(row, "figure", "reason")


_ROWS: Mapping[str, Callable[[Plan], Pairs]] = {
    "plan": _plan,
    "source": _source,
    "passage": _passages,
    "goal": _goals,
    "area": _areas,
    "task": _tasks,
    "measure": _measures,
    "unit": _units,
    "indicator": _indicators,
    "target": _targets,
    "report": _reports,
    "alias": _aliases,
    "faq": _faq,
    "figure": _figures,
}


def indicator_labels(indicators: Iterable[Indicator]) -> dict[str, str]:
    """Return what a workbook calls each indicator (by key): its name, or its key where the name is not its alone."""
    rows = list(indicators)
    names = Counter(row.name.strip() for row in rows)
    keys = {row.key for row in rows}
    return {row.key: row.name if names[row.name.strip()] == 1 and row.name not in keys else row.key for row in rows}


def _thing(target: AliasTarget, labels: Mapping[str, str]) -> str:
    if target.area is not None:
        return str(target.area.name)
    if target.indicator is not None:
        return labels[target.indicator.key]
    return target.key
