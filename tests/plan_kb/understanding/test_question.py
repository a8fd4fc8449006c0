from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from plan_kb.understanding.question import Intent, Question, group_of

ROOT = Path(__file__).parents[3]


def test_every_intent_of_the_domain_has_a_group() -> None:
    domain = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
    names = {name for intent in domain["intents"] for name in (intent if isinstance(intent, dict) else [intent])}
    assert {name for name in names if not group_of(name)} <= {"nlu_fallback"}


def test_an_unknown_intent_has_none() -> None:
    assert group_of("no_such_intent") == ""


def test_a_question_without_intents_asks_nothing() -> None:
    assert Question("孵化器", ()).intent == ""
    assert Question("孵化器", ()).confidence_of("fact") == 0


@pytest.mark.parametrize(("group", "confidence"), [("fact", 0.7), ("smalltalk", 0.2), ("foreign", 0.0)])
def test_confidence_of_kindred_intents_adds_up(group: str, confidence: float) -> None:
    question = Question("x", (Intent("ask_unit", 0.4), Intent("ask_target", 0.3), Intent("greet", 0.2)))
    assert question.intent == "ask_unit"
    assert question.confidence_of(group) == pytest.approx(confidence)
