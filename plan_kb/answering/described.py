"""Conditions in words, so that the heading of a list never claims more than was looked for."""

from __future__ import annotations

from plan_kb.answering.conditions import Conditions
from plan_kb.answering.writer import Writer
from plan_kb.linking.expressions import Figure

_BY_PRESENCE = ("units", "excluded", "doubling", "addition", "measured_in", "about")
_BY_VALUE = ("area", "measure_count", "target_count", "targets", "unit_count", "value")
_HUNDRED_MILLIONS = 100_000_000


def stated(conditions: Conditions) -> set[str]:
    """The names of the conditions that are set."""
    found = {name for name in _BY_PRESENCE if getattr(conditions, name)}
    return found | {name for name in _BY_VALUE if getattr(conditions, name) is not None}


def described(writer: Writer, conditions: Conditions) -> str:
    """All conditions, in words; empty where there is none."""
    said = []
    if conditions.about:
        said.append(writer.say("fitting_subject", subject=conditions.about))
    if conditions.area is not None:
        said.append(writer.say("fitting_area", area=writer.area(writer.lookup.areas[conditions.area])))
    for name, groups in (("fitting_units", conditions.units), ("fitting_without_units", conditions.excluded)):
        if groups:
            bodies = writer.say("list_separator").join(writer.units(group) for group in groups)
            said.append(writer.say(name, units=bodies))
    if conditions.unit_count is not None:
        number = count_described(writer, conditions.unit_count, conditions.comparison)
        said.append(writer.say("fitting_unit_count", number=number))
    if conditions.measure_count is not None:
        said.append(writer.say("fitting_measure_count", number=conditions.measure_count))
    if conditions.target_count is not None:
        number = count_described(writer, conditions.target_count, conditions.comparison)
        said.append(writer.say("fitting_target_count", number=number))
    elif conditions.targets is not None:
        said.append(writer.say("fitting_with_targets" if conditions.targets else "fitting_without_targets"))
    if conditions.doubling:
        said.append(writer.say("fitting_doubling"))
    if conditions.addition:
        said.append(writer.say("fitting_addition"))
    if conditions.value is not None:
        value = figure_shown(conditions.value)
        said.append(writer.say(f"fitting_value_{conditions.comparison or 'equal'}", value=value))
    if conditions.measured_in:
        said.append(writer.say("fitting_measure", measure=conditions.measured_in))
    return writer.say("list_separator").join(said)


def count_described(writer: Writer, number: int, comparison: str) -> str:
    """A number that things are counted against: 3, or 3以上, 多于3 …"""
    return writer.say(f"count_{comparison}", number=number) if comparison else str(number)


def figure_shown(figure: Figure) -> str:
    """A figure of the question as it is said again."""
    value = figure.value
    if value >= _HUNDRED_MILLIONS:
        return f"{value / _HUNDRED_MILLIONS:g}亿"
    return f"{value:g}{figure.unit_of_measure}"
