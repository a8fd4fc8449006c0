"""Which things of the plans a question is near to in meaning."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from plan_kb.edition.lookup import PlanLookup
from plan_kb.linking.mention import Kind, Thing
from plan_kb.retrieval.encoder import encoder
from plan_kb.retrieval.vectors import stored_vectors
from plan_kb.text.normalise import normalise

_NAMED = (Kind.TASK, Kind.MEASURE, Kind.INDICATOR, Kind.TERM, Kind.PASSAGE)


@dataclass(frozen=True)
class Near:
    """A thing and how near it is: the cosine of the angle between the question and the nearest words for the thing."""

    thing: Thing
    similarity: float
    words: str
    """Those words: a name, an alias or a sentence of the plan."""
    named: tuple[Thing, ...]
    """What the words name: the place itself, or an indicator or task that stands there."""


class MeaningIndex:
    """Names, aliases and sentences of the rows and passages of the plans as vectors.

    Each stands for the places that it names (measures and passages): an alias for an indicator stands for the measures
    that set it.
    """

    def __init__(self, plans: list[PlanLookup], surfaces: Mapping[str, tuple[Thing, ...]]) -> None:
        """``surfaces``: every name and alias, normalised, with what it names (``plan_kb.linking.names``)."""
        self._lookups = {lookup.plan.key: lookup for lookup in plans}
        pairs: dict[tuple[str, tuple[Thing, ...]], tuple[Thing, ...]] = {}
        for lookup in plans:
            for sentence in lookup.sentences:
                place = _place(lookup, sentence.ref, sentence.measure)
                pairs[sentence.normal, (place,)] = (place,)
        for surface, things in surfaces.items():
            named = [thing for thing in things if thing.kind in _NAMED]
            places = tuple(dict.fromkeys(place for thing in named for place in self._places(thing)))
            if places:
                pairs[surface, places] = tuple(named)
        self._texts = [text for text, _ in pairs]
        self._places_of_text = [places for _, places in pairs]
        self._named_by_text = list(pairs.values())
        self._matrix: np.ndarray | None = None
        self._building = False

    def build(self) -> None:
        """Encodes what is not encoded yet."""
        if self._matrix is None and self._texts:
            self._matrix = stored_vectors(self._texts)

    def build_in_background(self) -> None:
        """Encodes in a thread of its own; until it is done, nothing is near to anything."""
        self._building = True
        threading.Thread(target=self._build_and_open, name="meaning-index", daemon=True).start()

    def _build_and_open(self) -> None:
        self.build()
        self._building = False

    def nearest(self, text: str, count: int = 5) -> list[Near]:
        """The places nearest to a question, best first; none while the index is built in the background."""
        if self._building:
            return []
        self.build()
        if self._matrix is None:
            return []
        similarities = self._matrix @ encoder().query(normalise(text))
        best: dict[Thing, Near] = {}
        for index in np.argsort(-similarities)[: 40 * count]:
            for place in self._places_of_text[index]:
                near = Near(place, float(similarities[index]), self._texts[index], self._named_by_text[index])
                best.setdefault(place, near)
            if len(best) >= count:
                break
        return list(best.values())

    def _places(self, thing: Thing) -> list[Thing]:
        lookup = self._lookups[thing.plan]
        if thing.kind is Kind.TASK:
            return [Thing(thing.plan, Kind.MEASURE, m.key) for m in lookup.tasks[int(thing.key)].measures]
        if thing.kind is Kind.INDICATOR:
            rows = lookup.measures_of_indicator(thing.key)
            targets = lookup.targets_of_indicator[thing.key]
            return [Thing(thing.plan, Kind.MEASURE, key) for key in rows] or [
                Thing(thing.plan, Kind.PASSAGE, target.ref) for target in targets
            ]
        if thing.kind is Kind.TERM:
            sentence = lookup.sentences[int(thing.key)]
            return [_place(lookup, sentence.ref, sentence.measure)]
        return [thing]


def _place(lookup: PlanLookup, ref: str, measure: str) -> Thing:
    return Thing(lookup.plan.key, Kind.MEASURE, measure) if measure else Thing(lookup.plan.key, Kind.PASSAGE, ref)
