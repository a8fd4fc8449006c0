"""The most, the second most and the fewest, in the whole plan and within an area or one unit's tasks."""

from __future__ import annotations

import pytest

from plan_kb.answering.reply import Kind
from plan_kb.knowledge import Knowledge
from tests.plan_kb.answering.scripted import Dialogue


@pytest.fixture
def dialogue(knowledge: Knowledge) -> Dialogue:
    return Dialogue(knowledge)


def test_within_the_tasks_of_one_unit(dialogue: Dialogue) -> None:
    told = dialogue.ask("ask_extreme", "经委负责的指标里数值最大的是哪个").text
    assert "260家" in told
    assert "区经委" in told.split(":")[0]


def test_within_an_area(dialogue: Dialogue) -> None:
    told = dialogue.ask("ask_extreme", "平台能级领域里指标最大的是什么").text
    assert "24家" in told
    assert "提升创新创业平台能级" in told.split(":")[0]
    assert "5000" not in told


def test_a_unit_that_is_set_aside_is_no_winner(dialogue: Dialogue) -> None:
    told = dialogue.ask("ask_extreme", "除了科委,哪个部门参与的任务最多").text
    assert "8项" in told
    assert told.startswith("除区科委外")


def test_second_place(dialogue: Dialogue) -> None:
    assert "600家" in dialogue.ask("ask_extreme", "第二大的指标是哪个").text
    assert "8项" in dialogue.ask("ask_extreme", "哪个部门的任务第二多").text


def test_tasks_above_a_value_are_not_all_tasks(dialogue: Dialogue) -> None:
    told = dialogue.ask("ask_list", "哪些任务的目标超过100家")
    assert {citation.ref for citation in told.citations} == {"task/5"}


def test_indicators_by_a_unit_that_is_not_there(dialogue: Dialogue) -> None:
    told = dialogue.ask("ask_list", "不归科委管的指标有哪些").text
    assert "区科委" in told.splitlines()[0]
    assert "2700" not in told
    assert "260家" in told


def test_figures_that_stand_twice_and_figures_alike(dialogue: Dialogue) -> None:
    twice = dialogue.ask("ask_list", "哪些指标在发展目标和任务清单里数值一样").text
    assert "2700家" in twice
    assert "5000" not in twice
    alike = dialogue.ask("ask_compare", "计划里有没有两个指标数值相同的").text
    assert "数字经济核心产业增加值" in alike
    assert "2700" not in alike


def test_goals_without_figures(dialogue: Dialogue) -> None:
    told = dialogue.ask("ask_list", "四条发展目标里哪一条没有写数字")
    assert told.kind is Kind.ANSWER
    assert "功能布局" in told.text
    assert "载体" not in told.text


@pytest.mark.parametrize("text", ["责任栏里没出现镇的是哪几项", "剩下的任务有哪些", "别的任务还有哪些"])
def test_a_condition_not_understood_lists_not_everything(dialogue: Dialogue, text: str) -> None:
    assert dialogue.ask("ask_list", text).kind is Kind.NOT_IN_PLAN


def test_indicators_of_tasks_with_one_unit_are_not_all_indicators(dialogue: Dialogue) -> None:
    told = dialogue.ask("ask_list", "只有一个责任单位的任务写了哪些指标").text
    assert "390件" in told
    assert "2700" not in told


def test_none_is_second_where_all_are_alike(dialogue: Dialogue) -> None:
    told = dialogue.ask("ask_extreme", "营造优良创新生态环境领域里哪个部门的任务第二多")
    assert told.kind is Kind.NOT_IN_PLAN
