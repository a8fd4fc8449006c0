"""More than one published plan: the right one answers, and every reply says which one it is."""

from __future__ import annotations

import pytest

from plan_kb.answering.reply import Kind, Reply
from plan_kb.edition.compile import compile_plan
from plan_kb.edition.model import Edition, Plan
from plan_kb.edition.packaged import packaged_edition
from plan_kb.knowledge import Knowledge
from plan_kb.source.importer import build_plan
from plan_kb.source.new_plan import words_of
from plan_kb.source.supplement import Supplement
from plan_kb.text.normalise import bare
from tests.plan_kb.answering.scripted import Dialogue
from tests.plan_kb.source.second_plan import second_document

OLD, NEW = "fengxian-sme-2023-2025", "linjiang-2026-2028"
OLD_NAME, NEW_NAME = "奉贤区三年行动计划", "临江区推动科技型中小企业发展三年行动计划"


def second_plan() -> Plan:
    document = second_document()
    return compile_plan(build_plan(document, Supplement(words_of(document, ()))))


@pytest.fixture(scope="module")
def both() -> Knowledge:
    return Knowledge(Edition(1, (*packaged_edition().plans, second_plan())), use_meaning=False)


def plans_of(made: Reply) -> set[str]:
    return {citation.plan for citation in made.citations}


@pytest.mark.parametrize(
    ("intent", "text", "plan", "words"),
    [
        ("ask_unit", "孵化器由谁负责?", OLD, "区科委"),
        ("ask_unit", "低空经济由谁负责?", NEW, "区交通局"),
        ("ask_target", "瞪羚企业的目标是多少?", NEW, "60家"),
        ("ask_list", "区科技局负责哪些任务?", NEW, "江畔创新走廊"),
        ("ask_unit", "第15项任务由谁负责?", OLD, "各相关单位"),
        ("ask_place", "1000亿元是什么目标?", OLD, "东方美谷"),
        ("ask_place", "8亿元是什么目标?", NEW, "引导基金"),
    ],
)
def test_a_thing_of_one_plan_is_answered_from_it(
    both: Knowledge, intent: str, text: str, plan: str, words: str
) -> None:
    made = Dialogue(both).ask(intent, text)
    assert made.kind is Kind.ANSWER
    assert plans_of(made) == {plan}
    assert made.text.startswith(f"【{OLD_NAME if plan == OLD else NEW_NAME}】")
    assert words in made.text


@pytest.mark.parametrize(
    ("text", "plan", "value"),
    [
        ("高新技术企业的目标是多少?", NEW, "900家"),
        ("奉贤区高新技术企业的目标是多少?", OLD, "2700家"),
        ("临江的高新技术企业目标是多少?", NEW, "900家"),
        ("到2025年高新技术企业的目标是多少?", OLD, "2700家"),
        ("到2028年高新技术企业的目标是多少?", NEW, "900家"),
        (f"{OLD_NAME}里高新技术企业的目标是多少?", OLD, "2700家"),
        ("临江区的计划里高新技术企业的目标是多少?", NEW, "900家"),
    ],
)
def test_what_both_have_is_the_newest_ones_unless_another_is_named(
    both: Knowledge, text: str, plan: str, value: str
) -> None:
    made = Dialogue(both).ask("ask_target", text)
    assert plans_of(made) == {plan}
    assert value in made.text
    assert not {"900家", "2700家"} - {value} & {word for word in ("900家", "2700家") if word in made.text}


def test_a_question_that_fits_both_offers_the_other_one(both: Knowledge) -> None:
    dialogue = Dialogue(both)
    made = dialogue.ask("ask_target", "高新技术企业的目标是多少?")
    button = next(button for button in made.buttons if OLD_NAME in button.title)
    assert plans_of(dialogue.ask("ask_target", button.payload)) == {OLD}
    assert not [b for b in Dialogue(both).ask("ask_unit", "孵化器由谁负责?").buttons if NEW_NAME in b.title]


def test_two_plans_named_side_by_side_are_both_answered(both: Knowledge) -> None:
    made = Dialogue(both).ask("ask_target", "奉贤和临江的高新技术企业目标分别是多少?")
    first, second = made.text.split("\n")
    assert first.startswith(f"【{OLD_NAME}】")
    assert "2700家" in first
    assert second.startswith(f"【{NEW_NAME}】")
    assert "900家" in second
    assert plans_of(made) == {OLD, NEW}


def test_a_conversation_stays_with_its_plan(both: Knowledge) -> None:
    dialogue = Dialogue(both)
    dialogue.ask("ask_unit", "孵化器由谁负责?")
    assert "24家" in dialogue.ask("ask_target", "目标是多少?").text
    assert plans_of(dialogue.ask("ask_target", "高新技术企业的目标呢?")) == {OLD}
    assert plans_of(dialogue.ask("ask_unit", "低空经济由谁负责?")) == {NEW}
    assert plans_of(dialogue.ask("ask_target", "高新技术企业的目标呢?")) == {NEW}


def test_every_task_of_every_plan_is_answered_from_its_plan(both: Knowledge) -> None:
    for lookup in both.lookups.values():
        for task in lookup.plan.tasks:
            made = Dialogue(both).ask("ask_unit", f"{task.name}由谁负责?")
            assert plans_of(made) == {lookup.plan.key}, task.name
            assert all(bare(citation.quote) in lookup.bare_source for citation in made.citations)
            assert all(unit in made.text for unit in lookup.units_of_task(task.number))


def test_what_is_said_of_no_plan_speaks_of_all(both: Knowledge) -> None:
    for intent, text in (("greet", "你好"), ("off_topic", "今天天气怎么样?"), ("who_are_you", "你是谁?")):
        made = Dialogue(both).ask(intent, text)
        assert OLD_NAME in made.text
        assert NEW_NAME in made.text
        assert "【" not in made.text
    made = Dialogue(both).ask("ask_target", "浦东新区的高新技术企业目标是多少?")
    assert made.kind is Kind.NOT_IN_PLAN
    assert "奉贤区、临江区" in made.text


def test_a_plan_alone_is_not_named(knowledge: Knowledge) -> None:
    made = Dialogue(knowledge).ask("ask_unit", "孵化器由谁负责?")
    assert not made.text.startswith("【")


def test_a_plan_without_english_names_and_basis_is_answered_all_the_same(both: Knowledge) -> None:
    made = Dialogue(both).ask("ask_unit", "Which units are responsible for task 6?")
    assert made.text.startswith(f"[{NEW_NAME}]")
    assert "实施江畔英才计划" in made.text
    assert all("  " not in button.title and " ?" not in button.title for button in made.buttons)
    document = second_document()
    bare_plan = build_plan(document, Supplement(words_of(document, ())))
    bare_plan.basis = ""
    alone = Knowledge(Edition(1, (compile_plan(bare_plan),)), use_meaning=False)
    assert Dialogue(alone).ask("ask_basis", "这份计划的依据是什么?").kind is Kind.NOT_IN_PLAN
    assert Dialogue(alone).ask("ask_target", "浦东新区的高新技术企业目标是多少?").kind is Kind.NOT_IN_PLAN


def test_the_newest_plan_is_told_by_dates_not_by_characters() -> None:
    (plan,) = packaged_edition().plans
    from dataclasses import replace

    older = replace(plan, key="a", issued="2022年9月30日")
    newer = replace(plan, key="b", issued="2022年12月1日")
    assert Knowledge(Edition(1, (older, newer)), use_meaning=False).main_plan.plan.key == "b"
