"""An index over several plans as if it held one of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from plan_kb.retrieval.meaning import MeaningIndex, Near


class MeaningOfPlan:
    """The things of one plan in a :class:`MeaningIndex`; the vectors stay shared."""

    def __init__(self, index: MeaningIndex, plan: str) -> None:
        self._index = index
        self._plan = plan

    def build(self) -> None:
        """Encodes what is not encoded yet."""
        self._index.build()

    def build_in_background(self) -> None:
        """Encodes in a thread of its own."""
        self._index.build_in_background()

    def nearest(self, text: str, count: int = 5) -> list[Near]:
        """The things of the plan nearest to a question, best first."""
        found = self._index.nearest(text, _ALL)
        own = [near for near in found if near.thing.plan == self._plan][:count]
        return [replace(near, named=tuple(thing for thing in near.named if thing.plan == self._plan)) for near in own]


_ALL = 1_000_000
