"""From the frozen plan of an edition back to rows, so that an edition can be exported like the draft."""

from __future__ import annotations

import datetime
import re
from functools import cache

from plan_kb.edition import model
from plan_kb.messages import messages
from plan_kb.tables import (
    Alias,
    AliasTarget,
    Area,
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
from plan_kb.tables.names import IMPORTED, WORD_KINDS

_STAFF = re.compile(r"^(?:staff/\w+|faq)/(\d+)$")


def restore_plan(plan: model.Plan) -> Plan:
    """Return rows, in no session, from which compiling makes ``plan`` again.

    What an edition does not hold is missing: explanations of figures that are no targets, and who added an alias.
    """
    rows = Plan(
        key=plan.key, in_edition=True, title=plan.title, title_en=plan.title_en, short=plan.short,
        district=plan.district, district_en=plan.district_en, issuer=plan.issuer, issuer_en=plan.issuer_en,
        issued=plan.issued, basis=plan.basis, basis_en=plan.basis_en, first_year=plan.first_year,
        last_year=plan.last_year, source=plan.source,
    )  # fmt: skip
    _Restoring(plan, rows).run()
    return rows


class _Restoring:
    def __init__(self, plan: model.Plan, rows: Plan) -> None:
        self._plan = plan
        self._rows = rows

    def run(self) -> None:
        self._passages_and_goals()
        self._units()
        self._tasks()
        self._indicators()
        self._staff_entries()
        self._aliases()

    def _passages_and_goals(self) -> None:
        own = [passage for passage in self._plan.passages if not passage.ref.startswith("task/")]
        passages = {
            found.ref: Passage(
                position=position, ref=found.ref, title=found.title, title_en=found.title_en, text=found.text
            )
            for position, found in enumerate(own, start=1)
        }
        self._rows.passages = list(passages.values())
        self._rows.goals = [
            Goal(number=goal.number, name=goal.name, name_en=goal.name_en, passage=passages[goal.ref])
            for goal in self._plan.goals
        ]

    def _units(self) -> None:
        ids = {fact.subject: _id(fact.ref) for fact in self._plan.staff_facts if fact.kind == "unit"}
        self._rows.units = [
            Unit(
                id=ids.get(unit.key), position=position, name=unit.key, name_en=unit.name_en, body=unit.body,
                telephone=unit.telephone, address=unit.address, hours=unit.hours,
            )
            for position, unit in enumerate(self._plan.units, start=1)
        ]  # fmt: skip

    def _tasks(self) -> None:
        areas = {a.number: Area(number=a.number, name=a.name, name_en=a.name_en) for a in self._plan.areas}
        self._rows.areas = list(areas.values())
        units = {unit.name: unit for unit in self._rows.units}
        for found in self._plan.tasks:
            task = Task(number=found.number, name=found.name, name_en=found.name_en)
            areas[found.area].tasks.append(task)
            for row in found.measures:
                # An edition names every measure; the draft leaves the name out where it is the task's.
                named = row.name != found.name
                english = row.name_en != found.name_en
                measure = Measure(
                    position=row.position, name=row.name if named else "", name_en=row.name_en if english else "",
                    text=row.text, cell=row.cell,
                )  # fmt: skip
                measure.responsibilities = [
                    Responsibility(unit=units[name], position=position) for position, name in enumerate(row.units, 1)
                ]
                task.measures.append(measure)

    def _indicators(self) -> None:
        indicators = {
            found.key: Indicator(
                position=position, key=found.key, name=found.name, name_en=found.name_en, family=found.family,
                addition=found.addition,
            )
            for position, found in enumerate(self._plan.indicators, start=1)
        }  # fmt: skip
        self._rows.indicators = list(indicators.values())
        measures = {m.key: m for area in self._rows.areas for task in area.tasks for m in task.measures}
        passages = {passage.ref: passage for passage in self._rows.passages}
        for position, found in enumerate(self._plan.targets, start=1):
            indicators[found.indicator].targets.append(
                Target(
                    position=position, measure=measures.get(found.measure),
                    passage=None if found.measure else passages[found.ref], bound=found.bound.value, low=found.low,
                    high=found.high, value=found.value, unit_of_measure=found.unit_of_measure, year=found.year,
                    doubling=found.doubling, quote=found.quote,
                )
            )  # fmt: skip

    def _staff_entries(self) -> None:
        for entry in self._plan.faq:
            row = FaqEntry(id=_id(entry.ref), answer=entry.answer, source=entry.source)
            row.wordings = [FaqWording(position=i, question=q) for i, q in enumerate(entry.questions, start=1)]
            self._rows.faq.append(row)
        indicators = {row.key: row for row in self._rows.indicators}
        for fact in self._plan.staff_facts:
            told = _progress().fullmatch(fact.text)
            if fact.kind != "progress" or told is None or fact.subject not in indicators:
                continue
            as_of = datetime.date(int(told["year"]), int(told["month"]), int(told["day"]))
            report = ProgressReport(id=_id(fact.ref), value=told["value"], as_of=as_of, source=told["source"])
            indicators[fact.subject].reports.append(report)

    def _aliases(self) -> None:
        things = self._things()
        for position, found in enumerate(self._plan.aliases, start=1):
            alias = Alias(
                position=position, surface=found.surface, kind=found.kind, language=found.language,
                shared=len(found.keys) > 1, origin=IMPORTED,
            )  # fmt: skip
            for place, key in enumerate(found.keys, start=1):
                thing = {"word": key} if found.kind in WORD_KINDS else {found.kind: things[found.kind, key]}
                alias.targets.append(AliasTarget(position=place, **thing))
            self._rows.aliases.append(alias)

    def _things(self) -> dict[tuple[str, str], object]:
        rows = self._rows
        things: dict[tuple[str, str], object] = {("unit", unit.name): unit for unit in rows.units}
        things |= {("indicator", indicator.key): indicator for indicator in rows.indicators}
        things |= {("passage", passage.ref): passage for passage in rows.passages}
        things |= {("goal", goal.passage.ref): goal for goal in rows.goals}
        for area in rows.areas:
            things["area", str(area.number)] = area
            for task in area.tasks:
                things["task", str(task.number)] = task
                things |= {("measure", measure.key): measure for measure in task.measures}
        return things


def _id(ref: str) -> int | None:
    """Return the number in ``staff/unit/3`` or ``faq/1``."""
    found = _STAFF.match(ref)
    return int(found[1]) if found else None


@cache
def _progress() -> re.Pattern[str]:
    """Return what the sentence about a progress report looks like, with its parts as groups."""
    pieces = re.split(r"\{(\w+)\}", messages("knowledge")["facts.progress"])
    return re.compile(
        "".join(f"(?P<{piece}>.*?)" if place % 2 else re.escape(piece) for place, piece in enumerate(pieces)), re.DOTALL
    )
