"""``python -m bot.server.together``: the assistant and the staff console, two processes that start and stop together.

They share nothing but the database, so that neither slows the other down. Where one cannot start, both stop. A console
that ends later is started again; the assistant's end is the end.
"""
from __future__ import annotations

import logging
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from types import FrameType

from bot.server.logs import configure_logs
from bot.settings import read_settings
from bot.start_error import CannotStart
from bot.texts import text

logger = logging.getLogger(__name__)

ASSISTANT = "assistant"
CONSOLE = "console"
COMMANDS = {
    ASSISTANT: (sys.executable, "-m", "bot.server"),
    CONSOLE: (sys.executable, "-m", "plan_kb.console"),
}
START_SECONDS = 30.0
"""Whoever ends before could not start."""
STOP_SECONDS = 15.0
POLL_SECONDS = 0.2
PAUSE_SECONDS = 2.0
"""Before a console that has ended is started again."""


class Together:
    """Two processes and what to do when one of them ends."""

    def __init__(
        self, commands: Mapping[str, Sequence[str]] = COMMANDS, start_seconds: float = START_SECONDS
    ) -> None:
        self._commands = commands
        self._start_seconds = start_seconds
        self._stop = threading.Event()
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self._since: dict[str, float] = {}

    def stop(self, _signal: int = 0, _frame: FrameType | None = None) -> None:
        """Ends both as soon as possible; fit for a signal handler."""
        self._stop.set()

    def run(self) -> int:
        """Runs both until somebody stops them; returns 0 then, and otherwise the code of the one that failed."""
        code = 0
        try:
            for name in self._commands:
                self._start(name)
            while not self._stop.wait(POLL_SECONDS):
                code = self._look()
                if code:
                    break
        finally:
            self._end_all()
        return code

    def _start(self, name: str) -> None:
        # A session of its own: Ctrl-C reaches this process only, which passes it on once.
        self._running[name] = subprocess.Popen(self._commands[name], start_new_session=True)
        self._since[name] = time.monotonic()

    def _look(self) -> int:
        """Looks after processes that have ended; returns a code other than 0 where it is over."""
        for name, process in self._running.items():
            code = process.poll()
            if code is None:
                continue
            called = text(f"together.{name}")
            at_start = time.monotonic() - self._since[name] < self._start_seconds
            if name == CONSOLE and not at_start:
                logger.error("%s", text("together.again", name=called, code=code))
                if not self._stop.wait(PAUSE_SECONDS):
                    self._start(name)
                return 0
            logger.error("%s", text("together.failed" if at_start else "together.ended", name=called, code=code))
            return abs(code) or 1
        return 0

    def _end_all(self) -> None:
        for process in self._running.values():
            if process.poll() is None:
                process.send_signal(signal.SIGINT)
        deadline = time.monotonic() + STOP_SECONDS
        for process in self._running.values():
            try:
                process.wait(timeout=max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def main() -> int:
    """Returns 0 after a stop that was asked for, else the code of the process that failed."""
    try:
        configure_logs(read_settings().log_level)
    except CannotStart as error:
        print(text("cannot_start", reason=error), file=sys.stderr)
        return 1
    both = Together()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, both.stop)
    return both.run()


if __name__ == "__main__":
    sys.exit(main())
