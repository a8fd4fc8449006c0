from __future__ import annotations

import datetime

import pytest

from plan_kb.answering import progress
from plan_kb.answering.reply import Kind
from plan_kb.knowledge import Knowledge
from tests.plan_kb.answering.scripted import Dialogue
from tests.plan_kb.staffed_plan import knowledge_with, staffed_plan

ENTRY_OF = {fact.ref: fact.text for fact in staffed_plan().staff_facts}


@pytest.fixture(scope="module")
def staffed() -> Knowledge:
    return knowledge_with()


@pytest.fixture(autouse=True)
def in_2025(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "_today", lambda: datetime.date(2025, 9, 1))


@pytest.mark.parametrize(
    ("intent", "text", "value", "ref"),
    [
        ("ask_result", "高新技术企业完成了多少", "2500家", "staff/progress/2"),
        ("ask_result", "2024年高企有多少家", "2100家", "staff/progress/1"),
        ("ask_result", "去年高企有多少家", "2100家", "staff/progress/1"),
        ("ask_target", "2024年高企有多少家", "2100家", "staff/progress/1"),
        ("ask_result", "孵化器目前建了几家", "19家", "staff/progress/3"),
        ("ask_result", "How many high-tech enterprises are there now?", "2500家", "staff/progress/2"),
    ],
)
def test_the_newest_report_is_told_apart_from_the_target(
    staffed: Knowledge, intent: str, text: str, value: str, ref: str
) -> None:
    made = Dialogue(staffed).ask(intent, text)
    assert made.kind is Kind.ANSWER
    assert value in made.text
    assert "区科委季报" in made.text
    assert "不是计划目标" in made.text or "not targets" in made.text
    assert [(c.ref, c.quote) for c in made.citations] == [(ref, ENTRY_OF[ref])]
    assert "2700" not in made.text
    assert "24家" not in made.text


@pytest.mark.parametrize(
    ("intent", "text", "unexplained"),
    [
        ("ask_result", "2023年高企有多少家", ()),
        ("ask_target", "2024年高企目标多少", ()),
        ("ask_result", "高企名单", ()),
        ("ask_result", "专精特新现在多少家", ()),
        ("ask_result", "高企现在新增了多少", ()),
        ("ask_result", "目前有多少家高企在港股上市", ("港股",)),
        ("ask_result", "完成情况怎么样", ()),
    ],
)
def test_what_no_report_says_is_not_told(
    staffed: Knowledge, intent: str, text: str, unexplained: tuple[str, ...]
) -> None:
    made = Dialogue(staffed).ask(intent, text, *unexplained)
    assert made.kind is Kind.NOT_IN_PLAN
    assert not any(value in made.text for value in ("2100", "2500", "2700", "19家", "24家"))


def test_a_conversation_goes_from_target_to_progress_and_back(staffed: Knowledge) -> None:
    dialogue = Dialogue(staffed)
    dialogue.ask("ask_target", "孵化器的目标是多少")
    assert "19家" in dialogue.ask("followup", "现在呢").text
    assert "2500家" in dialogue.ask("followup", "那高企呢").text
    back = dialogue.ask("ask_target", "目标呢")
    assert "2700家" in back.text
    assert "2500" not in back.text


def test_a_follow_up_without_reports_asks_back_as_before(knowledge: Knowledge) -> None:
    dialogue = Dialogue(knowledge)
    dialogue.ask("ask_target", "孵化器的目标是多少")
    assert dialogue.ask("followup", "现在呢").kind is Kind.CLARIFY
