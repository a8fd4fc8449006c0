"""Wordings that are alike in one group, so that staff decide about many at once; the same ones always fall together."""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from plan_kb.retrieval.wording import without_neutral
from plan_kb.unanswered.collecting import Reason, Wording

LEAST_LIKENESS = 0.5
"""Share of pairs of characters that two wordings have in common (Dice's coefficient). Tried on the questions of
tests/cases: at 0.5 a group holds wordings of one question; from 0.4 down different questions about one thing mix."""


@dataclass(frozen=True)
class Group:
    """Wordings that are alike, the most frequent first."""

    wordings: tuple[Wording, ...]

    @property
    def leader(self) -> Wording:
        """The wording that stands for the group."""
        return self.wordings[0]

    @property
    def count(self) -> int:
        """How often any of them was asked."""
        return sum(wording.count for wording in self.wordings)

    @property
    def last(self) -> datetime.datetime:
        """When one of them was asked last."""
        return max(wording.last for wording in self.wordings)

    @property
    def reasons(self) -> dict[Reason, int]:
        """How often for each reason, the most frequent first."""
        total: Counter[Reason] = Counter()
        for wording in self.wordings:
            total.update(wording.reasons)
        return dict(sorted(total.items(), key=lambda pair: (-pair[1], pair[0].value)))


def grouped(wordings: Iterable[Wording]) -> list[Group]:
    """Each wording in one group, the group asked most first.

    The most frequent wordings lead; each other one joins the leader that it is most like, if it is like it enough. The
    order in which the wordings are given does not matter.
    """
    led: list[list[Wording]] = []
    sizes: list[int] = []
    leaders_with: defaultdict[str, list[int]] = defaultdict(list)
    for wording in sorted(wordings, key=lambda w: (-w.count, w.key)):
        pairs = pairs_of(wording.key)
        shared: Counter[int] = Counter(number for pair in pairs for number in leaders_with[pair])
        likeness = {number: 2 * common / (len(pairs) + sizes[number]) for number, common in shared.items()}
        best = max(likeness, key=lambda number: (likeness[number], -number), default=None)
        if best is not None and likeness[best] >= LEAST_LIKENESS:
            led[best].append(wording)
            continue
        for pair in pairs:
            leaders_with[pair].append(len(led))
        sizes.append(len(pairs))
        led.append([wording])
    groups = [Group(tuple(members)) for members in led]
    return sorted(groups, key=lambda group: (-group.count, group.leader.key))


def pairs_of(text: str) -> frozenset[str]:
    """The pairs of neighbouring characters of a normalised wording, words of politeness left out; of a short one the
    whole."""
    bare = without_neutral(text) or text
    return frozenset(bare[i : i + 2] for i in range(len(bare) - 1)) or frozenset({bare})
