"""The kinds of entries that staff edit: the table of each, how its rows are found, called and shown."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import selectinload
from sqlalchemy.sql import Select

from plan_kb.console.editing.description import Description, description
from plan_kb.edition.target_change import place_of
from plan_kb.messages import message
from plan_kb.tables import (
    Alias,
    AliasTarget,
    Area,
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

Row = Any
"""A row of one of the draft's tables."""


@dataclass(frozen=True)
class EntryKind:
    """One table of the draft."""

    table: Any
    """The mapped class."""
    label: Callable[[Row], str]
    """What staff call a row."""
    plan: Callable[[Row], Plan]
    joins: tuple[Any, ...] = ()
    """Relationships from the table to the one that has the plan's id."""
    plan_id: Any = None
    """The column with the plan's id."""
    order: tuple[Any, ...] = ()
    searched: tuple[Any, ...] = ()
    """Columns in which the list's search looks."""
    loaded: tuple[Any, ...] = ()
    """What is read together with the rows of a list."""

    @property
    def name(self) -> str:
        """The table's name."""
        return str(self.table.__tablename__)

    @property
    def description(self) -> Description:
        """Its words and fields."""
        return description(self.name)

    def select(self) -> Select:
        """Return the statement for all rows, in order."""
        statement = select(self.table)
        for join in self.joins:
            statement = statement.join(join)
        return statement.order_by(self.plan_id, *self.order)

    def shown(self, row: Row, column: str) -> str:
        """Return what the list shows of a row in a column."""
        if column in _SHOWN:
            return _SHOWN[column](row)
        value = row
        for part in column.split("."):
            value = getattr(value, part)
        return show(value)


def show(value: object) -> str:
    """Return a value as staff read it."""
    if isinstance(value, bool):
        return message("diff.yes" if value else "diff.no")
    return "" if value is None else str(value)


def task_label(task: Task) -> str:
    """Return what staff call a task."""
    return message("console.labels.task", number=task.number, name=task.name)


def measure_label(measure: Measure) -> str:
    """Return what staff call a measure: its task, and its row where the task has several."""
    if len(measure.task.measures) == 1:
        return task_label(measure.task)
    name = measure.name or measure.text[:16]
    return message("console.labels.measure", key=measure.key, task=measure.task.name, name=name)


def place_label(target: Target) -> str:
    """Return what staff call the place of a target."""
    place = place_of(target)
    return str(place.title) if isinstance(place, Passage) else measure_label(place)


def target_label(target: Target) -> str:
    """Return what staff call a target."""
    return message("console.labels.target", indicator=target.indicator.name, value=target.value)


def alias_things(alias: Alias) -> list[str]:
    """Return what an alias names, in the words of staff."""
    return [thing_label(target) for target in alias.targets]


def thing_label(target: AliasTarget) -> str:
    """Return what staff call one thing that an alias names."""
    if target.task is not None:
        return task_label(target.task)
    if target.measure is not None:
        return measure_label(target.measure)
    if target.passage is not None:
        return str(target.passage.title)
    for thing in (target.area, target.unit, target.indicator, target.goal):
        if thing is not None:
            return str(thing.name)
    return target.alias.plan.short if target.alias.kind == "plan" else str(target.word)


def _reports(indicator: Indicator) -> str:
    return f"{indicator.reports[-1].value}({indicator.reports[-1].as_of:%Y-%m-%d})" if indicator.reports else ""


def _faq_label(entry: FaqEntry) -> str:
    return entry.wordings[0].question if entry.wordings else entry.answer[:20]


_SHOWN: dict[str, Callable[[Row], str]] = {
    "tasks_shown": lambda area: "\n".join(task_label(task) for task in area.tasks),
    "measures_shown": lambda task: "\n".join(measure.name or measure.text[:24] + "…" for measure in task.measures),
    "shown_name": lambda measure: measure.name or measure.task.name,
    "units_shown": lambda measure: "、".join(row.unit.name for row in measure.responsibilities),
    "targets_shown": lambda row: "、".join(dict.fromkeys(target.value for target in row.targets)),
    "reports_shown": _reports,
    "place_shown": place_label,
    "kind_shown": lambda alias: message(f"console.alias_kinds.{alias.kind}"),
    "things_shown": lambda alias: "\n".join(alias_things(alias)),
    "origin_shown": lambda alias: message(f"console.origins.{alias.origin}"),
    "wordings_shown": lambda entry: "\n".join(wording.question for wording in entry.wordings),
}

KINDS: tuple[EntryKind, ...] = (
    EntryKind(
        Plan, lambda row: row.short, lambda row: row, plan_id=Plan.id, order=(Plan.key,),
        searched=(Plan.short, Plan.title, Plan.district),
    ),
    EntryKind(
        Passage, lambda row: row.title, lambda row: row.plan, plan_id=Passage.plan_id, order=(Passage.position,),
        searched=(Passage.title, Passage.text, Passage.ref),
    ),
    EntryKind(
        Goal, lambda row: row.name, lambda row: row.plan, plan_id=Goal.plan_id, order=(Goal.number,),
        searched=(Goal.name, Goal.name_en),
    ),
    EntryKind(
        Area, lambda row: row.name, lambda row: row.plan, plan_id=Area.plan_id, order=(Area.number,),
        searched=(Area.name, Area.name_en), loaded=(selectinload(Area.tasks),),
    ),
    EntryKind(
        Task, task_label, lambda row: row.area.plan, (Task.area,), Area.plan_id, (Task.number,),
        searched=(Task.name, Task.name_en, Area.name), loaded=(selectinload(Task.measures),),
    ),
    EntryKind(
        Measure, measure_label, lambda row: row.task.area.plan, (Measure.task, Task.area), Area.plan_id,
        (Task.number, Measure.position), searched=(Measure.name, Measure.text, Measure.cell, Task.name),
        loaded=(selectinload(Measure.responsibilities).selectinload(Responsibility.unit),),
    ),
    EntryKind(
        Unit, lambda row: row.name, lambda row: row.plan, plan_id=Unit.plan_id, order=(Unit.position,),
        searched=(Unit.name, Unit.body, Unit.name_en, Unit.telephone, Unit.address),
    ),
    EntryKind(
        Indicator, lambda row: row.name, lambda row: row.plan, plan_id=Indicator.plan_id, order=(Indicator.position,),
        searched=(Indicator.name, Indicator.name_en, Indicator.key),
        loaded=(selectinload(Indicator.targets), selectinload(Indicator.reports)),
    ),
    EntryKind(
        Target, target_label, lambda row: row.indicator.plan, (Target.indicator,), Indicator.plan_id,
        (Target.position,), searched=(Target.quote, Target.value, Indicator.name),
    ),
    EntryKind(
        ProgressReport,
        lambda row: message("console.labels.target", indicator=row.indicator.name, value=row.value),
        lambda row: row.indicator.plan, (ProgressReport.indicator,), Indicator.plan_id,
        (Indicator.position, ProgressReport.as_of),
        searched=(ProgressReport.value, ProgressReport.source, Indicator.name),
    ),
    EntryKind(
        ExplainedFigure, lambda row: row.figure, lambda row: row.plan, plan_id=ExplainedFigure.plan_id,
        order=(ExplainedFigure.figure,), searched=(ExplainedFigure.figure, ExplainedFigure.reason),
    ),
    EntryKind(
        Alias, lambda row: row.surface, lambda row: row.plan, plan_id=Alias.plan_id, order=(Alias.position, Alias.id),
        searched=(Alias.surface,), loaded=(selectinload(Alias.targets),),
    ),
    EntryKind(
        FaqEntry, _faq_label, lambda row: row.plan, plan_id=FaqEntry.plan_id, order=(FaqEntry.id,),
        searched=(FaqEntry.answer, FaqEntry.source, FaqWording.question), loaded=(selectinload(FaqEntry.wordings),),
    ),
)  # fmt: skip

_BY_NAME = {kind.name: kind for kind in KINDS}


def kind_of(table: str) -> EntryKind:
    """Return the kind of a table by its name; raises ``KeyError``."""
    return _BY_NAME[table]
