"""Turns that go on with the last answer: bare names, doubts, the first question, the greatest of those."""
from __future__ import annotations

import pytest

from plan_kb.answering.reply import Kind, Reply
from plan_kb.knowledge import Knowledge
from tests.plan_kb.answering.scripted import Dialogue


def refs(reply: Reply) -> set[str]:
    return {citation.ref for citation in reply.citations}


@pytest.fixture
def dialogue(knowledge: Knowledge) -> Dialogue:
    return Dialogue(knowledge)


def test_a_bare_name_is_asked_the_last_question_and_told_what_the_plan_says(dialogue: Dialogue) -> None:
    dialogue.ask("ask_unit", "孵化器谁负责")
    told = dialogue.ask("followup", "知识产权").text
    assert "市场监管局" in told
    assert "专利预警" in told
    assert "区人才办" in dialogue.ask("followup", "揭榜挂帅呢").text


def test_a_figure_that_no_target_has_is_doubted_not_looked_up(dialogue: Dialogue) -> None:
    dialogue.ask("ask_target", "高企要认定几家")
    told = dialogue.ask("ask_place", "我怎么记得是3000家")
    assert told.kind is Kind.ANSWER
    assert told.text.startswith("计划的写法不同")
    assert "2700家" in told.text


def test_a_wrong_number_of_tasks_is_denied(dialogue: Dialogue) -> None:
    dialogue.ask("ask_count", "财政局参与几项任务")
    assert dialogue.ask("ask_confirm", "不对吧,我记得是两项").text.startswith("计划的写法不同")
    assert dialogue.ask("ask_confirm", "那就是三个,对吗").text.startswith("是的")


def test_what_was_asked_first(dialogue: Dialogue) -> None:
    dialogue.ask("ask_target", "每万人口高价值发明专利要几件")
    dialogue.ask("ask_target", "科技投入要多少")
    dialogue.ask("ask_target", "孵化器要几家")
    assert "20件" in dialogue.ask("complain", "我头一个问的再说一遍").text


def test_the_greatest_of_what_was_listed_and_who_is_responsible_for_it(dialogue: Dialogue) -> None:
    dialogue.ask("ask_target", "创新创业载体建设那段目标有哪些指标")
    most = dialogue.ask("ask_extreme", "其中最高的是哪一项").text
    assert most.startswith("其中")
    assert "400家" in most
    assert "24家" in dialogue.ask("ask_extreme", "最低的呢").text
    assert "区科委" in dialogue.ask("ask_extreme", "最低的这一项由谁负责").text


def test_the_units_of_the_one_task_of_an_area(dialogue: Dialogue) -> None:
    dialogue.ask("ask_list", "任务分几个领域")
    dialogue.ask("followup", "最后一个")
    assert "各相关单位" in dialogue.ask("ask_unit", "谁负责").text


def test_a_pronoun_without_anything_before_it_is_asked_back(dialogue: Dialogue) -> None:
    assert dialogue.ask("ask_target", "它要做到多少").kind is Kind.CLARIFY


def test_another_kind_is_not_answered_with_what_was_spoken_of(dialogue: Dialogue) -> None:
    dialogue.ask("ask_target", "5G基站要新建几个")
    assert dialogue.ask("ask_target", "6G呢,有计划吗").kind is Kind.NOT_IN_PLAN


def test_whether_the_last_figure_is_a_doubled_one(dialogue: Dialogue) -> None:
    dialogue.ask("ask_target", "孵化器要几家")
    assert "翻一番" in dialogue.ask("ask_compare", "这是翻几倍").text


def test_a_slip_of_the_tongue_about_the_district_is_mended(dialogue: Dialogue) -> None:
    assert dialogue.ask("ask_target", "闵行区的孵化器目标是多少").kind is Kind.NOT_IN_PLAN
    assert "24家" in dialogue.ask("ask_confirm", "嘴瓢了,是奉贤的", "嘴瓢").text


def test_what_is_to_be_achieved_overall_is_the_overall_goal(dialogue: Dialogue) -> None:
    told = dialogue.ask("ask_overview", "What does the plan want to achieve overall by 2025?")
    assert {citation.ref for citation in told.citations} == {"goal/overall"}


def test_the_other_figures_of_a_row_and_another_paragraph(dialogue: Dialogue) -> None:
    dialogue.ask("ask_target", "市级科技小巨人要几家")
    assert "2700家" in dialogue.ask("ask_compare", "同一项里还有别的数吗").text
    dialogue.ask("ask_target", "发展目标里提升企业科技创新能力那一段有哪些指标")
    assert "400家" in dialogue.ask("ask_place", "载体那段的").text


def test_by_when_it_is_to_be_done(dialogue: Dialogue) -> None:
    dialogue.ask("ask_target", "5G基站要新建几个")
    assert "2025年" in dialogue.ask("ask_result", "最晚啥时候建完").text
    assert dialogue.ask("ask_result", "现在建了几个").kind is Kind.NOT_IN_PLAN


def test_the_other_one_of_two(dialogue: Dialogue) -> None:
    dialogue.ask("ask_list", "区人才办与区科委共同承担的重点工作有哪些")
    dialogue.ask("ask_unit", "第一项有哪些单位")
    assert refs(dialogue.ask("followup", "另一项呢")) == {"task/14"}


def test_the_other_choice_of_a_clarification(dialogue: Dialogue) -> None:
    assert dialogue.ask("ask_target", "专精特新企业要达到几家").kind is Kind.CLARIFY
    assert "260家" in dialogue.ask("followup", "第二个").text
    assert "25家" in dialogue.ask("followup", "另一个呢").text


def test_the_neighbour_above_and_its_units(dialogue: Dialogue) -> None:
    dialogue.ask("ask_unit", "产学研那项谁负责")
    assert refs(dialogue.ask("followup", "清单里它上面那条呢")) == {"task/6"}
    assert refs(dialogue.ask("ask_confirm", "下一项也是这两个吗")) == {"task/7"}


def test_what_stands_in_no_plan_is_not_asked_back_about(dialogue: Dialogue) -> None:
    assert dialogue.ask("ask_place", "里面提没提大模型这些").kind is Kind.NOT_IN_PLAN
    dialogue.ask("ask_confirm", "元宇宙总有吧")
    assert dialogue.ask("followup", "区块链呢").kind is Kind.NOT_IN_PLAN


def test_who_else_is_the_units_of_what_was_spoken_of(dialogue: Dialogue) -> None:
    dialogue.ask("ask_content", "孵化器怎么培育")
    assert refs(dialogue.ask("ask_unit", "除了科委还有谁一起管")) == {"task/9"}


def test_where_one_is_from_is_no_other_place(dialogue: Dialogue) -> None:
    asked = "I manage a small fund in Singapore. What does the plan say about technology and finance?"
    told = dialogue.ask("ask_content", asked)
    assert told.kind is Kind.ANSWER
    assert dialogue.ask("ask_target", "What is Singapore's target for incubators?").kind is Kind.NOT_IN_PLAN
