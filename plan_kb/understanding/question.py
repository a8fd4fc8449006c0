"""A question as the language model of the channel read it: the text and what may be asked."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from plan_kb.data import load


@dataclass(frozen=True)
class Intent:
    """What may be asked, and how likely."""

    name: str
    confidence: float


@dataclass(frozen=True)
class Clause:
    """A part of the message with intents of its own; spans count in the linked text."""

    start: int
    end: int
    intents: tuple[Intent, ...]
    unexplained: tuple[str, ...] = ()


@dataclass(frozen=True)
class Question:
    """A message with its intents, likeliest first, and those of its clauses where it has several."""

    text: str
    intents: tuple[Intent, ...]
    clauses: tuple[Clause, ...] = ()
    unexplained: tuple[str, ...] = field(default=())
    """Words of the message that are neither a mention nor known from questions that the plan can answer."""

    @property
    def intent(self) -> str:
        return self.intents[0].name if self.intents else ""

    def confidence_of(self, group: str) -> float:
        """Sum of the confidences of the intents of a group of language/intents.yml."""
        return sum(i.confidence for i in self.intents if group_of(i.name) == group)


@lru_cache(maxsize=1)
def _groups() -> dict[str, str]:
    groups: dict[str, list[str]] = load("language/intents.yml")["groups"]
    return {intent: group for group, intents in groups.items() for intent in intents}


def group_of(intent: str) -> str:
    """``fact``, ``plan``, ``absent``, ``dialogue``, ``smalltalk`` or ``foreign``; empty for an unknown intent."""
    return _groups().get(intent, "")
