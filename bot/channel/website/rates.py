"""How many messages may come within a minute: sliding windows, counted by each process for itself."""
from __future__ import annotations

import math
import time
from collections import OrderedDict, deque
from collections.abc import Callable

WINDOW_SECONDS = 60.0
MOST_KEYS = 50_000
"""Who has been quiet longest is forgotten first."""


class Window:
    """Lets ``limit`` events of a key pass within any minute (0: all of them)."""

    def __init__(self, limit: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._limit = limit
        self._clock = clock
        self._events: OrderedDict[str, deque[float]] = OrderedDict()

    def wait(self, key: str) -> int:
        """Whole seconds until ``key`` may come again; 0: now. Counts nothing."""
        events = self._events.get(key)
        if not self._limit or events is None:
            return 0
        now = self._clock()
        while events and events[0] <= now - WINDOW_SECONDS:
            events.popleft()
        return 0 if len(events) < self._limit else max(1, math.ceil(events[0] + WINDOW_SECONDS - now))

    def count(self, key: str) -> None:
        """Notes that ``key`` came."""
        if not self._limit:
            return
        self._events.setdefault(key, deque(maxlen=self._limit)).append(self._clock())
        self._events.move_to_end(key)
        if len(self._events) > MOST_KEYS:
            self._events.popitem(last=False)


def admitted(*asked: tuple[Window, str]) -> int:
    """0 where every window lets its key pass, and then it is counted in all; else the longest wait in seconds."""
    wait = max((window.wait(key) for window, key in asked), default=0)
    if not wait:
        for window, key in asked:
            window.count(key)
    return wait
