"""Words of an entry that also stand in the plan's whole text: changed there together with the entry."""
from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm.attributes import flag_modified

from plan_kb.console.editing.kinds import EntryKind, Row
from plan_kb.edition.rewording import Span, find_line, find_words
from plan_kb.tables import Measure, Plan, Unit


@dataclass
class Reprinted:
    """What was changed in the whole text."""

    done: list[tuple[str, str]] = field(default_factory=list)
    """Words before and after."""
    missed: list[str] = field(default_factory=list)
    """Words that were not found there, or not clearly."""
    measures: list[tuple[Measure, str]] = field(default_factory=list)
    """Measures whose cell changed because a unit got another name, and the cell before."""


def printed_values(kind: EntryKind, row: Row) -> dict[str, str]:
    """Return the printed words of an entry by their field, before they change."""
    return {item.name: getattr(row, item.name) for item in kind.description.fields if item.printed}


def reprint(kind: EntryKind, row: Row, before: dict[str, str], plan: Plan) -> Reprinted:
    """Change in the plan's whole text what changed in ``row``; what stands there several times is left alone."""
    result = Reprinted()
    for item in kind.description.fields:
        if not item.printed or before[item.name] == getattr(row, item.name):
            continue
        _PRINTED[item.printed](row, before[item.name], getattr(row, item.name), plan, result)
    return result


def _text(_row: Row, old: str, new: str, plan: Plan, result: Reprinted) -> None:
    _replace(find_words(old, plan.source), old, new, plan, result)


def _line(_row: Row, old: str, new: str, plan: Plan, result: Reprinted) -> None:
    spans = find_line(old, plan.source)
    if not spans:
        result.missed.append(old)
    for span in reversed(spans):
        plan.source = span.replaced(plan.source, new)
    if spans:
        result.done.append((old, new))


def _cell(measure: Measure, old: str, new: str, plan: Plan, result: Reprinted) -> None:
    of_text = find_words(measure.text, plan.source)
    behind = Span(of_text[0].end, len(plan.source)) if len(of_text) == 1 else None
    _replace(find_words(old, plan.source, behind)[:1] if behind else (), old, new, plan, result)


def _unit(unit: Unit, old: str, new: str, plan: Plan, result: Reprinted) -> None:
    for responsibility in unit.responsibilities:
        measure = responsibility.measure
        whole = re.compile(rf"(?<![^、,;,;]){re.escape(old)}(?![^、,;,;])")
        cell = whole.sub(new, measure.cell)
        if cell == measure.cell:
            result.missed.append(measure.cell)
            continue
        before, measure.cell = measure.cell, cell
        result.measures.append((measure, before))
        _cell(measure, before, cell, plan, result)
    flag_modified(unit, "name")


def _replace(spans: tuple[Span, ...], old: str, new: str, plan: Plan, result: Reprinted) -> None:
    if len(spans) != 1:
        result.missed.append(old)
        return
    plan.source = spans[0].replaced(plan.source, new)
    result.done.append((old, new))


_PRINTED: dict[str, Callable[[Any, str, str, Plan, Reprinted], None]] = {
    "text": _text,
    "line": _line,
    "cell": _cell,
    "unit": _unit,
}
