"""The newest edition in memory, swapped while messages flow."""
from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import Generic, TypeVar

from plan_kb.database import Database, DatabaseUnavailable
from plan_kb.edition.model import Edition
from plan_kb.edition.store import newest_number, read_edition

T = TypeVar("T")

_log = logging.getLogger(__name__)


class LiveEdition(Generic[T]):
    """Holds ``build(edition)`` for the newest published edition.

    A daemon thread looks for a newer number and swaps in what it builds by one assignment: a reader has either the old
    one or the new one, whole. Where the database is away or an edition cannot be used, the old one stays.
    """

    def __init__(self, database: Database, build: Callable[[Edition], T], poll_seconds: float = 0.5) -> None:
        """Read the newest edition now; raises ``NoSuchEdition``, ``DamagedEdition`` or ``DatabaseUnavailable``."""
        self._database = database
        self._build = build
        self._poll_seconds = poll_seconds
        self._lock = threading.Lock()
        self._closing = threading.Event()
        self._away = False
        self._refused = 0
        with database.reading() as session:
            edition = read_edition(session)
        self._number = edition.number
        self._current = build(edition)
        self._thread = threading.Thread(target=self._watch, name="live-edition", daemon=True)
        self._thread.start()

    @property
    def current(self) -> T:
        """What was built for the newest edition; keep it in a variable for the length of one reply."""
        return self._current

    @property
    def number(self) -> int:
        """The number of the newest edition that was swapped in."""
        return self._number

    def refresh(self) -> bool:
        """Look for a newer edition now and swap it in; tells whether there was one. Raises what reading it raises."""
        with self._lock:
            with self._database.reading() as session:
                if newest_number(session) == self._number:
                    return False
                edition = read_edition(session)
            self._current = self._build(edition)
            self._number = edition.number
        _log.info("edition %d is live", edition.number)
        return True

    def close(self) -> None:
        """Stop looking; what is held stays usable."""
        self._closing.set()
        self._thread.join(timeout=5)

    def _watch(self) -> None:
        while not self._closing.wait(self._poll_seconds):
            newest = 0
            try:
                with self._database.reading() as session:
                    newest = newest_number(session)
                if newest not in (self._number, self._refused):
                    self.refresh()
            except DatabaseUnavailable as error:
                # Said once for as long as the database is away, however its reasons vary.
                if not self._away:
                    _log.warning("edition %d stays: %s", self._number, error)
                self._away = True
                continue
            except Exception:  # the thread must outlive whatever one edition does to it
                # An edition that cannot be used is not tried again: only a newer one can help.
                self._refused = newest
                _log.exception("edition %d stays: edition %d cannot be used", self._number, newest)
            if self._away:
                _log.info("the knowledge base can be read again")
                self._away = False
