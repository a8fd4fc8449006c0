"""One plan of an edition with the ways through it that answering and linking need."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from plan_kb.edition.model import Area, Goal, Indicator, Measure, Passage, Plan, StaffFact, Target, Task, Unit
from plan_kb.text.normalise import bare, normalise

_SENTENCE = re.compile(r"[^。!?;\n]+[。!?;]?")


@dataclass(frozen=True)
class Sentence:
    """A sentence of the plan's text and where it stands."""

    number: int
    ref: str
    measure: str
    """Key of the measure, empty outside the task list."""
    text: str
    normal: str
    """``text`` as :func:`normalise` writes it."""


class PlanLookup:
    """Dictionaries over one :class:`Plan`."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.tasks: dict[int, Task] = {task.number: task for task in plan.tasks}
        self.measures: dict[str, Measure] = {m.key: m for task in plan.tasks for m in task.measures}
        self.areas: dict[int, Area] = {area.number: area for area in plan.areas}
        self.units: dict[str, Unit] = {unit.key: unit for unit in plan.units}
        self.indicators: dict[str, Indicator] = {indicator.key: indicator for indicator in plan.indicators}
        self.goals: dict[str, Goal] = {goal.ref: goal for goal in plan.goals}
        self.passages: dict[str, Passage] = {passage.ref: passage for passage in plan.passages}
        self.targets_of_indicator: dict[str, list[Target]] = defaultdict(list)
        self.targets_of_measure: dict[str, list[Target]] = defaultdict(list)
        self.targets_of_ref: dict[str, list[Target]] = defaultdict(list)
        self.contacts_of_unit: dict[str, StaffFact] = {f.subject: f for f in plan.staff_facts if f.kind == "unit"}
        self.reports_of_indicator: dict[str, list[StaffFact]] = defaultdict(list)
        """Progress that staff entered, the oldest first."""
        for fact in sorted(plan.staff_facts, key=lambda fact: fact.as_of):
            if fact.kind == "progress":
                self.reports_of_indicator[fact.subject].append(fact)
        for target in plan.targets:
            self.targets_of_indicator[target.indicator].append(target)
            self.targets_of_ref[target.ref].append(target)
            if target.measure:
                self.targets_of_measure[target.measure].append(target)

    @cached_property
    def bare_source(self) -> str:
        return bare(self.plan.source)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Every sentence of every citable place, in order."""
        found: list[Sentence] = []
        for ref, measure, text in self._texts():
            for match in _SENTENCE.finditer(text):
                words = match.group().strip()
                if words:
                    found.append(Sentence(len(found), ref, measure, words, normalise(words)))
        return tuple(found)

    def _texts(self) -> list[tuple[str, str, str]]:
        texts = [(p.ref, "", p.text) for p in self.plan.passages if not p.ref.startswith("task/")]
        for task in self.plan.tasks:
            texts += [
                (task.ref, measure.key, f"{task.name}\n{measure.text}" if measure is task.measures[0] else measure.text)
                for measure in task.measures
            ]
        return texts

    def tasks_of_unit(self, unit: str) -> tuple[int, ...]:
        """Numbers of the tasks with ``unit`` beside one of their measures."""
        return tuple(t.number for t in self.plan.tasks if any(unit in m.units for m in t.measures))

    def units_of_task(self, number: int) -> tuple[str, ...]:
        """Keys of the units of all measures of a task, in printed order, each once."""
        return tuple(dict.fromkeys(unit for m in self.tasks[number].measures for unit in m.units))

    def targets_of_task(self, number: int) -> tuple[Target, ...]:
        """The targets that a task's measures set, in order."""
        return tuple(t for m in self.tasks[number].measures for t in self.targets_of_measure[m.key])

    def measures_of_indicator(self, key: str) -> tuple[str, ...]:
        """Keys of the measures that set a target for an indicator."""
        return tuple(dict.fromkeys(t.measure for t in self.targets_of_indicator[key] if t.measure))

    def units_of_body(self, body: str) -> tuple[str, ...]:
        """Keys of the printed units that belong to one body."""
        return tuple(unit.key for unit in self.plan.units if unit.body == body)
