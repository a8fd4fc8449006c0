from __future__ import annotations

import pytest
from rasa.shared.nlu.constants import INTENT_RANKING_KEY, TEXT

from bot.nlu.clause_joiner import CLAUSES, ClauseJoiner
from bot.nlu.unexplained import UNEXPLAINED
from tests.bot.nlu.pipeline import read

pytestmark = pytest.mark.usefixtures("packaged_plan")


def test_clauses_are_folded_into_their_message() -> None:
    messages = read("孵化器由谁负责?目标是多少?", "你好")
    for number, message in enumerate(messages):
        message.set(INTENT_RANKING_KEY, [{"name": f"intent {number} {rank}", "confidence": 0.1} for rank in range(9)])
        message.set(UNEXPLAINED, [f"word {number}"])
    first, second = ClauseJoiner().process(messages)
    assert [first.get(TEXT), second.get(TEXT)] == ["孵化器由谁负责?目标是多少?", "你好"]
    assert [(c["start"], c["end"], c["intents"][0]["name"], c["unexplained"]) for c in first.get(CLAUSES)] == [
        (0, 8, "intent 1 0", ["word 1"]),
        (8, 14, "intent 2 0", ["word 2"]),
    ]
    assert all(1 <= len(clause["intents"]) <= 9 for clause in first.get(CLAUSES))
    assert second.get(CLAUSES) == []


def test_nothing_in_nothing_out() -> None:
    assert ClauseJoiner().process([]) == []
