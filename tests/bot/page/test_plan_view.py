from __future__ import annotations

import pytest

from bot.page.plan_view import SORTS, PlanView, TargetChoice, anchor
from plan_kb.knowledge import Knowledge


@pytest.fixture
def view(knowledge: Knowledge) -> PlanView:
    return PlanView(knowledge.main_plan, english=False)


def test_every_target_is_a_row_in_the_order_of_the_plan(view: PlanView) -> None:
    assert [row.target for row in view.rows(TargetChoice())] == list(view.plan.targets)


@pytest.mark.parametrize("sort", SORTS)
def test_sorting_loses_nothing_and_turning_it_reverses(view: PlanView, sort: str) -> None:
    rows = view.rows(TargetChoice(sort=sort))
    assert {row.order for row in rows} == set(range(len(view.plan.targets)))
    assert view.rows(TargetChoice(sort=sort, descending=True)) == rows[::-1]


def test_figures_are_sorted_by_size_and_what_has_none_comes_last(view: PlanView) -> None:
    lows = [row.target.low for row in view.rows(TargetChoice(sort="value"))]
    figures = [low for low in lows if low is not None]
    assert lows == sorted(figures) + [None] * (len(lows) - len(figures))


def test_area_unit_and_words_narrow_together(view: PlanView) -> None:
    rows = view.rows(TargetChoice(area="2", unit="区财政局(金融办)", words="科创板"))
    assert [row.target.value for row in rows] == ["10家以上"]
    assert all(row.area_number == 0 for row in view.rows(TargetChoice(area="0")))
    assert view.rows(TargetChoice(area="x")) == view.rows(TargetChoice(unit="没有")) == []


def test_every_unit_that_can_be_chosen_has_a_target(view: PlanView) -> None:
    for unit in view.units_in_targets():
        assert view.rows(TargetChoice(unit=unit))


def test_english_names(knowledge: Knowledge) -> None:
    rows = PlanView(knowledge.main_plan, english=True).rows(TargetChoice())
    assert all(row.indicator.isascii() for row in rows)


def test_anchor() -> None:
    assert anchor("goal/overall") == "goal-overall"
