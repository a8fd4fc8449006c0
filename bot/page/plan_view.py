"""What the page of a plan shows: its places in order, and the table of its targets."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from plan_kb.edition.lookup import PlanLookup
from plan_kb.edition.model import Measure, Target, Task
from plan_kb.text.pinyin import syllables

SORTS = ("place", "indicator", "value", "area")
"""By what the targets can be sorted, the first one by default."""

MOST_FILTER_CHARACTERS = 100


def anchor(ref: str) -> str:
    """The id on the page of the place ``ref``: ``task/6`` is ``task-6``."""
    return ref.replace("/", "-")


@dataclass(frozen=True)
class TargetRow:
    """A target as the table shows it."""

    target: Target
    order: int
    """Its place in the document, from 0."""
    indicator: str
    area: str
    """Name of the task's area; empty for a development goal."""
    area_number: int
    """0 for a development goal."""
    place: str
    """Short name of the place, as far as the colon: ``发展目标二``."""
    place_number: int
    """Number of the task, 0 for a development goal."""
    units: tuple[str, ...]

    @property
    def anchor(self) -> str:
        """The id of the place that sets it."""
        return anchor(self.target.ref)


@dataclass(frozen=True)
class TargetChoice:
    """How the table is narrowed and sorted; what no target has simply matches nothing."""

    area: str = ""
    """Number of an area, ``0`` for the development goals, empty for all."""
    unit: str = ""
    """Key of a unit, empty for all."""
    words: str = ""
    """Must stand in the indicator, the value or the quote."""
    sort: str = SORTS[0]
    descending: bool = False


class PlanView:
    """One plan, arranged for reading; ``english`` takes the English names where there are any."""

    def __init__(self, lookup: PlanLookup, english: bool) -> None:
        self.plan = lookup.plan
        self.lookup = lookup
        self._english = english

    def named(self, chinese: str, english: str) -> str:
        """The name in the language of the page."""
        return english if self._english and english else chinese

    def rows(self, choice: TargetChoice) -> list[TargetRow]:
        """The targets that ``choice`` lets through, sorted."""
        kept = [row for row in self._all_rows() if _matches(row, choice)]
        if choice.sort == "indicator":
            kept.sort(key=lambda row: syllables(row.indicator) or [row.indicator])
        elif choice.sort == "value":
            kept.sort(key=lambda row: (row.target.low is None, row.target.low or 0))
        elif choice.sort == "area":
            kept.sort(key=lambda row: row.area_number)
        return kept[::-1] if choice.descending else kept

    def units_in_targets(self) -> list[str]:
        """Keys of the units beside a target, each once."""
        return list(dict.fromkeys(unit for row in self._all_rows() for unit in row.units))

    def targets_of(self, measure: Measure) -> list[Target]:
        """The targets that a measure sets."""
        return self.lookup.targets_of_measure.get(measure.key, [])

    def tasks_of_unit(self, unit: str) -> list[Task]:
        """The tasks with ``unit`` beside one of their measures."""
        return [self.lookup.tasks[number] for number in self.lookup.tasks_of_unit(unit)]

    def indicator_name(self, target: Target) -> str:
        """The name of a target's indicator."""
        indicator = self.lookup.indicators[target.indicator]
        return self.named(indicator.name, indicator.name_en)

    def _all_rows(self) -> Iterable[TargetRow]:
        for order, target in enumerate(self.plan.targets):
            measure = self.lookup.measures.get(target.measure)
            task = self.lookup.tasks[measure.task] if measure else None
            area = self.lookup.areas[task.area] if task else None
            passage = self.lookup.passages.get(target.ref)
            yield TargetRow(
                target=target,
                order=order,
                indicator=self.indicator_name(target),
                area=self.named(area.name, area.name_en) if area else "",
                area_number=area.number if area else 0,
                place=self.named(passage.title, passage.title_en).partition(":")[0] if passage else "",
                place_number=task.number if task else 0,
                units=measure.units if measure else (),
            )


def _matches(row: TargetRow, choice: TargetChoice) -> bool:
    text = f"{row.indicator}{row.target.value}{row.target.quote}".casefold()
    return (
        (not choice.area or str(row.area_number) == choice.area)
        and (not choice.unit or choice.unit in row.units)
        and all(word in text for word in choice.words.casefold().split())
    )
