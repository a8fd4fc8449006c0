from __future__ import annotations

from dataclasses import replace

import pytest

from plan_kb.answering.suggestions import candidates, chosen, suggestions
from plan_kb.edition.model import FaqEntry
from plan_kb.knowledge import Knowledge
from tests.served import ServedAssistant, new_sender


@pytest.mark.parametrize("language", ["zh", "en"])
def test_four_first_questions_of_different_kinds(knowledge: Knowledge, language: str) -> None:
    offered = suggestions(knowledge, language)
    assert len(set(offered.first)) == 4
    assert set(offered.first) <= set(offered.questions)
    assert len(set(offered.questions)) == len(offered.questions) > 80
    assert not [question for question in offered.questions if len(question) > 500 or question.startswith("/")]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_nearly_every_question_is_understood_as_it_is_meant(
    assistant: ServedAssistant, knowledge: Knowledge, language: str
) -> None:
    questions = suggestions(knowledge, language).questions
    refused = [question for question in questions if assistant.say(question, new_sender()).kind != "answer"]
    assert len(refused) <= 3  # the channel leaves them out


def test_the_first_questions_come_from_what_is_left(knowledge: Knowledge) -> None:
    offered = suggestions(knowledge, "zh")
    rest = [one for one in candidates(knowledge, "zh") if one.question in {*offered.questions} - {*offered.first}]
    fewer = chosen(knowledge, "zh", rest)
    assert len(fewer.first) == 4
    assert not set(offered.first) & {*fewer.first, *fewer.questions}
    assert len(fewer.questions) == len(offered.questions) - 4


def test_names_that_staff_publish_are_offered(knowledge: Knowledge) -> None:
    plan = knowledge.edition.plans[0]
    first, *others = plan.tasks
    renamed = replace(first, name="建设量子计算公共服务中心")
    edition = replace(knowledge.edition, number=2, plans=(replace(plan, tasks=(renamed, *others)),))
    questions = suggestions(Knowledge(edition, use_meaning=False), "zh").questions
    assert "建设量子计算公共服务中心由谁负责?" in questions
    assert f"{first.name}由谁负责?" not in questions


def test_what_the_edition_does_not_answer_is_not_offered(knowledge: Knowledge) -> None:
    questions = suggestions(knowledge, "zh").questions
    assert "加强引进龙头企业由谁负责?" in questions
    assert "加强引进龙头企业的目标是多少?" not in questions  # the plan sets none


def test_questions_that_staff_answered_are_offered(knowledge: Knowledge) -> None:
    plan = knowledge.edition.plans[0]
    entry = FaqEntry("faq/1", ("助力推进企业科创板上市", "上市"), "请找区财政局(金融办)。", "工作人员")
    edition = replace(knowledge.edition, number=2, plans=(replace(plan, faq=(entry,)),))
    questions = suggestions(Knowledge(edition, use_meaning=False), "zh").questions
    assert entry.questions[0] in questions
    assert entry.questions[1] not in questions
