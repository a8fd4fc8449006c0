"""Which questions the staff's answers are given to: measured on wordings of our own (faq_cases.yml)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from plan_kb.edition.lookup import PlanLookup
from plan_kb.edition.model import FaqEntry
from plan_kb.knowledge import Knowledge
from plan_kb.retrieval.wording import agree, wording
from tests.plan_kb.staffed_plan import knowledge_with

CASES: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    Path(__file__).with_name("faq_cases.yml").read_text(encoding="utf-8")
)
LEAST_SHARE = {"tuned": 0.75, "unseen": 0.6}
REPOSITORY = Path(__file__).parents[3]


def entries(part: str) -> list[FaqEntry]:
    return [FaqEntry(f"faq/{n}", tuple(c["wordings"]), c["answer"], "source") for n, c in enumerate(CASES[part])]


@pytest.fixture(scope="module", params=sorted(CASES))
def part(request: pytest.FixtureRequest) -> tuple[str, Knowledge]:
    return request.param, knowledge_with(*entries(request.param))


def found(knowledge: Knowledge, text: str) -> str:
    fitting = knowledge.faq.best(knowledge.link(text))
    return fitting.entry.ref if fitting else ""


def test_the_wordings_themselves_find_their_entry(part: tuple[str, Knowledge]) -> None:
    name, knowledge = part
    for number, case in enumerate(CASES[name]):
        for question in case["wordings"]:
            fitting = knowledge.faq.best(knowledge.link(f"请问{question}?"))
            assert fitting is not None, question
            assert fitting.entry.ref == f"faq/{number}"
            assert fitting.strong


def test_most_other_wordings_find_it_too(part: tuple[str, Knowledge]) -> None:
    name, knowledge = part
    asked = [(question, f"faq/{number}") for number, case in enumerate(CASES[name]) for question in case["same"]]
    missed = [question for question, ref in asked if found(knowledge, question) != ref]
    assert len(missed) <= (1 - LEAST_SHARE[name]) * len(asked), missed


def test_other_questions_about_the_subject_do_not(part: tuple[str, Knowledge]) -> None:
    name, knowledge = part
    wrong = {
        question: ref
        for number, case in enumerate(CASES[name])
        for question in case["near"]
        if (ref := found(knowledge, question)) == f"faq/{number}"
    }
    assert not wrong


def test_questions_that_the_plan_answers_find_none() -> None:
    knowledge = knowledge_with(*entries("tuned"), *entries("unseen"))
    cases = yaml.safe_load((REPOSITORY / "tests/cases/learnt/practice.yml").read_text(encoding="utf-8"))
    asked = [t["user"] for c in cases for t in c["turns"] if t["expect"]["kind"] == "answer"]
    assert len(asked) > 200
    assert {question: ref for question in asked if (ref := found(knowledge, question))} == {}


@given(
    left=st.sampled_from([q for c in CASES["tuned"] for q in (*c["wordings"], *c["same"], *c["near"])]),
    marks=st.sampled_from(["", "?", "。", " ", "请问", "您好,"]),
)
def test_a_question_agrees_with_itself_however_it_is_put(left: str, marks: str) -> None:
    knowledge = _KNOWLEDGE
    one = wording(knowledge.link(left))
    other = wording(knowledge.link(marks + left if marks in ("请问", "您好,") else left + marks))
    assert agree(one, one)
    assert agree(other, one)


_KNOWLEDGE = knowledge_with()


def test_the_cost_of_a_question_without_answers_is_a_look_at_an_empty_list() -> None:
    lookup = PlanLookup(knowledge_with().main_plan.plan)
    assert lookup.plan.faq == ()
    assert len(knowledge_with().faq) == 0
