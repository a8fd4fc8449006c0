"""Answering knows no particular plan: a made-up one is answered as well."""

from __future__ import annotations

import pytest

from plan_kb.answering.reply import Kind
from plan_kb.edition.compile import compile_plans
from plan_kb.edition.model import Edition
from plan_kb.knowledge import Knowledge
from plan_kb.text.normalise import bare
from tests.plan_kb.answering.scripted import Dialogue
from tests.plan_kb.conftest import small_plan


@pytest.fixture(scope="module")
def small() -> Knowledge:
    return Knowledge(Edition(1, compile_plans([small_plan()])), use_meaning=False)


def test_every_task_of_a_made_up_plan_has_units_content_and_area(small: Knowledge) -> None:
    lookup = small.main_plan
    for task in lookup.plan.tasks:
        for intent, asked, words in (
            ("ask_unit", "由谁负责", lookup.units_of_task(task.number)),
            ("ask_content", "要做什么", (task.measures[0].text,)),
            ("ask_area", "属于哪个领域", (lookup.areas[task.area].name,)),
        ):
            made = Dialogue(small).ask(intent, f"第{task.number}项任务{asked}?")
            assert made.kind is Kind.ANSWER
            assert all(word in made.text for word in words), made.text
            assert {c.ref for c in made.citations} == {task.ref}
            assert all(bare(c.quote) in lookup.bare_source for c in made.citations)


def test_things_of_another_plan_are_unknown(small: Knowledge) -> None:
    made = Dialogue(small).ask("ask_unit", "东方美谷由谁负责", "东方美谷")
    assert made.kind is not Kind.ANSWER


def test_a_conversation_outlives_the_things_that_it_was_about(knowledge: Knowledge, small: Knowledge) -> None:
    dialogue = Dialogue(knowledge)
    dialogue.ask("ask_unit", "第15项任务由谁负责")
    moved = Dialogue(small)
    moved.context = dialogue.context
    assert moved.ask("ask_target", "它的目标是多少").kind is not Kind.ERROR
    assert moved.ask("followup", "第二个呢").kind is not Kind.ERROR
