from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.evaluation.cases import read_cases
from bot.evaluation.conversation import CaseOutcome, Examiner, Failure
from bot.evaluation.report import as_json, failure_lines, summary_lines, worst_first
from bot.evaluation.share import Share
from bot.evaluation.summary import summarised
from plan_kb.live import packaged_knowledge
from plan_kb.understanding.context import Context
from tests.bot.evaluation.conftest import ScriptedReader


@pytest.fixture
def outcomes(case_file: Path) -> list[CaseOutcome]:
    return Examiner(ScriptedReader(), packaged_knowledge()).examine(read_cases([case_file]))


def test_each_case_fails_as_it_does(outcomes: list[CaseOutcome]) -> None:
    assert {outcome.case.id: outcome.failure for outcome in outcomes} == {
        "t-1": None, "t-2": None, "t-3": Failure.WRONG_FACT, "t-4": Failure.FALSE_ANSWER, "t-5": Failure.REFUSED,
        "t-6": Failure.ERROR}
    assert [outcome.right for outcome in outcomes] == [True, True, False, False, False, False]


def test_failures_are_told_worst_first_with_their_reading(outcomes: list[CaseOutcome]) -> None:
    assert [outcome.case.id for outcome in worst_first(outcomes)] == ["t-4", "t-3", "t-6", "t-5"]
    told = "\n".join(failure_lines(outcomes, limit=2))
    assert told.index("t-4") < told.index("t-3")
    assert "mentions: 孵化器 = task:9" in told
    assert "intents: ask_unit 0.90" in told
    assert "lacks 财政局" in told
    assert "t-6" not in told
    assert "2 more" in told
    assert failure_lines(outcomes, limit=0) == []
    assert "KeyError" in "\n".join(failure_lines(outcomes, limit=9))


def test_numbers_of_the_run(outcomes: list[CaseOutcome]) -> None:
    summary = summarised(outcomes)
    assert summary.right == Share(2, 6)
    assert summary.false_answers == Share(1, 2)
    assert summary.groups["file"] == {"tiny.yml": Share(2, 6)}
    assert summary.groups["style"]["terse"] == Share(1, 2)
    assert summary.groups["category"]["unit_of_task"] == Share(0, 3)
    assert summary.failures[Failure.WRONG_KIND] == 0
    assert summary.messages == 7
    assert 0 < summary.median_seconds <= summary.p95_seconds
    assert summary_lines(summary)[-1].startswith("TOTAL right:    2/6")
    written = json.loads(json.dumps(as_json(summary, outcomes), ensure_ascii=False))
    failures = [case["failure"] for case in written["cases"]]
    assert failures == [None, None, "wrong_fact", "false_answer", "refused", "error"]
    assert written["right"]["interval"] == pytest.approx([9.68, 70.0], abs=0.01)


@pytest.mark.parametrize("with_context", [True, False])
def test_context_is_carried_or_dropped(
    case_file: Path, monkeypatch: pytest.MonkeyPatch, with_context: bool
) -> None:
    seen: list[Context] = []
    from bot.evaluation import conversation

    real = conversation.reply

    def watched(knowledge, question, context, longest):  # type: ignore[no-untyped-def]
        seen.append(context)
        return real(knowledge, question, context, longest)

    monkeypatch.setattr(conversation, "reply", watched)
    Examiner(ScriptedReader(), packaged_knowledge(), with_context).examine(read_cases([case_file])[:2])
    first, second, other_case = seen
    assert first == other_case == Context()
    assert (second.focus is not None) is with_context
