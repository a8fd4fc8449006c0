from __future__ import annotations

import pytest

from plan_kb.answering.reply import Kind
from plan_kb.knowledge import Knowledge
from tests.plan_kb.answering.scripted import Dialogue
from tests.plan_kb.staffed_plan import knowledge_with, staffed_plan

ENTRY_OF = {fact.ref: fact.text for fact in staffed_plan().staff_facts}


@pytest.fixture(scope="module")
def staffed() -> Knowledge:
    return knowledge_with()


@pytest.mark.parametrize(
    ("text", "told", "not_told"),
    [
        ("区科委的电话是多少", ["021-57100001"], ["解放东路"]),
        ("区科委地址在哪里", ["解放东路1号"], ["57100001"]),
        ("怎么联系区科委", ["021-57100001", "解放东路1号"], []),
        ("区财政局(金融办)几点上班", ["9:00-17:00"], ["57100002"]),
        ("企业想上市,电话多少?", ["021-57100002", "021-57100001"], ["解放东路"]),
        ("孵化器的电话", ["021-57100001"], ["57100002"]),
        ("telephone of the District Science and Technology Commission", ["021-57100001"], ["解放东路"]),
    ],
)
def test_only_what_is_asked_for_is_told(staffed: Knowledge, text: str, told: list[str], not_told: list[str]) -> None:
    made = Dialogue(staffed).ask("ask_contact", text)
    assert made.kind is Kind.ANSWER
    assert all(words in made.text for words in told), made.text
    assert not any(words in made.text for words in not_told), made.text
    assert {c.quote for c in made.citations} <= set(ENTRY_OF.values())
    assert all(ENTRY_OF[c.ref] == c.quote for c in made.citations)


@pytest.mark.parametrize(
    ("text", "unexplained"),
    [
        ("区科委几点上班", ()),
        ("区经委电话", ()),
        ("区科委的网址", ("网址",)),
        ("联系人是谁", ("联系人",)),
        ("企业想上市,税务局电话多少", ("税务局",)),
        ("电话多少", ()),
    ],
)
def test_what_staff_did_not_enter_is_not_told(staffed: Knowledge, text: str, unexplained: tuple[str, ...]) -> None:
    made = Dialogue(staffed).ask("ask_contact", text, *unexplained)
    assert made.kind is Kind.NOT_IN_PLAN
    assert "5710" not in made.text


def test_the_conversation_says_whose_contact_is_asked_for(staffed: Knowledge) -> None:
    dialogue = Dialogue(staffed)
    dialogue.ask("ask_unit", "孵化器由谁负责")
    assert "021-57100001" in dialogue.ask("ask_contact", "电话多少").text
    other = dialogue.ask("ask_contact", "税务局的电话呢", "税务局")
    assert other.kind is Kind.NOT_IN_PLAN
    dialogue.ask("ask_list", "区财政局(金融办)有哪些任务")
    assert "021-57100002" in dialogue.ask("ask_contact", "联系方式").text


def test_without_entries_it_is_said_that_the_plan_has_none(knowledge: Knowledge) -> None:
    made = Dialogue(knowledge).ask("ask_contact", "区科委的电话是多少")
    assert (made.kind, made.citations) == (Kind.NOT_IN_PLAN, ())
