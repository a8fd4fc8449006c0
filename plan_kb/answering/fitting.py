"""What satisfies conditions: the tasks, indicators, units and areas of a plan that fit all of them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from plan_kb.answering.conditions import Conditions
from plan_kb.edition.lookup import PlanLookup
from plan_kb.edition.model import Measure, Target
from plan_kb.linking.expressions import Figure

_FACTORS = {"亿": 100_000_000, "亿元": 100_000_000, "万元": 10_000}
_ANY_THING = "个"
_PEOPLE = {"人", "名", "位", "个", "people"}
_FIRMS = {"家", "个", "companies", "enterprises"}
_MONEY = {"亿", "亿元", "元", "万元", "billion", "million"}


WITHOUT_TARGETS = Conditions(targets=False)


class Fitting:
    """The things of one plan that satisfy some conditions."""

    def __init__(self, lookup: PlanLookup, conditions: Conditions) -> None:
        self._lookup = lookup
        self._conditions = conditions

    @cached_property
    def tasks(self) -> list[int]:
        """Numbers of the tasks that fit, in order."""
        return [number for number in sorted(self._lookup.tasks) if self._task_fits(number)]

    def rows(self, number: int) -> list[Measure]:
        """The rows of a task in which all units stand that are asked for."""
        return [row for row in self._lookup.tasks[number].measures if self._row_fits(row.units)]

    @cached_property
    def targets(self) -> list[Target]:
        """The targets of the indicators that fit: each condition holds for some target of the indicator."""
        return [target for target in self._lookup.plan.targets if target.indicator in self._indicators]

    @cached_property
    def units(self) -> list[str]:
        """Keys of the units that stand in rows of the tasks that fit, or in as many tasks as is asked for."""
        wanted = self._conditions.task_count
        found = []
        for unit in self._lookup.plan.units:
            standing = self._lookup.tasks_of_unit(unit.key)
            here = [n for n in standing if n in self.tasks and self._stands_in_fitting_row(unit.key, n)]
            enough = self._counts(len(standing), wanted) if wanted is not None else bool(here)
            if standing and enough and (here or wanted is not None):
                found.append(unit.key)
        return found

    @cached_property
    def areas(self) -> list[int]:
        """Numbers of the areas with a task that fits; where only tasks without a figure do, with no other task."""
        tasks = {number: area.tasks for number, area in sorted(self._lookup.areas.items())}
        whole = all if self._conditions == WITHOUT_TARGETS else any
        return [number for number, held in tasks.items() if held and whole(task in self.tasks for task in held)]

    @cached_property
    def _indicators(self) -> set[str]:
        conditions = self._conditions
        found = set()
        for key, targets in self._lookup.targets_of_indicator.items():
            rows = [self._lookup.measures[t.measure] for t in targets if t.measure]
            if conditions.doubling and not any(t.doubling for t in targets):
                continue
            if conditions.addition and not self._lookup.indicators[key].addition:
                continue
            if conditions.units and not any(self._row_fits(row.units) for row in rows):
                continue
            if conditions.excluded and (not rows or any(self._holds_excluded(row.units) for row in rows)):
                continue
            if conditions.area is not None and not any(
                self._lookup.tasks[row.task].area == conditions.area for row in rows
            ):
                continue
            if self._counts_tasks and not any(self._is_counted(row.task) for row in rows):
                continue
            if conditions.measured_in and not any(
                t.unit_of_measure.startswith(conditions.measured_in) for t in targets
            ):
                continue
            if conditions.value is not None and not any(
                value_matches(t, conditions.value, conditions.comparison) for t in targets
            ):
                continue
            found.add(key)
        return found

    def _task_fits(self, number: int) -> bool:
        conditions, task = self._conditions, self._lookup.tasks[number]
        named, targets = self._lookup.units_of_task(number), self._lookup.targets_of_task(number)
        if not self._is_counted(number):
            return False
        if conditions.area is not None and task.area != conditions.area:
            return False
        if self._holds_excluded(named):
            return False
        if conditions.units and not self.rows(number):
            return False
        if conditions.targets is not None and bool(targets) != conditions.targets:
            return False
        return not self._picks_targets or any(target.indicator in self._indicators for target in targets)

    @property
    def _picks_targets(self) -> bool:
        """Whether conditions on indicators are set."""
        conditions = self._conditions
        return bool(conditions.doubling or conditions.addition or conditions.measured_in or conditions.value)

    @property
    def _counts_tasks(self) -> bool:
        """Whether conditions are set on what a whole task holds, or on which tasks are looked at."""
        conditions = self._conditions
        counts = (conditions.unit_count, conditions.measure_count, conditions.target_count)
        return bool(conditions.among) or any(count is not None for count in counts)

    def _is_counted(self, number: int) -> bool:
        """Whether a task is looked at and holds as many units, rows and indicators as is asked for."""
        conditions, task = self._conditions, self._lookup.tasks[number]
        indicators = {target.indicator for target in self._lookup.targets_of_task(number)}
        if conditions.among and number not in conditions.among:
            return False
        if conditions.measure_count is not None and len(task.measures) != conditions.measure_count:
            return False
        if conditions.target_count is not None and not self._counts(len(indicators), conditions.target_count):
            return False
        units = len(self._lookup.units_of_task(number))
        return conditions.unit_count is None or self._counts(units, conditions.unit_count)

    def _row_fits(self, units: Sequence[str]) -> bool:
        return all(any(unit in units for unit in group) for group in self._conditions.units)

    def _holds_excluded(self, units: Sequence[str]) -> bool:
        return any(unit in units for group in self._conditions.excluded for unit in group)

    def _stands_in_fitting_row(self, unit: str, number: int) -> bool:
        rows = {t.measure for t in self.targets if t.measure} if self._picks_targets else None
        return any(
            unit in row.units and (rows is None or row.key in rows) for row in self._lookup.tasks[number].measures
        )

    def _counts(self, counted: int, wanted: int) -> bool:
        return compares(float(counted), float(wanted), self._conditions.comparison)


def value_matches(target: Target, figure: Figure, comparison: str = "") -> bool:
    """Whether a target's value equals a figure, or compares with it as asked, in compatible units of measure.

    ``comparison``: at_least, more_than, at_most, less_than, or empty for equal.
    """
    if target.low is None or target.high is None:
        return False
    factor = _FACTORS.get(target.unit_of_measure, 1)
    if figure.unit_of_measure and not _same_measure(figure.unit_of_measure, target.unit_of_measure):
        return False
    # Of one target 10家 and 10个 say the same; in a list of all above 400家 base stations (个) have no place.
    if comparison and target.unit_of_measure == _ANY_THING and figure.unit_of_measure not in ("", _ANY_THING):
        return False
    values = {figure.value} if figure.unit_of_measure or factor == 1 else {figure.value, figure.value * factor}
    low, high = target.low * factor, target.high * factor
    reached = high if comparison in ("at_least", "more_than") else low
    if comparison:
        return any(compares(reached, value, comparison) for value in values)
    return any(value in (low, high) for value in values)


def compares(value: float, bound: float, comparison: str) -> bool:
    """Whether a value compares with a bound as asked: at_least, more_than, at_most, less_than; else, equals it."""
    return {
        "at_least": value >= bound,
        "more_than": value > bound,
        "at_most": value <= bound,
        "less_than": value < bound,
    }.get(comparison, value == bound)


def _same_measure(asked: str, printed: str) -> bool:
    return asked == printed or any(asked in group and printed in group for group in (_PEOPLE, _FIRMS, _MONEY))
