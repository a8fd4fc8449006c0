"""What fits conditions, checked against the targets and rows of the plan one by one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plan_kb.answering.conditions import EVERYTHING, Conditions
from plan_kb.answering.described import described, stated
from plan_kb.answering.fitting import Fitting, compares, value_matches
from plan_kb.answering.writer import Writer
from plan_kb.linking.expressions import Figure
from plan_kb.live import packaged_knowledge

COMPARISONS = ["", "at_least", "more_than", "at_most", "less_than"]


def figure(value: float, measure: str = "家") -> Figure:
    return Figure(0, 1, value, measure)


def drawn(data: st.DataObject) -> Conditions:
    """Conditions of any kinds together."""
    lookup = packaged_knowledge().main_plan
    unit = st.sampled_from(sorted(lookup.units))
    return Conditions(
        units=data.draw(st.sampled_from([(), ((data.draw(unit),),)])),
        excluded=data.draw(st.sampled_from([(), ((data.draw(unit),),)])),
        area=data.draw(st.none() | st.sampled_from(sorted(lookup.areas))),
        doubling=data.draw(st.booleans()),
        addition=data.draw(st.booleans()),
        value=data.draw(st.none() | st.sampled_from([figure(10), figure(100), figure(500, ""), figure(20, "件")])),
        comparison=data.draw(st.sampled_from(COMPARISONS)),
        measured_in=data.draw(st.sampled_from(["", "家", "亿"])),
        unit_count=data.draw(st.none() | st.integers(1, 4)),
    )


@given(st.data())
@settings(max_examples=80, deadline=None)
def test_each_indicator_that_is_listed_satisfies_every_condition(data: st.DataObject) -> None:
    lookup, conditions = packaged_knowledge().main_plan, drawn(data)
    for key in {target.indicator for target in Fitting(lookup, conditions).targets}:
        targets = lookup.targets_of_indicator[key]
        rows = [lookup.measures[t.measure] for t in targets if t.measure]
        assert not conditions.doubling or any(t.doubling for t in targets)
        assert not conditions.addition or lookup.indicators[key].addition
        assert not conditions.units or any(conditions.units[0][0] in row.units for row in rows)
        assert not conditions.excluded or not any(conditions.excluded[0][0] in row.units for row in rows)
        assert conditions.area is None or any(lookup.tasks[row.task].area == conditions.area for row in rows)
        compared = conditions.comparison
        counts = [float(len(lookup.units_of_task(row.task))) for row in rows]
        wanted = conditions.unit_count
        assert wanted is None or any(compares(count, float(wanted), compared) for count in counts)
        assert not conditions.measured_in or any(t.unit_of_measure.startswith(conditions.measured_in) for t in targets)
        value = conditions.value
        assert value is None or any(value_matches(t, value, conditions.comparison) for t in targets)


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_more_conditions_fit_fewer_things(data: st.DataObject) -> None:
    lookup, conditions = packaged_knowledge().main_plan, drawn(data)
    everything, fitting = Fitting(lookup, EVERYTHING), Fitting(lookup, conditions)
    assert set(fitting.tasks) <= set(everything.tasks) == set(lookup.tasks)
    assert set(fitting.areas) <= set(everything.areas) == set(lookup.areas)
    assert set(fitting.units) <= set(everything.units)


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_every_condition_is_said(data: st.DataObject) -> None:
    knowledge, conditions = packaged_knowledge(), drawn(data)
    for language in ("zh", "en"):
        writer = Writer(knowledge.main_plan, language, knowledge.edition.plans)
        said = described(writer, conditions)
        assert bool(said) == bool(stated(conditions))
        assert not conditions.value or f"{conditions.value.value:g}" in said


@pytest.mark.parametrize(
    ("comparison", "expected"), [("at_least", True), ("more_than", False), ("at_most", True), ("less_than", False)]
)
def test_the_bound_itself(comparison: str, expected: bool) -> None:
    assert compares(100.0, 100.0, comparison) is expected


def test_a_task_in_money_holds_a_target_in_money() -> None:
    assert Fitting(packaged_knowledge().main_plan, Conditions(measured_in="亿")).tasks == [1, 3, 10]


def test_tasks_by_the_number_of_their_indicators() -> None:
    lookup = packaged_knowledge().main_plan
    assert Fitting(lookup, Conditions(target_count=3)).tasks == [8, 13]
    assert 5 in Fitting(lookup, Conditions(target_count=3, comparison="more_than")).tasks
