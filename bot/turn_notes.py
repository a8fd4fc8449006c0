"""What Rasa's tracker knows at the end of a turn, noted for whoever began the turn."""
from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from rasa.shared.core.events import SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

FOCUS, PENDING = "focus", "pending"
"""Slots of plan_kb.understanding.context."""


@dataclass
class TurnNotes:
    """Filled when the conversation is saved; empty where it never is."""

    intent: str = ""
    focus: Any = None
    """The slot after the turn."""
    focus_before: Any = None
    """The slot before it."""
    pending: Any = None

    def take(self, tracker: DialogueStateTracker) -> None:
        """Notes the end of the turn that ``tracker`` stands at."""
        self.intent = str((tracker.latest_message.intent or {}).get("name") or "") if tracker.latest_message else ""
        self.pending = tracker.get_slot(PENDING)
        foci = (event.value for event in reversed(tracker.events) if isinstance(event, SlotSet) and event.key == FOCUS)
        self.focus, self.focus_before = next(foci, None), next(foci, None)


_current: ContextVar[TurnNotes | None] = ContextVar("turn_notes", default=None)


def begin_notes() -> TurnNotes:
    """Notes for the turn that this task, and what it awaits, is about to take."""
    notes = TurnNotes()
    _current.set(notes)
    return notes


def note(tracker: DialogueStateTracker) -> None:
    """Notes the end of a turn where somebody wants to know it."""
    notes = _current.get()
    if notes is not None:
        notes.take(tracker)
