"""What earlier turns leave behind: plain data that fits into a conversation's slots."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from plan_kb.linking.mention import Kind, Thing


@dataclass(frozen=True)
class Focus:
    """A question that was answered: what was asked, and about what."""

    ask: str
    things: tuple[Thing, ...]
    numbered: bool = False
    """Whether the thing was named by its number, so that a bare ordinal goes on counting (第二条 … 第三条呢)."""


@dataclass(frozen=True)
class Context:
    """The state of a conversation, as far as the next question may lean on it."""

    focus: Focus | None = None
    listed: tuple[Thing, ...] = ()
    """The last list that was shown, in its order."""
    pending: str = ""
    """What was asked when the assistant had to ask back; ``options`` are the choices that it offered."""
    options: tuple[Thing, ...] = ()
    earlier: tuple[Focus, ...] = ()
    """Foci before the present one, newest first, at most five."""
    places: tuple[str, ...] = ()
    """The refs that the last answer cited."""
    longer: tuple[Thing, ...] = ()
    """The last list of several items, or of choices of which one was taken: ordinals go on counting in it after an
    answer that shows one thing."""

    def with_focus(self, focus: Focus, listed: tuple[Thing, ...] | None, places: tuple[str, ...]) -> Context:
        """The context after an answer about ``focus``; a list replaces the last one, anything else keeps it."""
        earlier = ((self.focus,) if self.focus and self.focus.things != focus.things else ()) + self.earlier
        shown = self.options if self.pending and len(self.options) > 1 else ()
        kept = (shown or self.listed) if listed is None else listed
        longer = kept if len(kept) > 1 else shown or self.longer
        return Context(focus, kept, "", (), earlier[:5], places, longer)

    @property
    def conversation(self) -> tuple[Thing, ...]:
        """What was spoken of, in the order in which it first came up."""
        foci = (*reversed(self.earlier), *((self.focus,) if self.focus else ()))
        return tuple(dict.fromkeys(thing for focus in foci for thing in focus.things[:1]))

    def asking_back(self, ask: str, options: tuple[Thing, ...]) -> Context:
        """The context after a clarification."""
        return replace(self, pending=ask, options=options)

    def to_slots(self) -> dict[str, Any]:
        """The slots ``focus``, ``listed`` and ``pending`` as JSON values."""
        return {
            "focus": None
            if self.focus is None
            else {
                "ask": self.focus.ask,
                "things": _dump(self.focus.things),
                "numbered": self.focus.numbered,
                "places": list(self.places),
                "longer": _dump(self.longer),
                "earlier": [{"ask": f.ask, "things": _dump(f.things), "numbered": f.numbered} for f in self.earlier],
            },
            "listed": _dump(self.listed) or None,
            "pending": {"ask": self.pending, "options": _dump(self.options)} if self.pending else None,
        }

    @staticmethod
    def from_slots(focus: Any, listed: Any, pending: Any) -> Context:
        """The inverse of :meth:`to_slots`; anything malformed counts as empty."""
        try:
            current = Focus(focus["ask"], _load(focus["things"]), bool(focus.get("numbered"))) if focus else None
            earlier = (
                tuple(Focus(f["ask"], _load(f["things"]), bool(f.get("numbered"))) for f in focus["earlier"])
                if focus
                else ()
            )
            places = tuple(focus["places"]) if focus else ()
            longer = _load(focus.get("longer", [])) if focus else ()
            return Context(
                current,
                _load(listed or []),
                pending["ask"] if pending else "",
                _load(pending["options"]) if pending else (),
                earlier,
                places,
                longer,
            )
        except (KeyError, TypeError, ValueError):
            return Context()


def _dump(things: tuple[Thing, ...]) -> list[list[str]]:
    return [[thing.plan, thing.kind.value, thing.key] for thing in things]


def _load(things: list[list[str]]) -> tuple[Thing, ...]:
    return tuple(Thing(plan, Kind(kind), key) for plan, kind, key in things)
