"""Every fact of the knowledge base in several wordings: the right answer with the right citation, all of them.

What is asked and what is expected are both made from the edition, so that a plan with other facts is tested the same
way. The trained model reads the questions; the reply is made without a server.
"""

from __future__ import annotations

import pytest

from bot.evaluation.language_model import LanguageModel
from plan_kb.answering.assistant import reply
from plan_kb.edition.lookup import PlanLookup
from plan_kb.edition.packaged import packaged_edition
from plan_kb.knowledge import Knowledge
from plan_kb.live import using
from plan_kb.questions.fact import Fact, faults_of
from plan_kb.questions.generating import facts_of, wordings
from plan_kb.understanding.context import Context

LONGEST = 500

FACTS = [fact for plan in packaged_edition().plans for fact in facts_of(PlanLookup(plan))]


def faults(fact: Fact, knowledge: Knowledge, language_model: LanguageModel) -> list[str]:
    """What is wrong with the answer to a fact's question."""
    with using(knowledge):
        made, _ = reply(knowledge, language_model.question(fact.question, LONGEST), Context())
    found = faults_of(fact, made, knowledge.main_plan.bare_source)
    return [f"{'; '.join(found)}\n    {made.text[:160]}"] if found else []


@pytest.mark.parametrize("subject", list(wordings()))
def test_every_fact_is_answered_rightly_in_every_wording(
    subject: str, knowledge: Knowledge, language_model: LanguageModel
) -> None:
    asked = [fact for fact in FACTS if fact.subject == subject]
    failed = {fact.question: wrong for fact in asked if (wrong := faults(fact, knowledge, language_model))}
    told = "\n".join(f"{question}: {wrong[0]}" for question, wrong in failed.items())
    assert not failed, f"{len(failed)} of {len(asked)} questions\n{told}"


def test_no_fact_is_left_out() -> None:
    plan = packaged_edition().plans[0]
    asked = {subject: {fact.has for fact in FACTS if fact.subject == subject} for subject in wordings()}
    assert all(asked.values())
    assert len([f for f in FACTS if f.subject == "units of a task"]) == len(plan.tasks) * len(
        wordings()["units of a task"]
    )
    assert len([f for f in FACTS if f.subject == "value of an indicator"]) == len(plan.indicators) * len(
        wordings()["value of an indicator"]
    )
