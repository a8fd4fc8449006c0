"""A part of a reply: what one question of a message is answered with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from plan_kb.answering.reply import Button, Citation, Kind, Reply
from plan_kb.linking.mention import Thing

MOST_BUTTONS = 4


@dataclass(frozen=True)
class Part:
    """Text with its citations, and what later turns may refer to."""

    kind: Kind
    text: str
    citations: tuple[Citation, ...] = ()
    things: tuple[Thing, ...] = ()
    """What the part is about."""
    listed: tuple[Thing, ...] | None = None
    """The list that it shows, in order; None where it shows none."""
    buttons: tuple[Button, ...] = ()
    ask: str = ""
    """What was asked, if that differs from the intent."""


def answer(
    text: str, citations: Iterable[Citation], things: Iterable[Thing] = (), listed: Iterable[Thing] | None = None
) -> Part:
    """A part of kind ``answer``."""
    return Part(Kind.ANSWER, text, unique(citations), tuple(things), None if listed is None else tuple(listed))


def not_in_plan(text: str, citations: Iterable[Citation] = (), things: Iterable[Thing] = ()) -> Part:
    """A part of kind ``not_in_plan``."""
    return Part(Kind.NOT_IN_PLAN, text, unique(citations), tuple(things))


def unique(citations: Iterable[Citation]) -> tuple[Citation, ...]:
    """Each citation once, in order."""
    return tuple(dict.fromkeys(citations))


def merged(parts: list[Part], edition: int) -> Reply:
    """One reply of several parts: an answer if any part is one."""
    answers = [part for part in parts if part.kind is Kind.ANSWER]
    kept = answers + [p for p in parts if p.kind is Kind.NOT_IN_PLAN] if answers else parts[:1]
    citations = unique(citation for part in kept for citation in part.citations)
    buttons = tuple(dict.fromkeys(button for part in kept for button in part.buttons))
    if kept[0].kind is not Kind.CLARIFY:
        buttons = buttons[:MOST_BUTTONS]
    return Reply(kept[0].kind, "\n".join(dict.fromkeys(part.text for part in kept)), citations, buttons, edition)


def joined(parts: list[Part]) -> Part:
    """Several answers to one question as one part; the first one's list is the one that ordinals count in."""
    return Part(
        parts[0].kind,
        "\n".join(part.text for part in parts),
        unique(c for part in parts for c in part.citations),
        parts[0].things,
        parts[0].listed,
    )


def keeping_list(part: Part) -> Part:
    """The part about an item of a list: the list that it was picked from stays the one that ordinals count in."""
    return part if part.kind is Kind.CLARIFY else replace(part, listed=None)
