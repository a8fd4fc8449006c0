"""The plan's own words: which sentences a stretch of the message stands in, however little of a name it is."""

from __future__ import annotations

import math
import re
from collections import defaultdict

import jieba

from plan_kb.edition.lookup import PlanLookup
from plan_kb.linking.cues import ordinary_words
from plan_kb.linking.mention import Kind, Mention, Source, Thing
from plan_kb.text.normalise import HAN

_LONGEST = 12
_WORDY = re.compile(f"[{HAN}a-z0-9+]")


class Phrases:
    """An index from every run of up to twelve characters of the plans' sentences to those sentences."""

    def __init__(self, plans: list[PlanLookup]) -> None:
        postings: dict[str, dict[Thing, None]] = defaultdict(dict)
        self._places = 0
        places_of: dict[str, set[tuple[str, str, str]]] = defaultdict(set)
        for lookup in plans:
            self._places += len({(s.ref, s.measure) for s in lookup.sentences})
            for sentence in lookup.sentences:
                thing = Thing(lookup.plan.key, Kind.TERM, str(sentence.number))
                text = sentence.normal
                for start in range(len(text)):
                    if not _WORDY.match(text[start]):
                        continue
                    for end in range(start + 2, min(len(text), start + _LONGEST) + 1):
                        if _WORDY.match(text[end - 1]):
                            postings[text[start:end]][thing] = None
                            places_of[text[start:end]].add((lookup.plan.key, sentence.ref, sentence.measure))
        self._postings = {run: tuple(things) for run, things in postings.items()}
        self._rarity = {run: math.log((1 + self._places) / len(places)) for run, places in places_of.items()}

        self.words = frozenset(
            word
            for lookup in plans
            for sentence in lookup.sentences
            for word in jieba.cut(sentence.normal)
            if len(word) >= 2
        )
        """The words of the plans' texts."""

    def find(self, text: str) -> list[Mention]:
        """The longest runs of whole words of the normalised ``text`` that stand in a plan, left to right."""
        boundaries = _boundaries(text)
        mentions = []
        start = 0
        while start < len(text):
            if start not in boundaries or not _WORDY.match(text[start]):
                start += 1
                continue
            end = next(
                (
                    end
                    for end in range(min(len(text), start + _LONGEST), start + 1, -1)
                    if end in boundaries and text[start:end] in self._postings
                ),
                None,
            )
            if end is None:
                start += 1
                continue
            run = text[start:end]
            if self._only_ordinary(run):
                start = end
                continue
            weight = self._rarity[run] * (0.2 + 0.2 * min(end - start, 8))
            mentions.append(Mention(start, end, run, self._postings[run], Source.PHRASE, weight))
            start = end
        return mentions

    @staticmethod
    def _only_ordinary(run: str) -> bool:
        """Whether a run is made of words of questions (目标, 单位, 重点工作) and says nothing of its own."""
        return all(word in ordinary_words() or len(word) < 2 for word in jieba.cut(run))


def _boundaries(text: str) -> set[int]:
    boundaries, position = {0}, 0
    for word in jieba.cut(text):
        position += len(word)
        boundaries.add(position)
    return boundaries
