"""What the website channel keeps of each message beside Rasa's events, in the conversations' database.

One row per message serves three ends, over all processes: a message that comes twice is answered once, the messages
of a conversation are answered one after the other, and a conversation can be shown again.
"""
from __future__ import annotations

import json
import logging
import time
import zlib
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.schema import CreateIndex, CreateTable

from bot.start_error import CannotStart
from bot.texts import text
from bot.tracker_store import SECONDS_PER_DAY, conversations_engine
from plan_kb.answering.reply import Kind

logger = logging.getLogger(__name__)

_EXCHANGE = sa.Table(
    "website_exchange", sa.MetaData(),
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("key", sa.String(64), nullable=False, unique=True),
    sa.Column("conversation", sa.String(64), nullable=False),
    sa.Column("message", sa.String(40), nullable=False),
    sa.Column("turn", sa.String(40), nullable=False),
    sa.Column("question", sa.Text, nullable=False),
    sa.Column("begun", sa.Float, nullable=False),
    sa.Column("finished", sa.Float),
    sa.Column("reply", sa.Text),
    sa.Column("liked", sa.Boolean),
    sa.Index("ix_website_exchange_conversation", "conversation"),
    sa.Index("ix_website_exchange_begun", "begun"),
    sqlite_autoincrement=True,
)
_ROW = _EXCHANGE.c
_INSERT = sa.insert(_EXCHANGE)
_BY_KEY = sa.select(_EXCHANGE).where(_ROW.key == sa.bindparam("key"))
_AHEAD = sa.select(_ROW.id).where(
    _ROW.conversation == sa.bindparam("conversation"), _ROW.id < sa.bindparam("id"), _ROW.finished.is_(None),
    _ROW.begun > sa.bindparam("alive"),
).limit(1)
_FINISH = sa.update(_EXCHANGE).where(_ROW.id == sa.bindparam("exchange")).values(
    finished=sa.bindparam("finished"), reply=sa.bindparam("reply"),
)


class State(str, Enum):
    """Who answers a message."""

    MINE = "mine"
    """Whoever began the exchange."""
    ELSEWHERE = "elsewhere"
    """An earlier request with the same message, which is still at it."""
    FINISHED = "finished"


@dataclass(frozen=True)
class Exchange:
    """A message and, once finished, the reply to it."""

    id: int
    key: str
    conversation: str
    message: str
    turn: str
    question: str
    begun: float
    """Seconds since 1970, as ``finished``."""
    state: State
    finished: float | None = None
    reply: dict[str, Any] | None = None
    liked: bool | None = None


class ExchangeStore:
    """The exchanges at ``url``; ``lifetime`` is the time in seconds after which an unfinished one is given up."""

    def __init__(self, url: str, lifetime: float) -> None:
        """Makes the table where it is missing; raises CannotStart."""
        self._lifetime = lifetime
        try:
            self._engine: sa.engine.Engine = conversations_engine(url)
            self._create()
        except (sa.exc.SQLAlchemyError, OSError, ImportError) as error:
            reason = str(getattr(error, "orig", None) or error).splitlines()[0]
            raise CannotStart(text("bad_store", reason=reason)) from error

    def begin(self, key: str, conversation: str, message: str, question: str, turn: str) -> Exchange:
        """A new exchange, or the one with the same ``key``; one that failed or was given up is begun anew."""
        while True:
            now = time.time()
            values: dict[str, Any] = {
                "key": key, "conversation": conversation, "message": message, "question": question, "turn": turn,
                "begun": now,
            }
            try:
                return Exchange(id=self._insert(values), state=State.MINE, **values)
            except IntegrityError:
                found = self.find(key)
            if found is not None:  # else it was dropped in between
                return self._begun_before(found, question, turn, now)

    def _insert(self, values: dict[str, Any]) -> int:
        with self._engine.begin() as connection:
            if connection.dialect.name == "postgresql":
                # Numbers are drawn before rows show: those of one conversation have to come in their order.
                lock = zlib.crc32(values["conversation"].encode())
                connection.execute(sa.text("SELECT pg_advisory_xact_lock(:key)"), {"key": lock})
            return int(connection.execute(_INSERT, values).inserted_primary_key[0])

    def _begun_before(self, found: Exchange, question: str, turn: str, now: float) -> Exchange:
        failed = found.reply is not None and found.reply.get("kind") == Kind.ERROR.value
        if not failed and (found.state is State.FINISHED or found.begun > now - self._lifetime):
            return found
        again = sa.update(_EXCHANGE).where(_ROW.id == found.id, _ROW.turn == found.turn).values(
            begun=now, finished=None, reply=None, liked=None, turn=turn, question=question,
        )
        with self._engine.begin() as connection:
            taken = connection.execute(again).rowcount == 1
        if not taken:
            return found
        return Exchange(found.id, found.key, found.conversation, found.message, turn, question, now, State.MINE)

    def find(self, key: str) -> Exchange | None:
        """The exchange with ``key``."""
        with self._engine.connect() as connection:
            row = connection.execute(_BY_KEY, {"key": key}).first()
        return _exchange(row) if row else None

    def has_to_wait(self, exchange: Exchange) -> bool:
        """Whether an earlier message of the same conversation is not yet answered."""
        values = {
            "conversation": exchange.conversation, "id": exchange.id, "alive": time.time() - self._lifetime,
        }
        with self._engine.connect() as connection:
            return connection.execute(_AHEAD, values).first() is not None

    def finish(self, exchange: Exchange, reply: dict[str, Any]) -> Exchange:
        """Keeps the reply; returns the exchange with it."""
        now = time.time()
        values = {"exchange": exchange.id, "finished": now, "reply": json.dumps(reply, ensure_ascii=False)}
        with self._engine.begin() as connection:
            connection.execute(_FINISH, values)
        return replace(exchange, finished=now, reply=reply, state=State.FINISHED)

    def drop(self, exchange: Exchange) -> None:
        """Forgets an exchange that will get no reply."""
        with self._engine.begin() as connection:
            connection.execute(sa.delete(_EXCHANGE).where(_ROW.id == exchange.id))

    def finished_of(self, conversation: str, most: int) -> list[Exchange]:
        """The last ``most`` finished exchanges of a conversation, oldest first."""
        newest = (
            sa.select(_EXCHANGE)
            .where(_ROW.conversation == conversation, _ROW.finished.is_not(None))
            .order_by(_ROW.id.desc()).limit(most)
        )
        with self._engine.connect() as connection:
            return [_exchange(row) for row in reversed(connection.execute(newest).all())]

    def like(self, conversation: str, turn: str, liked: bool) -> bool:
        """Notes a thumb for a turn of ``conversation``; tells whether there is such a turn."""
        noted = sa.update(_EXCHANGE).where(
            _ROW.conversation == conversation, _ROW.turn == turn, _ROW.finished.is_not(None)
        ).values(liked=liked)
        with self._engine.begin() as connection:
            return bool(connection.execute(noted).rowcount)

    def purge(self, days: int) -> int:
        """Deletes what is older than ``days`` days (0: nothing); returns how many exchanges went."""
        if days <= 0:
            return 0
        with self._engine.begin() as connection:
            old = sa.delete(_EXCHANGE).where(_ROW.begun < time.time() - days * SECONDS_PER_DAY)
            return int(connection.execute(old).rowcount)

    def close(self) -> None:
        """Gives back all connections."""
        self._engine.dispose()

    def _create(self) -> None:
        try:
            with self._engine.begin() as connection:
                connection.execute(CreateTable(_EXCHANGE, if_not_exists=True))
                for index in _EXCHANGE.indexes:
                    connection.execute(CreateIndex(index, if_not_exists=True))
        except sa.exc.DBAPIError:
            # Another process made it at the same moment, or it cannot be made: this look tells.
            logger.debug("The table was not made here", exc_info=True)
        with self._engine.connect() as connection:
            connection.execute(sa.select(sa.func.max(_ROW.id)))


def _exchange(row: Any) -> Exchange:
    finished = row.finished is not None
    return Exchange(
        row.id, row.key, row.conversation, row.message, row.turn, row.question, row.begun,
        State.FINISHED if finished else State.ELSEWHERE, row.finished,
        json.loads(row.reply) if row.reply else None, row.liked,
    )
