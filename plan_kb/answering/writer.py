"""Names and citations in the language of the reply; every sentence of a reply comes from data/replies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from plan_kb.answering.reply import Citation
from plan_kb.data import load
from plan_kb.edition.lookup import PlanLookup
from plan_kb.edition.model import Area, Bound, Indicator, Measure, Plan, Target, Task
from plan_kb.linking.mention import Kind, Thing

_QUOTING = ("task", "measure", "row", "area", "indicator", "passage")
_INNER = str.maketrans("“”", "‘’")


def _inner_quotes(name: object) -> object:
    """A name that stands in quotation marks with its own ones turned into inner ones."""
    return name.translate(_INNER) if isinstance(name, str) else name


def _plan_name(plan: Plan, english: bool) -> str:
    return plan.title_en or plan.short if english else plan.short


class Writer:
    """Words one plan's things in Chinese (``zh``) or English (``en``)."""

    def __init__(self, lookup: PlanLookup, language: str, plans: Sequence[Plan] = ()) -> None:
        """``plans``: all plans of the edition, as what the assistant can answer about; ``lookup``'s alone if empty."""
        self.lookup = lookup
        self.language = language
        self.plans = plans or (lookup.plan,)
        self._sentences: dict[str, str] = load(f"replies/{language}.yml")

    def say(self, sentence: str, /, **values: object) -> str:
        """The sentence of data/replies with its places filled."""
        if sentence in _QUOTING:
            values = {name: _inner_quotes(value) for name, value in values.items()}
        if values.get("name_en") == "":
            # Without an English name the Chinese one is said once, not once more in brackets.
            said = self._sentences[sentence].format(plan=self._plan_names(), **{**values, "name_en": values["name"]})
            return said.replace(f" ({values['name']})", "").replace(f"({values['name']}, ", "(")
        return self._sentences[sentence].format(plan=self._plan_names(), **values)

    @property
    def english(self) -> bool:
        return self.language == "en"

    def plan_name(self) -> str:
        return _plan_name(self.lookup.plan, self.english)

    def _plan_names(self) -> str:
        return self._sentences["list_separator"].join(_plan_name(plan, self.english) for plan in self.plans)

    def districts(self) -> str:
        """The districts of all plans."""
        names = [plan.district_en or plan.district if self.english else plan.district for plan in self.plans]
        return self._sentences["list_separator"].join(dict.fromkeys(filter(None, names))) or self._plan_names()

    def task(self, task: Task) -> str:
        return self.say("task", number=task.number, name=task.name, name_en=task.name_en)

    def measure(self, measure: Measure) -> str:
        """A row: the task where it has one row, the row's own name and its task where it has several."""
        task = self.lookup.tasks[measure.task]
        if len(task.measures) == 1:
            return self.task(task)
        if measure.name == task.name:
            return self.say(
                "row", number=task.number, name=task.name, name_en=task.name_en, position=measure.position
            )
        return self.say(
            "measure",
            number=task.number,
            name=measure.name,
            name_en=measure.name_en,
            task=task.name,
            task_en=task.name_en,
        )

    def area(self, area: Area) -> str:
        return self.say("area", name=area.name, name_en=area.name_en)

    def unit(self, key: str) -> str:
        unit = self.lookup.units[key]
        return self.say("unit", name=unit.key, name_en=unit.name_en)

    def units(self, keys: Iterable[str]) -> str:
        return self.say("list_separator").join(self.unit(key) for key in keys)

    def indicator(self, indicator: Indicator) -> str:
        return self.say("indicator", name=indicator.name, name_en=indicator.name_en)

    def passage(self, ref: str) -> str:
        passage = self.lookup.passages[ref]
        return self.say("passage", name=passage.title, name_en=passage.title_en)

    def place(self, ref: str) -> str:
        """A citable place by its name."""
        if ref.startswith("task/"):
            return self.task(self.lookup.tasks[int(ref.removeprefix("task/"))])
        return self.passage(ref)

    def thing(self, thing: Thing) -> str:
        """Any thing by its name."""
        lookup = self.lookup
        if thing.kind is Kind.TASK:
            return self.task(lookup.tasks[int(thing.key)])
        if thing.kind is Kind.MEASURE:
            return self.measure(lookup.measures[thing.key])
        if thing.kind is Kind.INDICATOR:
            return self.indicator(lookup.indicators[thing.key])
        if thing.kind is Kind.AREA:
            return self.area(lookup.areas[int(thing.key)])
        if thing.kind is Kind.UNIT:
            return self.unit(thing.key)
        if thing.kind is Kind.PASSAGE:
            return self.passage(thing.key)
        return self.plan_name()

    def target_value(self, target: Target) -> str:
        """The value as printed, with 突破 or 翻一番 where the text says so."""
        indicator = self.lookup.indicators[target.indicator]
        doubled = next((t for t in self.lookup.targets_of_indicator[indicator.key] if t.doubling), None)
        value = target.value
        if target.bound is Bound.EXCEED and not value.startswith(Bound.EXCEED.value):
            value = self.say("exceeding", value=value)
        if doubled is not None:
            value = self.say("doubled", value=value)
        return value

    def target(self, target: Target) -> str:
        """``indicator:value`` of a target."""
        indicator = self.lookup.indicators[target.indicator]
        return self.say(
            "target", indicator=self.indicator(indicator), value=self.target_value(target), year=target.year
        )

    def cite(self, ref: str, quote: str) -> Citation:
        """A citation; the title is Chinese as the quote is."""
        passage = self.lookup.passages.get(ref)
        title = passage.title if passage else ref
        if ref.startswith("task/"):
            title = self.lookup.tasks[int(ref.removeprefix("task/"))].name
        return Citation(self.lookup.plan.key, ref, title, quote)

    def cite_units(self, measure: Measure) -> Citation:
        return self.cite(f"task/{measure.task}", measure.cell)

    def cite_task(self, number: int) -> Citation:
        return self.cite(f"task/{number}", self.lookup.tasks[number].name)

    def cite_target(self, target: Target) -> Citation:
        return self.cite(target.ref, target.quote)
