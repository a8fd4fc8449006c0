"""What the outcomes of many cases come to, in numbers."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from bot.evaluation.conversation import CaseOutcome, Failure
from bot.evaluation.share import Share

GROUPINGS: dict[str, Callable[[CaseOutcome], str]] = {
    "file": lambda outcome: outcome.case.file,
    "category": lambda outcome: outcome.case.category,
    "style": lambda outcome: outcome.case.style,
}


@dataclass(frozen=True)
class Summary:
    """The numbers of one run."""

    right: Share
    """Cases of which every turn is right."""
    groups: dict[str, dict[str, Share]]
    """The same by file, category and style."""
    false_answers: Share
    """Turns whose question the plan does not answer, and those of them that were answered all the same."""
    failures: dict[Failure, int]
    """Cases by their worst failure."""
    median_seconds: float
    """Time of one message."""
    p95_seconds: float
    messages: int


def summarised(outcomes: Sequence[CaseOutcome]) -> Summary:
    """The numbers of ``outcomes``; there must be at least one."""
    turns = [turn for outcome in outcomes for turn in outcome.turns]
    seconds = sorted(turn.seconds for turn in turns)
    failures = [outcome.failure for outcome in outcomes]
    return Summary(
        right=Share.of(outcome.right for outcome in outcomes),
        groups={name: _grouped(outcomes, key) for name, key in GROUPINGS.items()},
        false_answers=Share.of(turn.answered_falsely for turn in turns if turn.turn.expected.forbids_answer),
        failures={failure: failures.count(failure) for failure in Failure},
        median_seconds=seconds[len(seconds) // 2],
        p95_seconds=seconds[int(len(seconds) * 0.95)],
        messages=len(turns))


def _grouped(outcomes: Iterable[CaseOutcome], key: Callable[[CaseOutcome], str]) -> dict[str, Share]:
    marks: dict[str, list[bool]] = defaultdict(list)
    for outcome in outcomes:
        marks[key(outcome)].append(outcome.right)
    return {name: Share.of(marks[name]) for name in sorted(marks)}
