from __future__ import annotations

import pytest

from plan_kb.answering.reply import Kind, Reply
from plan_kb.knowledge import Knowledge
from tests.plan_kb.answering.scripted import Dialogue


@pytest.fixture
def dialogue(knowledge: Knowledge) -> Dialogue:
    return Dialogue(knowledge)


def refs(reply: Reply) -> set[str]:
    return {citation.ref for citation in reply.citations}


@pytest.mark.parametrize(
    ("intent", "text", "words", "places"),
    [
        ("ask_unit", "孵化器由谁负责?", ["区科委", "相关镇、开发区"], {"task/9"}),
        ("ask_unit", "5G基站由谁负责?", ["区科委"], {"task/3"}),
        ("ask_target", "高新技术企业的目标是多少?", ["2700家"], {"goal/2", "task/5"}),
        ("ask_content", "孵化器的主要内容", ["众创空间"], {"task/9"}),
        ("ask_area", "孵化器属于哪个领域", ["提升创新创业平台能级"], {"task/9"}),
        ("ask_list", "区人才办有哪些任务", ["人才"], {"task/13", "task/14"}),
        ("ask_issuer", "谁印发的这份计划", ["科学技术委员会"], {"notice"}),
        ("ask_issue_date", "行动计划什么时候印发的", ["2022年12月30日"], {"notice"}),
        ("ask_basis", "行动计划的依据", ["7号"], {"preamble"}),
        ("ask_place", "390件指什么", ["注册商标"], {"task/12"}),
        ("ask_confirm", "孵化器要24家,对吗", ["是的", "24家"], {"goal/3", "task/9"}),
    ],
)
def test_facts(dialogue: Dialogue, intent: str, text: str, words: list[str], places: set[str]) -> None:
    made = dialogue.ask(intent, text)
    assert made.kind is Kind.ANSWER
    assert all(word in made.text for word in words), made.text
    assert refs(made) == places


@pytest.mark.parametrize(
    ("intent", "text"),
    [
        ("ask_contact", "区科委的电话"),
        ("ask_procedure", "高新技术企业认定要什么材料"),
        ("ask_money", "上市奖励多少钱"),
        ("ask_result", "现在有几家高新技术企业"),
        ("ask_person", "区科委主任是谁"),
        ("ask_opinion", "上市的目标合理吗"),
        ("ask_other_service", "孩子上学找谁"),
        ("ask_unit", "第40项任务由谁负责"),
        ("ask_unit", "松江区的孵化器由谁负责"),
        ("ask_target", "2024年高新技术企业多少家"),
    ],
)
def test_what_the_plan_does_not_say(dialogue: Dialogue, intent: str, text: str) -> None:
    made = dialogue.ask(intent, text)
    assert made.kind is Kind.NOT_IN_PLAN
    assert not any(figure in made.text for figure in ("2700", "24家", "40家"))


@pytest.mark.parametrize(
    "intent", ["greet", "thanks", "goodbye", "who_are_you", "capabilities", "acknowledge", "complain"]
)
def test_small_talk_cites_nothing_and_keeps_the_thread(dialogue: Dialogue, intent: str) -> None:
    dialogue.ask("ask_unit", "孵化器由谁负责")
    before = dialogue.context
    made = dialogue.ask(intent, "你好")
    assert (made.kind, made.citations) == (Kind.SMALLTALK, ())
    assert dialogue.context == before


@pytest.mark.parametrize("intent", ["off_topic", "hostile"])
def test_what_has_nothing_to_do_with_it(dialogue: Dialogue, intent: str) -> None:
    assert dialogue.ask(intent, "今天天气怎么样").kind is Kind.OFF_TOPIC


@pytest.mark.parametrize("text", ["", "  ", "\u200b", "???", "😀"])
def test_no_words_at_all(dialogue: Dialogue, text: str) -> None:
    assert dialogue.ask("ask_unit", text).kind is Kind.OFF_TOPIC


def test_too_long_a_message_is_not_read(dialogue: Dialogue) -> None:
    dialogue.ask("ask_unit", "孵化器由谁负责")
    before = dialogue.context
    made = dialogue.ask("ask_unit", "科创板由谁负责" * 80)
    assert made.kind is Kind.OFF_TOPIC
    assert "500" in made.text
    assert dialogue.context == before


def test_a_follow_up_asks_the_same_about_another_thing(dialogue: Dialogue) -> None:
    dialogue.ask("ask_unit", "孵化器由谁负责")
    assert refs(dialogue.ask("followup", "知识产权呢")) == {"task/12"}


def test_an_ordinal_picks_from_the_last_list(dialogue: Dialogue) -> None:
    dialogue.ask("ask_list", "区人才办有哪些任务")
    assert refs(dialogue.ask("ask_unit", "第二个由谁负责")) == {"task/14"}
    assert refs(dialogue.ask("ask_unit", "第一个呢")) == {"task/13"}
    assert dialogue.ask("ask_unit", "第八个由谁负责").kind is Kind.NOT_IN_PLAN


def test_asking_back_takes_the_choice_by_words_and_by_ordinal(dialogue: Dialogue) -> None:
    made = dialogue.ask("ask_target", "小巨人的目标是多少")
    assert made.kind is Kind.CLARIFY
    assert len(made.buttons) == 3
    assert "25家" in dialogue.ask("followup", "国家级的").text
    dialogue.ask("ask_target", "小巨人的目标是多少")
    picked = dialogue.ask("followup", "第二个")
    assert picked.kind is Kind.ANSWER


def test_every_button_of_a_clarification_is_a_question_with_one_answer(knowledge: Knowledge) -> None:
    for subject in ("小巨人", "专精特新"):
        for button in Dialogue(knowledge).ask("ask_target", f"{subject}的目标是多少").buttons:
            assert Dialogue(knowledge).ask("ask_target", button.payload).kind is Kind.ANSWER, button


def test_buttons_of_answers_lead_to_answers(knowledge: Knowledge) -> None:
    asked = {"由谁负责": "ask_unit", "目标是多少": "ask_target", "主要内容": "ask_content"}
    for task in knowledge.main_plan.plan.tasks:
        for button in Dialogue(knowledge).ask("ask_area", f"{task.name}属于哪个领域").buttons:
            intent = next(intent for words, intent in asked.items() if words in button.payload)
            assert Dialogue(knowledge).ask(intent, button.payload).kind is Kind.ANSWER, button


def test_english_is_answered_in_english(dialogue: Dialogue) -> None:
    made = dialogue.ask("ask_unit", "Who is responsible for incubators?")
    assert "Responsible units" in made.text
    assert "区科委" in made.text


def test_an_edition_is_named_by_its_number(dialogue: Dialogue, knowledge: Knowledge) -> None:
    made = dialogue.ask("ask_unit", "孵化器由谁负责")
    assert made.edition == knowledge.edition.number
    assert made.custom()["edition"] == knowledge.edition.number
    assert made.custom()["kind"] == "answer"
