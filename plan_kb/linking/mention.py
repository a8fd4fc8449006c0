"""A mention: a stretch of the message and what it stands for in the edition."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Kind(str, Enum):
    """What a mention can stand for."""

    PLAN = "plan"
    AREA = "area"
    TASK = "task"
    MEASURE = "measure"
    UNIT = "unit"
    INDICATOR = "indicator"
    PASSAGE = "passage"
    TERM = "term"
    """Words of the plan's text that are no row and no indicator; the key is the number of a sentence."""
    FAQ = "faq"


TOPICS = frozenset({Kind.TASK, Kind.MEASURE, Kind.INDICATOR, Kind.TERM})
"""Kinds that a question can be about besides units, areas and passages."""


@dataclass(frozen=True, order=True)
class Thing:
    """An object of an edition."""

    plan: str
    kind: Kind
    key: str


class Source(str, Enum):
    """How a mention was recognised."""

    NAME = "name"
    PHRASE = "phrase"
    MEANING = "meaning"


@dataclass(frozen=True)
class Mention:
    """``text[start:end]`` stands for one of ``things`` (or for all of them)."""

    start: int
    end: int
    surface: str
    things: tuple[Thing, ...]
    source: Source
    weight: float
    """How much the mention says: long names and rare words say more."""

    def of(self, *kinds: Kind) -> tuple[Thing, ...]:
        """The things of the given kinds."""
        return tuple(thing for thing in self.things if thing.kind in kinds)
