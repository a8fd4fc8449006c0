"""What staff entered by hand moves along when a plan's text is imported anew."""
from __future__ import annotations

from plan_kb.messages import message
from plan_kb.tables import Alias, AliasTarget, FaqEntry, FaqWording, Plan, ProgressReport
from plan_kb.tables.names import BY_STAFF

_CONTACTS = ("telephone", "address", "hours")


def keep_staff_work(older: Plan, newer: Plan) -> tuple[str, ...]:
    """Copy contacts, FAQ answers, progress and aliases of staff from ``older`` to ``newer``, which is in no session.

    Ids that citations name (``staff/unit/3``, ``faq/1``) stay the same. Returns what has no place in ``newer``.
    """
    lost = [*_keep_contacts(older, newer), *_keep_progress(older, newer), *_keep_aliases(older, newer)]
    for entry in older.faq:
        kept = FaqEntry(id=entry.id, answer=entry.answer, source=entry.source)
        kept.wordings = [FaqWording(position=row.position, question=row.question) for row in entry.wordings]
        newer.faq.append(kept)
    return tuple(lost)


def _keep_contacts(older: Plan, newer: Plan) -> list[str]:
    units = {unit.name: unit for unit in newer.units}
    lost = []
    for unit in older.units:
        if unit.name in units:
            units[unit.name].id = unit.id
            for field in _CONTACTS:
                setattr(units[unit.name], field, getattr(unit, field))
        elif any(getattr(unit, field) for field in _CONTACTS):
            contacts = ";".join(getattr(unit, field) for field in _CONTACTS if getattr(unit, field))
            lost.append(message("command.lost.contact", unit=unit.name, contacts=contacts))
    return lost


def _keep_progress(older: Plan, newer: Plan) -> list[str]:
    indicators = {indicator.key: indicator for indicator in newer.indicators}
    lost = []
    for indicator in older.indicators:
        for report in indicator.reports:
            if indicator.key in indicators:
                kept = ProgressReport(id=report.id, value=report.value, as_of=report.as_of, source=report.source)
                indicators[indicator.key].reports.append(kept)
            else:
                lost.append(message("command.lost.progress", indicator=indicator.name, value=report.value))
    return lost


def _keep_aliases(older: Plan, newer: Plan) -> list[str]:
    things = _things(newer)
    known = {(alias.kind, alias.surface) for alias in newer.aliases}
    lost = []
    for alias in older.aliases:
        if alias.origin != BY_STAFF or (alias.kind, alias.surface) in known:
            continue
        kept = Alias(
            position=len(newer.aliases) + 1,
            surface=alias.surface,
            kind=alias.kind,
            language=alias.language,
            shared=alias.shared,
            origin=BY_STAFF,
        )
        for target in alias.targets:
            column = _column(target)
            thing: object = target.word if column == "word" else things.get((column, target.key))
            if thing is not None:
                kept.targets.append(AliasTarget(position=target.position, **{column: thing}))
        if kept.targets:
            newer.aliases.append(kept)
        else:
            lost.append(message("command.lost.alias", alias=alias.surface))
    return lost


def _column(target: AliasTarget) -> str:
    columns = ("area", "task", "measure", "unit", "indicator", "goal", "passage")
    return next((column for column in columns if getattr(target, column) is not None), "word")


def _things(plan: Plan) -> dict[tuple[str, str], object]:
    """Return what an alias can name: column and key in an edition to the row."""
    things: dict[tuple[str, str], object] = {("unit", unit.name): unit for unit in plan.units}
    things |= {("indicator", indicator.key): indicator for indicator in plan.indicators}
    things |= {("passage", passage.ref): passage for passage in plan.passages}
    things |= {("goal", goal.passage.ref): goal for goal in plan.goals}
    for area in plan.areas:
        things["area", str(area.number)] = area
        for task in area.tasks:
            things["task", str(task.number)] = task
            things |= {("measure", measure.key): measure for measure in task.measures}
    return things
