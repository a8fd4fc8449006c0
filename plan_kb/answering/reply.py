"""What the assistant says: the answer contract as objects."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Kind(str, Enum):
    """The kinds of reply of the answer contract."""

    ANSWER = "answer"
    CLARIFY = "clarify"
    NOT_IN_PLAN = "not_in_plan"
    OFF_TOPIC = "off_topic"
    SMALLTALK = "smalltalk"
    ERROR = "error"


@dataclass(frozen=True)
class Citation:
    """A place of the plan and its verbatim words."""

    plan: str
    ref: str
    title: str
    quote: str


@dataclass(frozen=True)
class Button:
    """A follow-up; ``payload`` is a plain question, never a command."""

    title: str
    payload: str


@dataclass(frozen=True)
class Reply:
    """One reply of the assistant."""

    kind: Kind
    text: str
    citations: tuple[Citation, ...] = ()
    buttons: tuple[Button, ...] = ()
    edition: int = 0

    def custom(self) -> dict[str, object]:
        """The ``custom`` object of the answer contract."""
        return {
            "kind": self.kind.value,
            "citations": [vars(citation).copy() for citation in self.citations],
            "edition": self.edition,
        }
