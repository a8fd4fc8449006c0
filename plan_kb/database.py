"""The database of the knowledge base: SQLite in WAL mode by default, PostgreSQL with the same code."""
from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import create_engine, event, text
from sqlalchemy.engine import Connection, Engine, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, NoSuchModuleError, OperationalError
from sqlalchemy.orm import Session

from plan_kb.messages import message

WRITERS_LOCK = 7_202_325
"""Key of the PostgreSQL advisory lock that lets one writer in at a time, as SQLite does by itself."""

_WRITER = "plan_kb_writer"


class DatabaseUnavailable(Exception):
    """Raised when the database cannot be reached or used; the message is one line for the operator."""


class Database:
    """An engine with the two ways to use it: reading and writing."""

    def __init__(self, url: str, busy_seconds: float = 15.0) -> None:
        """Prepare the database at ``url`` without connecting; a writer waits ``busy_seconds`` for another one."""
        self._engine = _create_engine(url, busy_seconds)
        self._busy_seconds = busy_seconds
        self.shown_url = self._engine.url.render_as_string(hide_password=True)

    @property
    def engine(self) -> Engine:
        """The engine, for tests and tools."""
        return self._engine

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Give a session that sees one state of the database. Raises ``DatabaseUnavailable``."""
        with self._clear_errors(), Session(self._engine, future=True) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Give a session whose changes are all committed at the end, or none where an exception leaves the block.

        Only one writer is in at a time, over all processes. Raises ``DatabaseUnavailable``.
        """
        with self.connecting() as connection, Session(connection, future=True) as session:
            yield session
            session.flush()

    @contextmanager
    def connecting(self) -> Iterator[Connection]:
        """Give a connection in a writer's transaction; commits at the end. Raises ``DatabaseUnavailable``."""
        engine = self._engine.execution_options(**{_WRITER: True})
        with self._clear_errors(), engine.begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": WRITERS_LOCK})
            yield connection

    def upgrade(self) -> None:
        """Bring the tables to the newest form; safe when several processes do it at once."""
        from plan_kb.migrations.upgrading import upgrade  # Alembic costs start time that readers need not pay

        if self._engine.dialect.name == "sqlite":
            _create_file(self._engine.url.database)
            with self._clear_errors():
                _switch_to_wal(self._engine, self._busy_seconds)
        with self.connecting() as connection:
            upgrade(connection, self.shown_url)

    def close(self) -> None:
        """Give back every connection."""
        self._engine.dispose()

    @contextmanager
    def _clear_errors(self) -> Iterator[None]:
        try:
            yield
        except DatabaseError as error:
            # Plain DatabaseError: SQLite's "file is not a database". Other kinds are errors of our own making.
            if type(error) in (OperationalError, DatabaseError) or _is_missing_table(error):
                raise DatabaseUnavailable(self._explain(error)) from error
            raise

    def _explain(self, error: DatabaseError) -> str:
        reason = (str(error.orig).strip().splitlines() or [type(error).__name__])[0]
        url = self._engine.url
        missing_file = url.get_backend_name() == "sqlite" and not Path(url.database or "").exists()
        if missing_file or _is_missing_table(error):
            return message("database.not_ready", url=self.shown_url)
        if "database is locked" in reason:
            return message("database.busy", url=self.shown_url)
        return message("database.unreachable", url=self.shown_url, reason=reason)


def _is_missing_table(error: DatabaseError) -> bool:
    return "no such table" in str(error.orig) or getattr(error.orig, "pgcode", None) == "42P01"


def _create_engine(url: str, busy_seconds: float) -> Engine:
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        raise DatabaseUnavailable(message("database.bad_url")) from None
    if parsed.drivername == "postgres":
        parsed = parsed.set(drivername="postgresql")
    kind = parsed.get_backend_name()
    if kind == "sqlite":
        engine = create_engine(parsed, future=True, creator=lambda: _connect_sqlite(parsed.database, busy_seconds))
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    if kind != "postgresql":
        raise DatabaseUnavailable(message("database.unknown_kind", kind=kind))
    try:
        return create_engine(parsed, future=True, pool_pre_ping=True, connect_args={"connect_timeout": 5})
    except (NoSuchModuleError, ImportError):
        raise DatabaseUnavailable(message("database.unknown_kind", kind=parsed.drivername)) from None


def _connect_sqlite(file: str | None, busy_seconds: float) -> sqlite3.Connection:
    # Never makes a file: a database that went away must not come back as an empty one. ``upgrade`` makes it.
    if not file or file == ":memory:":
        raise sqlite3.OperationalError("no database file is named")
    address = f"file:{quote(str(Path(file).absolute()))}?mode=rw"
    return sqlite3.connect(address, uri=True, timeout=busy_seconds, check_same_thread=False)


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # The driver's own transaction handling is off: it would begin too late and would not cover schema changes.
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys=ON")


def _begin_sqlite(connection: Connection) -> None:
    writer = connection.get_execution_options().get(_WRITER)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writer else "BEGIN")


def _create_file(file: str | None) -> None:
    if not file or file == ":memory:":
        raise DatabaseUnavailable(message("database.bad_url"))
    folder = Path(file).absolute().parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
        Path(file).touch()
    except OSError as error:
        raise DatabaseUnavailable(message("database.no_folder", folder=folder, reason=error.strerror)) from None


def _switch_to_wal(engine: Engine, busy_seconds: float) -> None:
    """Turn on WAL mode, which stays with the file; SQLite does not wait by itself where another process does it."""
    deadline = time.monotonic() + busy_seconds
    while True:
        raw = engine.raw_connection()
        try:
            raw.execute("PRAGMA journal_mode=WAL")
            return
        except Exception as error:
            if "locked" not in str(error) or time.monotonic() > deadline:
                raise OperationalError("PRAGMA journal_mode=WAL", None, error) from error
            time.sleep(0.05)
        finally:
            raw.close()
