from __future__ import annotations

import pytest

from plan_kb.answering.reply import Kind
from plan_kb.edition.model import FaqEntry
from plan_kb.knowledge import Knowledge
from tests.plan_kb.answering.scripted import Dialogue
from tests.plan_kb.staffed_plan import knowledge_with

FLAT = FaqEntry("faq/1", ("人才公寓怎么申请",), "登录“奉贤人才”申请。", "区人才办")
WHEN = FaqEntry(
    "faq/2", ("高企申报时间", "When can a firm apply as a high-tech enterprise?"), "每年六月。", "市科委通知"
)
SPACE = FaqEntry("faq/3", ("孵化器由谁负责",), "先找区科委高新科。", "区科委")


@pytest.fixture(scope="module")
def answered() -> Knowledge:
    return knowledge_with(FLAT, WHEN, SPACE)


@pytest.mark.parametrize(
    ("intent", "text", "entry"),
    [
        ("ask_procedure", "人才公寓怎么申请", FLAT),
        ("off_topic", "请问人才公寓如何申请?", FLAT),
        ("ask_other_service", "申请人才公寓要走什么程序", FLAT),
        ("ask_issue_date", "高企申报时间", WHEN),
        ("ask_procedure", "高新技术企业什么时候申报", WHEN),
        ("ask_unit", "孵化器由谁负责?", SPACE),
    ],
)
def test_the_answer_of_the_staff_is_given_in_their_words(
    answered: Knowledge, intent: str, text: str, entry: FaqEntry
) -> None:
    made = Dialogue(answered).ask(intent, text)
    assert made.kind is Kind.ANSWER
    assert entry.answer in made.text
    assert entry.source in made.text
    assert [(c.ref, c.title, c.quote) for c in made.citations] == [(entry.ref, entry.questions[0], entry.answer)]


def test_an_english_reply_wraps_the_chinese_answer(answered: Knowledge) -> None:
    made = Dialogue(answered).ask("ask_procedure", "When can a firm apply as a high-tech enterprise?")
    assert made.citations[0].ref == "faq/2"
    assert "每年六月。" in made.text
    assert made.text.startswith("Answer")


@pytest.mark.parametrize(
    ("intent", "text"),
    [
        ("ask_procedure", "人才公寓申请条件"),
        ("ask_money", "人才公寓租金多少"),
        ("ask_procedure", "高企申报材料"),
        ("ask_procedure", "明年高企什么时候申报"),
        ("ask_procedure", "深圳高企申报时间"),
        ("ask_target", "高企的目标是多少"),
        ("ask_target", "孵化器的目标是多少"),
        ("ask_contact", "孵化器由谁负责,电话多少"),
    ],
)
def test_another_question_about_the_same_subject_is_not_answered_with_it(
    answered: Knowledge, intent: str, text: str
) -> None:
    assert not any(c.ref.startswith("faq/") for c in Dialogue(answered).ask(intent, text).citations)


def test_a_second_question_that_nothing_answers_is_said_to_be_open(answered: Knowledge) -> None:
    made = Dialogue(answered).ask("ask_money", "人才公寓怎么申请?租金多少一平?")
    assert FLAT.answer in made.text
    assert "计划没有写" in made.text


def test_the_conversation_stays_where_it_was(answered: Knowledge) -> None:
    dialogue = Dialogue(answered)
    dialogue.ask("ask_target", "科创板上市的目标是多少")
    before = dialogue.context
    dialogue.ask("ask_procedure", "人才公寓怎么申请")
    assert dialogue.context == before
