"""Ordinals and neighbours over what was said before."""
from __future__ import annotations

import pytest

from plan_kb.answering.reply import Kind
from plan_kb.knowledge import Knowledge
from tests.plan_kb.answering.scripted import Dialogue


@pytest.fixture
def dialogue(knowledge: Knowledge) -> Dialogue:
    return Dialogue(knowledge)


def refs(reply) -> set[str]:  # type: ignore[no-untyped-def]
    return {citation.ref for citation in reply.citations}


def test_both_neighbours_of_a_task(dialogue: Dialogue) -> None:
    dialogue.ask("ask_unit", "未来空间谁负责")
    assert refs(dialogue.ask("ask_content", "它前一项和后一项分别是什么")) == {"task/1", "task/3"}


def test_the_neighbour_in_english(dialogue: Dialogue) -> None:
    dialogue.ask("ask_unit", "Who handles bringing in high-level biomedical talent?")
    assert refs(dialogue.ask("followup", "And for the task right after that one?")) == {"task/14"}


def test_an_item_of_the_area_in_focus_and_none_beyond_it(dialogue: Dialogue) -> None:
    dialogue.ask("ask_list", "建设创新人才汇聚高地领域有哪些任务")
    assert refs(dialogue.ask("ask_unit", "这个领域的第二项谁负责")) == {"task/14"}
    beyond = dialogue.ask("followup", "这个领域的第三项呢")
    assert beyond.kind is Kind.NOT_IN_PLAN
    assert not beyond.citations


def test_the_other_measure_stays_the_other_one(dialogue: Dialogue) -> None:
    dialogue.ask("ask_unit", "淘金工程谁负责")
    assert "区科委" in dialogue.ask("ask_unit", "同一任务的另一条措施由谁负责").text
    told = dialogue.ask("ask_target", "另一条措施的指标是多少").text
    assert "2700家" in told
    assert "260家" not in told


def test_the_other_measure_of_a_task_with_one_is_none(dialogue: Dialogue) -> None:
    dialogue.ask("ask_unit", "孵化器谁负责")
    told = dialogue.ask("ask_unit", "另一条措施由谁负责")
    assert refs(told) <= {"task/9"}


def test_a_unit_counted_in_the_last_answer(dialogue: Dialogue) -> None:
    dialogue.ask("ask_unit", "高级工的指标由哪些部门负责")
    assert "人保局" in dialogue.ask("ask_list", "第三个部门还负责别的吗").text
