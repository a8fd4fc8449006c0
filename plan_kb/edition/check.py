"""Checking the draft before it is published: texts, tasks, units, answers of staff."""
from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator

from plan_kb.edition.check_names import check_aliases, fold
from plan_kb.edition.check_targets import check_figures, check_indicators
from plan_kb.edition.findings import Entry, Finding, entry, errors_of
from plan_kb.messages import message
from plan_kb.source.typography import squeeze
from plan_kb.source.unitcell import split_units
from plan_kb.tables import FaqEntry, Measure, Plan, Task

__all__ = ["Finding", "check_draft", "errors_of"]

_NEEDED_PASSAGES = ("notice", "preamble", "ideology", "goal/overall")
_PRINTED = ("title", "issuer", "issued", "basis")


def check_draft(plans: Iterable[Plan]) -> tuple[Finding, ...]:
    """Return what is wrong or odd in the plans that the next edition would hold; errors come first."""
    found = [finding for plan in plans if plan.in_edition for finding in check_plan(plan)]
    return tuple(sorted(found, key=lambda finding: finding.level.value))


def check_plan(plan: Plan) -> Iterator[Finding]:
    """Give the findings of one plan."""
    bare = squeeze(plan.source)
    yield from _check_front(plan, bare)
    yield from _check_passages(plan, bare)
    yield from _check_tasks(plan, bare)
    yield from _check_units(plan, bare)
    yield from check_indicators(plan, bare)
    yield from check_figures(plan, bare)
    yield from check_aliases(plan, bare)
    yield from _check_staff_answers(plan)


def _printed(place: Entry, field: str, words: str, bare: str) -> Iterator[Finding]:
    """Give an error for each paragraph of ``words`` that does not stand in the text."""
    for paragraph in words.splitlines() or [words]:
        if squeeze(paragraph) not in bare or not squeeze(paragraph):
            shown = paragraph if len(paragraph) <= 60 else f"{paragraph[:60]}…"
            yield place.error("words_not_in_text", field=message(f"check.field_{field}"), words=shown)


def _check_front(plan: Plan, bare: str) -> Iterator[Finding]:
    place = entry(plan, "plan", name=plan.short)
    for field in _PRINTED:
        words = getattr(plan, field)
        if words or field != "basis":
            yield from _printed(place, field, words, bare)
    if plan.first_year > plan.last_year:
        yield place.error("years_reversed", first=plan.first_year, last=plan.last_year)
    refs = {passage.ref for passage in plan.passages}
    for ref in _NEEDED_PASSAGES:
        if ref not in refs:
            yield place.error("missing_passage", ref=ref)


def _check_passages(plan: Plan, bare: str) -> Iterator[Finding]:
    for passage in plan.passages:
        yield from _printed(entry(passage, "passage", name=passage.title), "text", passage.text, bare)
    for goal in plan.goals:
        if goal.number:
            yield from _printed(entry(goal, "goal", name=goal.name), "name", goal.name, bare)


def _check_tasks(plan: Plan, bare: str) -> Iterator[Finding]:
    numbers: set[int] = set()
    for area in plan.areas:
        place = entry(area, "area", name=area.name)
        yield from _printed(place, "name", area.name, bare)
        if not area.tasks:
            yield place.error("area_without_task")
        for task in area.tasks:
            yield from _check_task(task, bare)
            if task.number in numbers:
                yield entry(task, "task", number=task.number, name=task.name).error(
                    "repeated_number", number=task.number
                )
            numbers.add(task.number)


def _check_task(task: Task, bare: str) -> Iterator[Finding]:
    place = entry(task, "task", number=task.number, name=task.name)
    yield from _printed(place, "name", task.name, bare)
    if not task.measures:
        yield place.error("task_without_measure")
    for measure in task.measures:
        yield from _check_measure(measure, bare)


def _check_measure(measure: Measure, bare: str) -> Iterator[Finding]:
    place = entry(measure, "measure", key=measure.key)
    yield from _printed(place, "text", measure.text, bare)
    units = [row.unit.name for row in sorted(measure.responsibilities, key=lambda row: row.position)]
    if not units:
        yield place.error("measure_without_unit")
        return
    yield from _printed(place, "cell", measure.cell, bare)
    if sorted(units) != sorted(split_units(measure.cell)):
        yield place.error("units_differ_from_cell", units="、".join(units), cell=measure.cell)


def _check_units(plan: Plan, bare: str) -> Iterator[Finding]:
    for unit in plan.units:
        place = entry(unit, "unit", name=unit.name)
        yield from _printed(place, "name", unit.name, bare)
        if not unit.responsibilities:
            yield place.warning("unit_without_task")


def _check_staff_answers(plan: Plan) -> Iterator[Finding]:
    asked: dict[str, FaqEntry] = {}
    for answer in plan.faq:
        yield from _check_faq(answer)
        for wording in answer.wordings:
            first = asked.setdefault(fold(wording.question), answer)
            if first is not answer:
                place = entry(answer, "faq", name=answer.wordings[0].question)
                yield place.error("faq_repeated", question=wording.question)
    for indicator in plan.indicators:
        for report in indicator.reports:
            place = entry(report, "report", name=indicator.name, value=report.value)
            if not (report.value.strip() and report.source.strip()):
                yield place.error("report_incomplete")
            if report.as_of is not None and report.as_of > datetime.date.today():
                yield place.warning("report_in_future", day=report.as_of)


def _check_faq(answer: FaqEntry) -> Iterator[Finding]:
    wordings = [wording.question for wording in answer.wordings if wording.question.strip()]
    place = entry(answer, "faq", name=wordings[0] if wordings else answer.answer[:20])
    if not wordings:
        yield place.error("faq_without_wording")
    if not (answer.answer.strip() and answer.source.strip()):
        yield place.error("faq_incomplete")
