"""From the rows of the draft to the frozen objects of an edition."""
from __future__ import annotations

from collections.abc import Iterable

from plan_kb.edition import model
from plan_kb.messages import message
from plan_kb.tables import Indicator, Measure, Plan, Target, Task, Unit

_PARTS = ("telephone", "address", "hours")


def compile_plans(plans: Iterable[Plan]) -> tuple[model.Plan, ...]:
    """Return the frozen form of ``plans``, in the order of their keys; plans in preparation are left out."""
    return tuple(compile_plan(plan) for plan in sorted(plans, key=lambda plan: plan.key) if plan.in_edition)


def compile_plan(plan: Plan) -> model.Plan:
    """Return the frozen form of one plan; the rows may belong to a session or to none."""
    areas = sorted(plan.areas, key=lambda area: area.number)
    tasks = sorted((task for area in areas for task in area.tasks), key=lambda task: task.number)
    return model.Plan(
        key=plan.key,
        title=plan.title,
        title_en=plan.title_en,
        short=plan.short,
        district=plan.district,
        district_en=plan.district_en,
        issuer=plan.issuer,
        issuer_en=plan.issuer_en,
        issued=plan.issued,
        basis=plan.basis,
        basis_en=plan.basis_en,
        first_year=plan.first_year,
        last_year=plan.last_year,
        source=plan.source,
        passages=(
            *(
                model.Passage(ref=row.ref, title=row.title, title_en=row.title_en, text=row.text)
                for row in sorted(plan.passages, key=lambda row: row.position)
            ),
            *(
                model.Passage(
                    ref=f"task/{task.number}",
                    title=task.name,
                    title_en=task.name_en,
                    text="\n".join(measure.text for measure in task.measures),
                )
                for task in tasks
            ),
        ),
        goals=tuple(
            model.Goal(
                number=row.number, ref=row.passage.ref, name=row.name, name_en=row.name_en, text=row.passage.text
            )
            for row in sorted(plan.goals, key=lambda row: row.number)
        ),
        areas=tuple(
            model.Area(
                number=row.number,
                name=row.name,
                name_en=row.name_en,
                tasks=tuple(sorted(task.number for task in row.tasks)),
            )
            for row in areas
        ),
        tasks=tuple(_compile_task(task) for task in tasks),
        units=tuple(_compile_unit(row) for row in _sorted_units(plan)),
        indicators=tuple(
            model.Indicator(
                key=row.key, name=row.name, name_en=row.name_en, family=row.family, addition=bool(row.addition)
            )
            for row in _sorted_indicators(plan)
        ),
        targets=_compile_targets(plan),
        aliases=tuple(
            model.Alias(
                surface=row.surface,
                kind=row.kind,
                keys=tuple(target.key for target in sorted(row.targets, key=lambda target: target.position)),
                language=row.language,
            )
            for row in sorted(plan.aliases, key=lambda row: (row.position, row.kind, row.surface))
        ),
        faq=tuple(
            model.FaqEntry(
                ref=f"faq/{row.id}",
                questions=tuple(w.question for w in sorted(row.wordings, key=lambda w: w.position)),
                answer=row.answer,
                source=row.source,
            )
            for row in sorted(plan.faq, key=lambda row: row.id)
        ),
        staff_facts=_compile_staff_facts(plan),
    )


def _compile_task(task: Task) -> model.Task:
    return model.Task(
        number=task.number,
        name=task.name,
        name_en=task.name_en,
        area=task.area.number,
        measures=tuple(
            _compile_measure(measure) for measure in sorted(task.measures, key=lambda measure: measure.position)
        ),
    )


def _compile_measure(measure: Measure) -> model.Measure:
    responsibilities = sorted(measure.responsibilities, key=lambda row: row.position)
    return model.Measure(
        key=measure.key,
        task=measure.task.number,
        position=measure.position,
        name=measure.name or measure.task.name,
        name_en=measure.name_en or measure.task.name_en,
        text=measure.text,
        cell=measure.cell,
        units=tuple(row.unit.name for row in responsibilities),
    )


def _compile_unit(unit: Unit) -> model.Unit:
    return model.Unit(
        key=unit.name,
        name_en=unit.name_en,
        body=unit.body,
        telephone=unit.telephone or "",
        address=unit.address or "",
        hours=unit.hours or "",
    )


def _compile_targets(plan: Plan) -> tuple[model.Target, ...]:
    rows = sorted((row for indicator in plan.indicators for row in indicator.targets), key=lambda row: row.position)
    keys: dict[str, int] = {}
    targets = []
    for row in rows:
        key = f"{row.indicator.key}@{row.measure.key if row.measure is not None else row.ref}"
        keys[key] = keys.get(key, 0) + 1
        targets.append(_compile_target(row, key if keys[key] == 1 else f"{key}#{keys[key]}", plan.last_year))
    return tuple(targets)


def _compile_target(row: Target, key: str, last_year: int) -> model.Target:
    return model.Target(
        key=key,
        indicator=row.indicator.key,
        ref=row.ref,
        measure=row.measure.key if row.measure is not None else "",
        bound=model.Bound(row.bound),
        low=row.low,
        high=row.high,
        value=row.value,
        unit_of_measure=row.unit_of_measure,
        year=row.year if row.year is not None else last_year,
        doubling=bool(row.doubling),
        quote=row.quote,
    )


def _compile_staff_facts(plan: Plan) -> tuple[model.StaffFact, ...]:
    facts = []
    for unit in _sorted_units(plan):
        parts = [
            message(f"knowledge.facts.{part}", value=getattr(unit, part)) for part in _PARTS if getattr(unit, part)
        ]
        if parts:
            words = message("knowledge.facts.separator").join(parts)
            text = message("knowledge.facts.unit", unit=unit.name, parts=words)
            facts.append(model.StaffFact(ref=f"staff/unit/{unit.id}", kind="unit", subject=unit.name, text=text))
    for indicator in _sorted_indicators(plan):
        for report in sorted(indicator.reports, key=lambda row: row.as_of):
            text = message(
                "knowledge.facts.progress",
                indicator=indicator.name,
                year=report.as_of.year,
                month=report.as_of.month,
                day=report.as_of.day,
                value=report.value,
                source=report.source,
            )
            ref = f"staff/progress/{report.id}"
            facts.append(
                model.StaffFact(
                    ref=ref,
                    kind="progress",
                    subject=indicator.key,
                    text=text,
                    as_of=report.as_of.isoformat(),
                    value=report.value,
                    source=report.source,
                )
            )
    return tuple(facts)


def _sorted_units(plan: Plan) -> list[Unit]:
    return sorted(plan.units, key=lambda row: row.position)


def _sorted_indicators(plan: Plan) -> list[Indicator]:
    return sorted(plan.indicators, key=lambda row: row.position)
