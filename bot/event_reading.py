"""From plain objects to Rasa's events, without Rasa's search through all event classes for each of them."""
from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from rasa.shared.core.events import Event


def read_events(stored: Iterable[dict[str, Any]]) -> list[Event]:
    """The events that ``stored`` describes; raises ValueError for an unknown kind, as Rasa does."""
    events = []
    for data in stored:
        kind = _class_of(data["event"])
        event = kind._from_parameters(data) if kind else None
        if event is not None:
            events.append(event)
    return events


@cache
def _class_of(name: str) -> type[Event] | None:
    kind: type[Event] | None = Event.resolve_by_type(name)
    return kind
