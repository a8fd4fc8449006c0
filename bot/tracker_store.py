"""Where conversations are kept: Rasa's SQL store on SQLite in WAL mode, with an index and a retention time."""
from __future__ import annotations

import itertools
import json
import logging
import sqlite3
import time
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy.pool import QueuePool

from bot.event_reading import read_events
from bot.settings import read_settings
from bot.start_error import CannotStart
from bot.texts import text
from bot.turn_notes import note

logger = logging.getLogger(__name__)

SECONDS_PER_DAY = 86400

_LATEST_SESSION = """
    FROM events WHERE sender_id = :sender AND timestamp >= coalesce(
        (SELECT max(timestamp) FROM events WHERE sender_id = :sender AND type_name = 'session_started'), 0
    )
"""
_READ_LATEST = sa.text(f"SELECT data {_LATEST_SESSION} ORDER BY id")
_READ_ALL = sa.text("SELECT data FROM events WHERE sender_id = :sender ORDER BY id")
_COUNT_LATEST = sa.text(f"SELECT count(*) {_LATEST_SESSION}")


class StoreUnreachable(CannotStart):
    """Raised when the conversations cannot be read or written; the message is one line."""


class ConversationStore(SQLTrackerStore):
    """Rasa's SQLTrackerStore, where endpoints.yml names this class and says nothing else.

    The database is PLAN_TRACKER_URL, by default ``conversations.sqlite`` in PLAN_DATA_DIR.
    """

    def __init__(
        self,
        domain: Domain | None = None,
        host: str | None = None,
        event_broker: EventBroker | None = None,
        **kwargs: Any,
    ) -> None:
        """Opens the database at the URL ``host`` (default: the setting); raises StoreUnreachable."""
        url = host or read_settings().tracker_url
        try:
            parsed = sa.engine.make_url(url)
            on_sqlite = parsed.get_backend_name() == "sqlite"
            if on_sqlite and parsed.database:
                Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
            super().__init__(domain=domain, host=url, event_broker=event_broker, **kwargs)
            if on_sqlite:
                self._use_write_ahead_log(url)
            self._prepare()
        except (sa.exc.SQLAlchemyError, OSError, ImportError) as error:
            reason = str(getattr(error, "orig", None) or error).splitlines()[0]
            raise StoreUnreachable(text("bad_store", reason=reason)) from error

    async def _retrieve(
        self, sender_id: str, fetch_events_from_all_sessions: bool
    ) -> DialogueStateTracker | None:
        # Plain statements: Rasa's go through the object mapper and cost several times as much.
        statement = _READ_ALL if fetch_events_from_all_sessions else _READ_LATEST
        with self.engine.connect() as connection:
            stored = [json.loads(row[0]) for row in connection.execute(statement, {"sender": sender_id})]
        return DialogueStateTracker.from_events(sender_id, read_events(stored), self.domain.slots) if stored else None

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Writes the events of ``tracker`` that are not yet stored."""
        note(tracker)
        await self.stream_events(tracker)
        if not tracker.events:
            return
        with self.engine.begin() as connection:
            stored = connection.execute(_COUNT_LATEST, {"sender": tracker.sender_id}).scalar() or 0
            rows = [_row(tracker.sender_id, event) for event in itertools.islice(tracker.events, stored, None)]
            if rows:
                connection.execute(sa.insert(self.SQLEvent.__table__), rows)

    def _use_write_ahead_log(self, url: str) -> None:
        # Rasa's engine opens the file anew for each session and waits for the disk at each commit.
        self.engine.dispose()
        self.engine: sa.engine.Engine = _sqlite_engine(url)
        self.sessionmaker = sa.orm.sessionmaker(bind=self.engine)

    def _prepare(self) -> None:
        # Rasa only logs when it cannot make the tables; this look makes sure that they are there.
        with self.engine.begin() as connection:
            connection.execute(sa.text(
                "CREATE INDEX IF NOT EXISTS ix_events_sender_timestamp ON events (sender_id, timestamp)"
            ))
            connection.execute(sa.select(sa.func.max(self.SQLEvent.id)))

    def purge(self, days: int) -> int:
        """Deletes what is older than ``days`` days (0: nothing); returns how many events went."""
        if days <= 0:
            return 0
        before = time.time() - days * SECONDS_PER_DAY
        with self.engine.begin() as connection:
            gone = connection.execute(sa.delete(self.SQLEvent).where(self.SQLEvent.timestamp < before)).rowcount
        return int(gone)

    def forget(self, sender_id: str) -> None:
        """Deletes one conversation."""
        with self.engine.begin() as connection:
            connection.execute(sa.delete(self.SQLEvent).where(self.SQLEvent.sender_id == sender_id))


def _row(sender_id: str, event: Event) -> dict[str, Any]:
    data = event.as_dict()
    return {
        "sender_id": sender_id,
        "type_name": event.type_name,
        "timestamp": data.get("timestamp"),
        "intent_name": data.get("parse_data", {}).get("intent", {}).get("name"),
        "action_name": data.get("name"),
        "data": json.dumps(data),
    }


def conversations_engine(url: str) -> sa.engine.Engine:
    """An engine of its own for the conversations' database, set up as the store's; raises what SQLAlchemy raises."""
    parsed = sa.engine.make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return sa.create_engine(url, pool_pre_ping=True)
    if parsed.database:
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    return _sqlite_engine(url)


def _sqlite_engine(url: str) -> sa.engine.Engine:
    engine = sa.create_engine(url, poolclass=QueuePool, connect_args={"check_same_thread": False})
    sa.event.listen(engine, "connect", _set_pragmas)
    return engine


def _set_pragmas(connection: sqlite3.Connection, _record: object) -> None:
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "busy_timeout=5000"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
