"""Which of the things just listed or spoken of."""
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


def test_by_words_among_the_last_list(dialogue: Dialogue) -> None:
    dialogue.ask("ask_list", "区科委有哪些任务")
    found = dialogue.ask("ask_list", "里面跟人才有关的是哪几项")
    assert refs(found) == {"task/13", "task/14"}


def test_what_is_asked_of_the_one_that_is_chosen(dialogue: Dialogue) -> None:
    dialogue.ask("ask_list", "优化创新要素配置有哪些任务")
    assert "市场监管局" in dialogue.ask("ask_unit", "里面管知识产权的是谁").text


def test_by_a_figure_among_the_last_answers(dialogue: Dialogue) -> None:
    for name in ("数字江海", "未来空间", "东方美谷"):
        dialogue.ask("ask_content", f"{name}做什么")
    assert refs(dialogue.ask("ask_place", "三个里面哪个定的是5家以上企业?")) == {"task/2"}


def test_by_a_unit_among_the_last_answers_and_never_as_the_whole_plan(dialogue: Dialogue) -> None:
    for name in ("打造东方美谷", "孵化器"):
        dialogue.ask("ask_unit", f"{name}谁负责")
    found = dialogue.ask("ask_list", "刚才两个里经委参与的是哪个")
    assert "task/1" in refs(found)
    assert "task/9" not in refs(found)
    assert found.text.startswith("其中")


def test_with_and_without_figures(dialogue: Dialogue) -> None:
    dialogue.ask("ask_list", "优化创新要素配置有哪些任务")
    assert "13亿" in dialogue.ask("ask_target", "哪些有量化目标?").text
    assert refs(dialogue.ask("ask_list", "其中哪几项没有量化指标?")) == {"task/11"}


def test_among_things_that_are_named(dialogue: Dialogue) -> None:
    found = dialogue.ask("ask_definition", "东方美谷、未来空间、数字江海,哪个跟汽车有关?")
    assert found.kind is Kind.ANSWER
    assert refs(found) == {"task/2"}
