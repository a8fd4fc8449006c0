from __future__ import annotations

from pathlib import Path

import pytest

from bot.evaluation.cases import BadCases, read_cases

TWO_CASES = """
- id: t-1
  category: multi_turn
  style: terse
  turns:
    - user: 孵化器 责任单位
      expect: {kind: answer, has_all: [科委], cites: [task/9]}
    - user: 电话?
      expect: {kind: not_in_plan, also: [clarify]}
- id: t-2
  category: smalltalk
  turns:
    - user: 你好
      expect: {kind: smalltalk}
"""


def written(folder: Path, content: str) -> Path:
    path = folder / "cases.yml"
    path.write_text(content, encoding="utf-8")
    return path


def test_cases_are_read_in_order(tmp_path: Path) -> None:
    first, second = read_cases([written(tmp_path, TWO_CASES)])
    assert (first.file, first.id, first.category, first.style) == ("cases.yml", "t-1", "multi_turn", "terse")
    assert [turn.user for turn in first.turns] == ["孵化器 责任单位", "电话?"]
    assert first.turns[0].expected.has_all == ("科委",)
    assert first.turns[0].expected.cites == ("task/9",)
    assert first.turns[1].expected.also == {"clarify"}
    assert second.style == "unnamed"


def test_only_unanswerable_questions_forbid_an_answer(tmp_path: Path) -> None:
    first, second = read_cases([written(tmp_path, TWO_CASES)])
    assert [turn.expected.forbids_answer for turn in (*first.turns, *second.turns)] == [False, True, False]


@pytest.mark.parametrize(("content", "told"), [
    ("", "not a list"),
    ("[]", "no cases"),
    ("- id: [", "cases.yml"),
    ("- id: t-1\n  category: x", "t-1"),
    ("- just words", "no. 1"),
    ("- {id: t-1, category: x, turns: [{user: a, expect: {kind: reply}}]}", "unknown kind reply"),
    ("- {id: t-1, category: x, turns: [{user: a, expect: {has_all: 科委}}]}", "has_all is not a list"),
])
def test_unusable_file_is_refused_in_one_line(tmp_path: Path, content: str, told: str) -> None:
    with pytest.raises(BadCases) as caught:
        read_cases([written(tmp_path, content)])
    assert told in str(caught.value)
    assert "\n" not in str(caught.value)


def test_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadCases):
        read_cases([tmp_path / "absent.yml"])
