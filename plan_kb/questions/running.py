"""Comparing answers in a thread of its own: hundreds of questions take longer than a page may."""

from __future__ import annotations

import contextlib
import logging
import os
import sys
import threading
from dataclasses import dataclass, replace

from plan_kb.edition_choice import Chosen
from plan_kb.questions.changes import Comparison, compare_answers
from plan_kb.reader import CannotRead, Reader

_NICENESS = 10

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Progress:
    """How far a comparison is."""

    state: str
    """What is compared: the states of both sides and the golden questions."""
    asked: int = 0
    all: int = 0
    result: Comparison | None = None
    problem: str = ""
    """Why it failed, in one line."""

    @property
    def done(self) -> bool:
        """Whether nothing more will come."""
        return self.result is not None or bool(self.problem)

    @property
    def share(self) -> int:
        """Percent of the questions that were asked."""
        return 100 * self.asked // self.all if self.all else 0


class _Superseded(Exception):
    """Raised inside a comparison that nobody waits for any more."""


class Comparing:
    """The newest comparison of a process; a new one ends the one before. May be used by several threads."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._lock = threading.Lock()
        self._progress = Progress("")
        self._thread: threading.Thread | None = None

    def started(self, state: str, before: Chosen, after: Chosen, golden: tuple[str, ...]) -> Progress:
        """How far the comparison named ``state`` is; begins it where it is not the newest one or could not be made."""
        with self._lock:
            if self._progress.state == state and not self._progress.problem:
                return self._progress
            self._progress = Progress(state)
            self._thread = threading.Thread(
                target=self._run, args=(state, before, after, golden), name="comparing-answers", daemon=True
            )
            self._thread.start()
            return self._progress

    def stop(self) -> None:
        """End the comparison that is under way: what it compares is of the past."""
        with self._lock:
            if not self._progress.done:
                self._progress = Progress("")

    def wait(self, seconds: float) -> Progress:
        """Wait for the newest comparison, at most ``seconds``."""
        thread = self._thread
        if thread is not None:
            thread.join(seconds)
        return self._progress

    def _run(self, state: str, before: Chosen, after: Chosen, golden: tuple[str, ...]) -> None:
        def tell(asked: int, everything: int) -> None:
            self._tell(state, asked=asked, all=everything)

        _give_way()
        try:
            found = compare_answers(before.knowledge, after.knowledge, self._reader, golden, tell)
            self._tell(state, result=found)
        except _Superseded:
            _log.info("comparison %s gave way to a newer one", state)
        except CannotRead as error:
            self._fail(state, str(error))
        except Exception as error:
            _log.exception("answers could not be compared")
            self._fail(state, " ".join(str(error).split()) or type(error).__name__)

    def _tell(self, state: str, **what: object) -> None:
        with self._lock:
            if self._progress.state != state:
                raise _Superseded
            self._progress = replace(self._progress, **what)  # type: ignore[arg-type]

    def _fail(self, state: str, problem: str) -> None:
        with self._lock:
            if self._progress.state == state:
                self._progress = replace(self._progress, problem=problem)


def _give_way() -> None:
    """Let everything else run before this thread: visitors and pages come first. Only Linux knows threads apart."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICENESS)
