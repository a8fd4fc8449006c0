"""Writes turns and feedback into their tables, in a thread of its own."""

from __future__ import annotations

import datetime
import logging
import threading
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from plan_kb.database import Database, DatabaseUnavailable
from plan_kb.tables import Feedback, Turn

logger = logging.getLogger(__name__)

GATHER_SECONDS = 0.2
"""How long records are gathered before they are written together."""
RETRY_SECONDS = 2.0
"""Between two attempts while the database is away."""
MOST_WAITING = 20_000
"""Records kept in memory while the database is away; beyond it the oldest go."""
MOST_AT_ONCE = 500
STOP_SECONDS = 15.0
"""How long a stop waits for the last records to be written."""
LATE_TURN_SECONDS = 60.0
"""How long feedback waits for its turn, which another process may write a moment later."""

_TURN, _FEEDBACK = Turn.__table__, Feedback.__table__


def now() -> datetime.datetime:
    """The present moment as the tables keep it: UTC, without a time zone."""
    return datetime.datetime.now(datetime.timezone.utc).replace(tzinfo=None)


@dataclass(frozen=True)
class TurnRecord:
    """A turn as :class:`plan_kb.tables.Turn` keeps it; the texts are masked already."""

    token: str
    conversation: str
    channel: str
    language: str
    question: str
    kind: str
    text: str
    refs: Sequence[str] = ()
    things: Sequence[str] = ()
    intent: str = ""
    choices: bool = False
    edition: int = 0
    seconds: float = 0.0
    at: datetime.datetime = field(default_factory=now)

    def row(self) -> dict[str, Any]:
        """The columns, each cut to what it holds."""
        values = {one.name: getattr(self, one.name) for one in fields(self)}
        for name in ("channel", "language", "question", "kind", "intent"):
            values[name] = values[name][: _TURN.c[name].type.length]
        return {**values, "refs": list(self.refs), "things": list(self.things)}


@dataclass(frozen=True)
class FeedbackRecord:
    """A thumb for the turn named ``token``."""

    token: str
    liked: bool
    reason: str = ""
    """Masked already."""
    at: datetime.datetime = field(default_factory=now)
    begun: float = field(default_factory=time.monotonic)


Record = TurnRecord | FeedbackRecord


class TurnRecorder:
    """Takes records at once and writes them a moment later; nothing that goes wrong here reaches a visitor.

    What was taken is written before :meth:`close` returns, unless the database stays away. A process that is killed
    loses what it took within the last fraction of a second.
    """

    def __init__(self, database: Database, gather_seconds: float = GATHER_SECONDS) -> None:
        self._database = database
        self._gather_seconds = gather_seconds
        self._waiting: deque[Record] = deque(maxlen=MOST_WAITING)
        self._woken = threading.Event()
        self._closing = threading.Event()
        self._away = False
        self._thread = threading.Thread(target=self._write_on, name="turn-recorder", daemon=True)
        self._thread.start()

    def take(self, record: Record) -> None:
        """Writes ``record`` later; returns at once and raises nothing."""
        self._waiting.append(record)
        self._woken.set()

    def close(self) -> None:
        """Writes what is left and ends; logs how much could not be written."""
        self._closing.set()
        self._woken.set()
        self._thread.join(STOP_SECONDS)
        if self._waiting:
            logger.error("%d turns and thumbs could not be written before the stop", len(self._waiting))
        self._database.close()

    def _write_on(self) -> None:
        while not self._closing.is_set():
            self._woken.wait()
            self._closing.wait(self._gather_seconds)
            self._woken.clear()
            if not self._write_all():
                self._closing.wait(RETRY_SECONDS)
                self._woken.set()
        end = time.monotonic() + STOP_SECONDS / 2
        while not self._write_all(last=True) and time.monotonic() < end:
            time.sleep(self._gather_seconds)

    def _write_all(self, last: bool = False) -> bool:
        """Writes what waits; False where something has to be tried again."""
        late: list[Record] = []
        while self._waiting:
            batch = [self._waiting.popleft() for _ in range(min(MOST_AT_ONCE, len(self._waiting)))]
            try:
                late += self._written(batch)
            except DatabaseUnavailable as error:
                self._waiting.extendleft(reversed(batch))
                if not self._away:  # said once for as long as it is away
                    logger.warning("turns wait to be written: %s", error)
                self._away = True
                return False
            except Exception:
                late += self._written_singly(batch)
            if self._away:
                logger.info("turns are written again")
                self._away = False
        if last and late:
            logger.warning("%d thumbs were for turns that are not there", len(late))
            return True
        self._waiting.extend(late)
        return not late

    def _written(self, batch: Sequence[Record]) -> list[Record]:
        """Writes all of ``batch`` or raises; returns the feedback whose turn is not there yet."""
        with self._database.writing() as session:
            turns = [record.row() for record in batch if isinstance(record, TurnRecord)]
            if turns:
                session.execute(insert(_TURN), turns)
            return _with_feedback(session, [record for record in batch if isinstance(record, FeedbackRecord)])

    def _written_singly(self, batch: Sequence[Record]) -> list[Record]:
        """One record that cannot be written must not take the others with it."""
        late: list[Record] = []
        for record in batch:
            try:
                late += self._written([record])
            except DatabaseUnavailable:
                late.append(record)
            except Exception:
                logger.exception("a %s could not be written", type(record).__name__)
        return late


def _with_feedback(session: Session, given: Sequence[FeedbackRecord]) -> list[Record]:
    if not given:
        return []
    found = select(_TURN.c.token, _TURN.c.id).where(_TURN.c.token.in_({record.token for record in given}))
    ids = {row.token: row.id for row in session.execute(found)}
    known = [record for record in given if record.token in ids]
    if known:
        session.execute(insert(_FEEDBACK), [
            {"turn_id": ids[record.token], "at": record.at, "liked": record.liked, "reason": record.reason[:300]}
            for record in known
        ])  # fmt: skip
    oldest = time.monotonic() - LATE_TURN_SECONDS
    return [record for record in given if record.token not in ids and record.begun > oldest]


def purge_turns(database: Database, days: int) -> int:
    """Deletes turns older than ``days`` days (0: nothing) with their feedback; returns how many turns went."""
    if days <= 0:
        return 0
    with database.writing() as session:
        old = delete(_TURN).where(_TURN.c.at < now() - datetime.timedelta(days=days))
        return int(session.execute(old).rowcount)
