from __future__ import annotations

import pytest

from plan_kb.linking import cues


@pytest.mark.parametrize(
    ("cue", "text"),
    [
        ("most", "任务最多的单位"),
        ("fewest", "which area has the fewest tasks"),
        ("without", "没有指标的任务"),
        ("doubling", "翻一番"),
        ("pronouns", "它归谁管"),
        ("noun:task", "哪些任务"),
        ("noun:unit", "责任单位"),
        ("noun:area", "几个领域"),
    ],
)
def test_words_are_found(cue: str, text: str) -> None:
    assert cues.has(cue, text)
    assert all(text[start:end] for start, end in cues.spans(cue, text))


def test_english_words_are_found_whole() -> None:
    assert not cues.has("without", "nothing notable")
    assert cues.has("without", "tasks with no target, not one")
