from __future__ import annotations

import pytest

from plan_kb.answering.reply import Citation, Kind, Reply
from plan_kb.edition.lookup import PlanLookup
from plan_kb.edition.packaged import packaged_edition
from plan_kb.questions.fact import Fact, misses
from plan_kb.questions.generating import facts_of, wordings

FACTS = list(facts_of(PlanLookup(packaged_edition().plans[0])))


def test_no_question_is_asked_twice_for_one_fact() -> None:
    assert len({(fact.question, fact.subject) for fact in FACTS}) == len(FACTS)


def test_every_wording_is_used() -> None:
    assert {fact.subject for fact in FACTS} == set(wordings())


def reply_to(fact: Fact) -> Reply:
    citations = tuple(Citation("p", ref, "t", "q") for ref in sorted(fact.cites))
    return Reply(fact.kind, "\n".join(fact.has), citations)


@pytest.mark.parametrize("fact", FACTS[::25], ids=lambda fact: fact.question)
def test_a_reply_tells_a_fact_only_with_its_words_and_places(fact: Fact) -> None:
    right = reply_to(fact)
    assert not misses(fact, right)
    assert misses(fact, Reply(Kind.CLARIFY, right.text, ()))
    if fact.cites:
        assert misses(fact, Reply(right.kind, right.text, right.citations[:-1]))
    if fact.has:
        assert misses(fact, Reply(right.kind, "别的话", right.citations))


def test_an_answer_of_the_staff_takes_the_place_of_a_fact() -> None:
    by_staff = Reply(Kind.ANSWER, "工作人员的话", (Citation("p", "faq/1", "t", "q"),))
    assert not misses(FACTS[0], by_staff)
