"""Whatever is sent and whatever it is taken for: a reply by the contract, and quotes that stand in the plan."""

from __future__ import annotations

from functools import lru_cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plan_kb.answering.reply import Kind, Reply
from plan_kb.data import load
from plan_kb.knowledge import Knowledge
from plan_kb.live import packaged_knowledge
from plan_kb.text.normalise import bare
from plan_kb.understanding.context import Context
from tests.plan_kb.answering.scripted import Dialogue
from tests.plan_kb.messages_of_all_kinds import NAUGHTY, anything, mixtures

INTENTS = sorted(
    {intent for group in load("language/intents.yml")["groups"].values() for intent in group} | {"nlu_fallback", ""}
)


@lru_cache(maxsize=1)
def names() -> tuple[str, ...]:
    """Names and aliases of the packaged plan."""
    plan = packaged_knowledge().main_plan.plan
    return (
        *(t.name for t in plan.tasks),
        *(u.key for u in plan.units),
        *(a.name for a in plan.areas),
        *(i.name for i in plan.indicators),
        *(a.surface for a in plan.aliases),
    )


def breaches(made: Reply, source: str) -> list[str]:
    """Where a reply breaks the answer contract."""
    found = [] if made.text.strip() else ["says nothing"]
    if made.kind is Kind.ANSWER and not made.citations:
        found.append("answer without citation")
    if made.kind not in (Kind.ANSWER, Kind.NOT_IN_PLAN) and made.citations:
        found.append(f"{made.kind.value} with citations")
    if made.kind is Kind.ERROR:
        found.append("error")
    found += [
        f"quote {c.quote!r} of {c.ref}" for c in made.citations if not bare(c.quote) or bare(c.quote) not in source
    ]
    found += [
        f"button {b}" for b in made.buttons if not b.title.strip() or not b.payload.strip() or b.payload.startswith("/")
    ]
    return found


def check(dialogue: Dialogue, intent: str, text: str) -> None:
    made = dialogue.ask(intent, text)
    assert not breaches(made, packaged_knowledge().main_plan.bare_source), (intent, text, made.text)
    slots = dialogue.context.to_slots()
    assert Context.from_slots(**slots) == dialogue.context


@pytest.mark.parametrize("intent", INTENTS)
def test_naughty_messages_are_answered(knowledge: Knowledge, intent: str) -> None:
    dialogue = Dialogue(knowledge)
    for message in NAUGHTY:
        check(dialogue, intent, message)


@settings(max_examples=120, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(INTENTS), st.one_of(anything, mixtures)), min_size=1, max_size=4))
def test_any_conversation_is_answered(turns: list[tuple[str, str]]) -> None:
    dialogue = Dialogue(packaged_knowledge())
    for intent, text in turns:
        check(dialogue, intent, text)


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_every_quote_is_verbatim(data: st.DataObject) -> None:
    """Questions about names of the plan, in every intent, several in a row."""
    dialogue = Dialogue(packaged_knowledge())
    for _ in range(data.draw(st.integers(1, 3))):
        first, second = data.draw(st.sampled_from(names())), data.draw(st.sampled_from(("", *names())))
        wording = data.draw(
            st.sampled_from(
                (
                    "{0}由谁负责",
                    "{0}和{1}的目标",
                    "{0}",
                    "第三个",
                    "{1}呢?",
                    "原文怎么写",
                    "2700家",
                    "哪些任务没有{0}",
                    "{0} {1} 2025年",
                )
            )
        )
        check(dialogue, data.draw(st.sampled_from(INTENTS)), wording.format(first, second))


@pytest.mark.parametrize(
    "words",
    [
        "核心功能区",
        "孵化器",
        "科创板上市",
        "知识产权的运用和保护",
        "产学研协同创新平台",
        "生态环境",
        "数字江海",
        "龙头企业",
    ],
)
def test_places_of_words_of_headings_are_quoted_verbatim(knowledge: Knowledge, words: str) -> None:
    check(Dialogue(knowledge), "ask_place", f"{words}写在哪里")


@pytest.mark.parametrize("question", ["区人才办有哪些任务", "优化创新要素配置领域有哪些任务", "计划有哪些重点工作"])
def test_original_wording_of_a_list_is_verbatim(knowledge: Knowledge, question: str) -> None:
    dialogue = Dialogue(knowledge)
    dialogue.ask("ask_list", question)
    check(dialogue, "ask_place", "原文怎么说?")


def test_same_question_same_answer(knowledge: Knowledge) -> None:
    first, second = (Dialogue(knowledge).ask("ask_unit", "孵化器由谁负责") for _ in range(2))
    assert first == second
