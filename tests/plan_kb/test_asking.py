from __future__ import annotations

import pytest

from plan_kb import asking
from plan_kb.answering.reply import Kind
from plan_kb.asking import explained
from plan_kb.edition.model import FaqEntry
from plan_kb.knowledge import Knowledge
from plan_kb.linking.mention import Kind as ThingKind
from plan_kb.reader import Reader
from plan_kb.understanding.context import Context
from tests.plan_kb.staffed_plan import knowledge_with

READER = Reader("tests.plan_kb.keyword_reader:read")


def test_every_step_is_shown(knowledge: Knowledge) -> None:
    found = explained(knowledge, READER, "敷化器由誰負責", Context())
    assert (found.normal, found.repaired) == ("敷化器由谁负责", "孵化器由谁负责")
    assert [m.surface for m in found.mentions] == ["孵化器"]
    assert found.question.intent == "ask_unit"
    assert found.candidates[0].thing.kind is ThingKind.MEASURE
    assert "孵化器" in found.candidates[0].name
    assert found.reply.kind is Kind.ANSWER
    assert found.by_staff is None
    assert found.after.focus is not None


def test_the_context_goes_on(knowledge: Knowledge) -> None:
    first = explained(knowledge, READER, "孵化器由谁负责", Context())
    second = explained(knowledge, READER, "目标呢", first.after)
    assert second.before == first.after
    assert "24家" in second.reply.text


def test_an_answer_of_the_staff_is_named() -> None:
    entry = FaqEntry("faq/1", ("人才公寓怎么申请",), "登录申请。", "区人才办")
    found = explained(knowledge_with(entry), READER, "人才公寓如何申请", Context())
    assert found.by_staff is not None
    assert found.by_staff.entry == entry
    assert found.reply.citations[0].ref == "faq/1"


def test_in_words_each_step_has_a_line(knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "current_knowledge", lambda: knowledge)
    monkeypatch.setenv("PLAN_READER", "tests.plan_kb.keyword_reader:read")
    words = asking.explain("敷化器由谁负责")
    assert "纠正后:孵化器由谁负责" in words
    assert "孵化器 → task:9" in words
    assert "ask_unit 0.90" in words
    assert "task/9" in words
