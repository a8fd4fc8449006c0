"""Wordings that are alike in one group, so that staff decide about many at once; the same ones always fall together."""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from plan_kb.retrieval.wording import aspects_of
from plan_kb.unanswered.collecting import Reason, Wording

LEAST_LIKENESS = 0.5
"""Share of pairs of characters that two wordings have in common (Dice's coefficient). Tried on the wordings of
tests/plan_kb/retrieval/faq_cases.yml: from 0.4 down, questions about different things fall together."""


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
    leaders_with: defaultdict[tuple[frozenset[str], str], list[int]] = defaultdict(list)
    for wording in sorted(wordings, key=lambda w: (-w.count, w.key)):
        features = features_of(wording.key)
        shared: Counter[int] = Counter(number for feature in features for number in leaders_with[feature])
        likeness = {number: 2 * common / (len(features) + sizes[number]) for number, common in shared.items()}
        best = max(likeness, key=lambda number: (likeness[number], -number), default=None)
        if best is not None and likeness[best] >= LEAST_LIKENESS:
            led[best].append(wording)
            continue
        for feature in features:
            leaders_with[feature].append(len(led))
        sizes.append(len(features))
        led.append([wording])
    groups = [Group(tuple(members)) for members in led]
    return sorted(groups, key=lambda group: (-group.count, group.leader.key))


def features_of(text: str) -> frozenset[tuple[frozenset[str], str]]:
    """What a normalised wording says: the pairs of neighbouring characters of its words, each with what is asked for.

    So 申报时间 and 申报条件 of one thing have nothing in common. Of a wording that says nothing of its own, the whole.
    """
    aspects, words = aspects_of(text)
    words = words or text
    return frozenset((aspects, words[i : i + 2]) for i in range(max(1, len(words) - 1)))
