"""Changes of answers as people read them: those that come from one fact together."""

from __future__ import annotations

from dataclasses import dataclass

from plan_kb.questions.changes import AnswerChange


@dataclass(frozen=True)
class ChangedAnswer:
    """An answer that differs, with every question that gets it."""

    first: AnswerChange
    others: tuple[str, ...]
    """Further questions with the same change, other languages included."""
    golden: bool
    """Whether staff watch one of the questions."""


def by_answer(changes: tuple[AnswerChange, ...]) -> list[ChangedAnswer]:
    """The changes with the same places before and after as one; those of watched questions and lost ones first."""
    groups: dict[object, list[AnswerChange]] = {}
    for change in changes:
        groups.setdefault(_what_changed(change), []).append(change)
    shown = [
        ChangedAnswer(members[0], tuple(c.question for c in members[1:]), any(c.golden for c in members))
        for members in groups.values()
    ]
    return sorted(shown, key=lambda answer: (not answer.golden, not answer.first.lost))


def _what_changed(change: AnswerChange) -> object:
    before = frozenset((c.ref, c.quote) for c in change.before.citations)
    after = frozenset((c.ref, c.quote) for c in change.after.citations)
    if before == after:
        # The same places: what differs is only the wording.
        return (change.before.kind, change.after.kind, change.before.text, change.after.text)
    return (change.before.kind, change.after.kind, before, after)
