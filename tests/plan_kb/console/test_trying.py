from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plan_kb.asking import explained
from plan_kb.console.trying import MOST_TURNS, Conversation, conversation_of, things_in_words
from plan_kb.knowledge import Knowledge
from plan_kb.linking.mention import Kind, Thing
from plan_kb.reader import Reader

READER = Reader("tests.plan_kb.keyword_reader:read")


def test_a_conversation_survives_the_form(knowledge: Knowledge) -> None:
    conversation = Conversation()
    for question in ("孵化器由谁负责", "目标呢", "<b>\"'</b>"):
        conversation = conversation.after(explained(knowledge, READER, question, conversation.context))
    assert conversation_of(conversation.kept()) == conversation
    for _ in range(MOST_TURNS + 3):
        conversation = conversation.after(explained(knowledge, READER, "孵化器由谁负责", conversation.context))
    assert len(conversation.turns) == MOST_TURNS


VALUES = st.recursive(
    st.none() | st.booleans() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["turns", "slots", "focus", "things", "x"]), inner),
)


@given(st.text() | VALUES.map(json.dumps))
def test_whatever_comes_back_is_a_conversation(text: str) -> None:
    assert isinstance(conversation_of(text), Conversation)


@pytest.mark.parametrize(
    "thing",
    [Thing("no-plan", Kind.TASK, "1"), Thing("fengxian-sme-2023-2025", Kind.TASK, "99"),
     Thing("fengxian-sme-2023-2025", Kind.TERM, "99999"), Thing("fengxian-sme-2023-2025", Kind.UNIT, "没有")],
    ids=str,
)  # fmt: skip
def test_what_an_edition_does_not_have_is_called_by_its_key(knowledge: Knowledge, thing: Thing) -> None:
    assert thing.key in things_in_words(knowledge, (thing,))[0]
