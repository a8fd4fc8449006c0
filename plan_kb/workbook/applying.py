"""Making a plan of the draft what a table says: rows that stay keep their ids, only what differs is changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

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
from plan_kb.tables.names import WORD_KINDS
from plan_kb.workbook.changes import changed_columns, source_lines
from plan_kb.workbook.form import SHEET, SHEETS, Column, Sheet, Value
from plan_kb.workbook.identity import keys_of, with_known_ids
from plan_kb.workbook.references import goal_ref
from plan_kb.workbook.renaming import names_of, renamed
from plan_kb.workbook.table import Row, Table, objects_of, table_of

_UNIQUE_NAMES = ("area", "unit")
_OWNERS = (
    ("alias", "plan", "aliases"), ("report", "indicator", "reports"), ("target", "indicator", "targets"),
    ("faq", "plan", "faq"), ("figure", "plan", "explained_figures"), ("goal", "plan", "goals"),
    ("measure", "task", "measures"), ("task", "area", "tasks"), ("area", "plan", "areas"), ("unit", "plan", "units"),
    ("indicator", "plan", "indicators"), ("passage", "plan", "passages"),
)  # fmt: skip
"""Sheets in the order in which their rows can go, with the owner of a row and the owner's list."""


def new_plan() -> Plan:
    """Return a plan without anything, in no session, to which a table can be applied."""
    return Plan(
        key="", in_edition=False, title="", title_en="", short="", district="", district_en="", issuer="",
        issuer_en="", issued="", basis="", basis_en="", first_year=0, last_year=0, source="",
    )  # fmt: skip


def apply(plan: Plan, wanted: Table, settle: Callable[[], None] = lambda: None) -> None:
    """Make ``plan`` what ``wanted`` says, a table whose references were checked.

    ``settle`` is called where the database must see what was done so far (``Session.flush``); for a plan in no session,
    or for a preview, nothing is to be done. A plan without any rows takes the ids of ``wanted``: they must be free.
    """
    _Applying(plan, wanted, settle).run()


@dataclass(frozen=True)
class _Match:
    """A wanted row with the draft's row that it is, and what that one's cells say; both None where it is new."""

    row: Any
    old: Row | None
    new: Row


class _Applying:
    def __init__(self, plan: Plan, wanted: Table, settle: Callable[[], None]) -> None:
        self._plan = plan
        self._settle = settle
        self._wanted = wanted
        current = table_of(plan)
        # As in the preview: what is only called otherwise now has not changed where it is pointed to.
        current = renamed(current, names_of(wanted, current))
        self._matches = {form.name: _match(plan, form, current, wanted) for form in SHEETS}
        self._gone = {
            form.name: _missing(objects_of(plan, form.name), self._matches[form.name])
            for form in SHEETS
            if form.name not in ("plan", "source")
        }

    def run(self) -> None:
        self._free_names()
        self._plan_fields()
        self._passages_and_goals()
        self._areas_and_tasks()
        self._units_and_measures()
        self._indicators_and_targets()
        self._staff_entries()
        self._aliases()
        self._settle()
        # Last, when nothing points to them any more.
        for sheet, owner, rows in _OWNERS:
            for row in self._gone[sheet]:
                held = getattr(getattr(row, owner), rows)
                if row in held:
                    held.remove(row)
        self._settle()

    def _free_names(self) -> None:
        """Let no row keep a unique name that another one is to get, so that names can be swapped."""
        taken = False
        for sheet in _UNIQUE_NAMES:
            bearers = {str(match.new["name"]): match.row for match in self._matches[sheet]}
            for row in objects_of(self._plan, sheet):
                if row.name in bearers and bearers[row.name] is not row:
                    row.name = f"~{row.id}"
                    taken = True
        if taken:
            self._settle()

    def _plan_fields(self) -> None:
        (row,) = self._wanted["plan"]
        for column in SHEET["plan"].columns:
            if not column.same(getattr(self._plan, column.name), row[column.name]):
                setattr(self._plan, column.name, row[column.name])
        source = "\n".join(source_lines(self._wanted["source"]))
        if not SHEET["source"].column("text").same(self._plan.source, source):
            self._plan.source = source

    def _change(self, sheet: str, row: Any, match: _Match, **pointers: object) -> None:
        """Change the fields of a row that differ; ``pointers`` are the rows that its columns point to."""
        for column in _changed(sheet, match):
            blank_position = column.name == "position" and match.new["position"] is None
            if not (column.name in (*pointers, *_NO_FIELDS) or column.points_to or blank_position):
                setattr(row, column.name, match.new[column.name])
        for name, value in pointers.items():
            if getattr(row, name) is not value:
                setattr(row, name, value)

    def _passages_and_goals(self) -> None:
        plan = self._plan
        for match in self._matches["passage"]:
            row = match.row or _added(plan.passages, Passage(position=_next(plan.passages)))
            self._change("passage", row, match)
        passages = {row.ref: row for row in plan.passages}
        for match in self._matches["goal"]:
            row = match.row or _added(plan.goals, Goal(passage=passages[goal_ref(match.new["number"])]))
            self._change("goal", row, match)

    def _areas_and_tasks(self) -> None:
        plan = self._plan
        for match in self._matches["area"]:
            self._change("area", match.row or _added(plan.areas, Area()), match)
        areas = {row.name: row for row in self._kept(plan.areas, "area")}
        for match in self._matches["task"]:
            area = areas[match.new["area"]]
            self._change("task", match.row or _added(area.tasks, Task()), match, area=area)

    def _units_and_measures(self) -> None:
        plan = self._plan
        for match in self._matches["unit"]:
            row = match.row or _added(plan.units, Unit(id=match.new["id"], position=_next(plan.units)))
            self._change("unit", row, match)
        units = {row.name: row for row in self._kept(plan.units, "unit")}
        tasks: dict[Value, Task] = {task.number: task for area in plan.areas for task in area.tasks}
        for match in self._matches["measure"]:
            task = tasks[match.new["task"]]
            row = match.row or _added(task.measures, Measure())
            self._change("measure", row, match, task=task)
            names = _items(match.new["units"])
            if match.old is None or match.old["units"] != names:
                _set_units(row, [units[name] for name in dict.fromkeys(names)])

    def _indicators_and_targets(self) -> None:
        plan = self._plan
        for match in self._matches["indicator"]:
            row = match.row or _added(plan.indicators, Indicator(position=_next(plan.indicators)))
            self._change("indicator", row, match)
        indicators = self._indicators()
        measures = {m.key: m for area in plan.areas for task in area.tasks for m in task.measures}
        passages = {row.ref: row for row in plan.passages}
        last = _next([target for indicator in plan.indicators for target in indicator.targets])
        for match in self._matches["target"]:
            indicator, place = indicators[str(match.new["indicator"])], str(match.new["place"])
            measure = measures.get(place)
            passage = None if measure is not None else passages[place]
            row = match.row
            if row is None:
                row, last = _added(indicator.targets, Target(position=last)), last + 1
            self._change("target", row, match, indicator=indicator, measure=measure, passage=passage)
        for match in self._matches["report"]:
            indicator = indicators[str(match.new["indicator"])]
            row = match.row or _added(indicator.reports, ProgressReport(id=match.new["id"]))
            self._change("report", row, match, indicator=indicator)

    def _staff_entries(self) -> None:
        plan = self._plan
        for match in self._matches["faq"]:
            row = match.row or _added(plan.faq, FaqEntry(id=match.new["id"]))
            self._change("faq", row, match)
            if "questions" in {column.name for column in _changed("faq", match)}:
                asked = enumerate(_items(match.new["questions"]), start=1)
                row.wordings = [FaqWording(position=position, question=question) for position, question in asked]
        for match in self._matches["figure"]:
            row = match.row or _added(plan.explained_figures, ExplainedFigure())
            self._change("figure", row, match)

    def _aliases(self) -> None:
        plan = self._plan
        things = self._things()
        last = _next(plan.aliases)
        for match in self._matches["alias"]:
            row = match.row
            if row is None:
                row, last = _added(plan.aliases, Alias(position=last)), last + 1
            self._change("alias", row, match)
            if "things" in {column.name for column in _changed("alias", match)}:
                kind = str(match.new["kind"])
                named = enumerate(_items(match.new["things"]), start=1)
                row.targets = [_alias_target(kind, thing, position, things) for position, thing in named]

    def _kept(self, rows: list[Any], sheet: str) -> list[Any]:
        gone = {id(row) for row in self._gone[sheet]}
        return [row for row in rows if id(row) not in gone]

    def _indicators(self) -> Mapping[str, Indicator]:
        """Return the indicators by what the table calls them."""
        by_key = {row.key: row for row in self._plan.indicators}
        names = names_of(self._wanted, None)["indicator"]
        return {names[str(row["key"])]: by_key[str(row["key"])] for row in self._wanted["indicator"]}

    def _things(self) -> Mapping[tuple[str, str], object]:
        """Return what an alias can name: kind and what the workbook calls it, to the row."""
        plan = self._plan
        things: dict[tuple[str, str], object] = {("area", a.name): a for a in self._kept(plan.areas, "area")}
        for area in plan.areas:
            for task in area.tasks:
                things["task", str(task.number)] = task
                things |= {("measure", measure.key): measure for measure in task.measures}
        things |= {("unit", unit.name): unit for unit in self._kept(plan.units, "unit")}
        things |= {("passage", passage.ref): passage for passage in plan.passages}
        things |= {("goal", goal.passage.ref): goal for goal in plan.goals}
        return things | {("indicator", name): row for name, row in self._indicators().items()}


_NO_FIELDS = ("id", "place", "units", "questions", "things", "task")
"""Columns that stand for rows of other tables, or are never changed."""


def _match(plan: Plan, form: Sheet, current: Table, wanted: Table) -> list[_Match]:
    objects, old, new = objects_of(plan, form.name), current[form.name], wanted[form.name]
    if form.key == ("id",) and old:
        new = with_known_ids(form, new, old)
    held = dict(zip(keys_of(form, old), zip(objects, old, strict=True), strict=True))
    matches = []
    for key, row in zip(keys_of(form, new), new, strict=True):
        found, cells = held.get(key, (None, None))
        matches.append(_Match(found, cells, row))
    return matches


def _missing(objects: tuple[Any, ...], matches: list[_Match]) -> list[Any]:
    kept = {id(match.row) for match in matches}
    return [row for row in objects if id(row) not in kept]


def _added(rows: list[Any], row: Any) -> Any:
    rows.append(row)
    return row


def _next(rows: list[Any]) -> int:
    return max((row.position or 0 for row in rows), default=0) + 1


def _changed(sheet: str, match: _Match) -> list[Column]:
    return list(SHEET[sheet].columns) if match.old is None else changed_columns(SHEET[sheet], match.old, match.new)


def _set_units(measure: Measure, units: list[Unit]) -> None:
    held = {id(row.unit): row for row in measure.responsibilities}
    wanted = []
    for position, unit in enumerate(units, start=1):
        row = held.get(id(unit)) or Responsibility(unit=unit)
        row.position = position
        wanted.append(row)
    measure.responsibilities = wanted


def _items(value: Value) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()


def _alias_target(kind: str, thing: str, position: int, things: Mapping[tuple[str, str], object]) -> AliasTarget:
    if kind in WORD_KINDS:
        return AliasTarget(position=position, word=thing)
    return AliasTarget(position=position, **{kind: things[kind, thing]})
