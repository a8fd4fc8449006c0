"""Which things of the plans a question is near to in meaning."""

from __future__ import annotations

import threading
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from plan_kb.edition.lookup import PlanLookup
from plan_kb.linking.mention import Kind, Thing
from plan_kb.retrieval.encoder import encoder


@dataclass(frozen=True)
class Near:
    """A thing and how near it is: the cosine of the angle between question and the thing's best passage."""

    thing: Thing
    similarity: float


@lru_cache(maxsize=8_192)
def _passage(text: str) -> np.ndarray:
    row: np.ndarray = encoder().passages([text])[0]
    return row


class MeaningIndex:
    """Names and sentences of the rows and passages of the plans as vectors, computed when first asked."""

    def __init__(self, plans: list[PlanLookup]) -> None:
        self._texts: list[tuple[Thing, str]] = []
        for lookup in plans:
            self._texts += list(dict.fromkeys(_texts(lookup)))
        self._matrix: np.ndarray | None = None
        self._building = False

    def build(self) -> None:
        """Encodes what is not encoded yet; passages that an earlier edition had are not encoded again."""
        if self._matrix is None and self._texts:
            self._matrix = np.stack([_passage(text) for _, text in self._texts])

    def build_in_background(self) -> None:
        """Encodes in a thread of its own; until it is done, nothing is near to anything."""
        self._building = True
        threading.Thread(target=self._build_and_open, name="meaning-index", daemon=True).start()

    def _build_and_open(self) -> None:
        self.build()
        self._building = False

    def nearest(self, text: str, count: int = 5) -> list[Near]:
        """The things nearest to a question, best first; none while the index is built in the background."""
        if self._building:
            return []
        self.build()
        if self._matrix is None:
            return []
        best: dict[Thing, float] = defaultdict(lambda: -1.0)
        for (thing, _), similarity in zip(self._texts, self._matrix @ encoder().query(text), strict=False):
            best[thing] = max(best[thing], float(similarity))
        ranked = sorted(best.items(), key=lambda pair: -pair[1])
        return [Near(thing, similarity) for thing, similarity in ranked[:count]]


def _texts(lookup: PlanLookup) -> list[tuple[Thing, str]]:
    plan = lookup.plan
    texts = []
    for sentence in lookup.sentences:
        thing = (
            Thing(plan.key, Kind.MEASURE, sentence.measure)
            if sentence.measure
            else Thing(plan.key, Kind.PASSAGE, sentence.ref)
        )
        texts.append((thing, sentence.text))
    for measure in lookup.measures.values():
        texts += [(Thing(plan.key, Kind.MEASURE, measure.key), name) for name in (measure.name, measure.name_en)]
    for indicator in plan.indicators:
        for key in lookup.measures_of_indicator(indicator.key):
            texts += [(Thing(plan.key, Kind.MEASURE, key), name) for name in (indicator.name, indicator.name_en)]
    return texts
