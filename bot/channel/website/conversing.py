"""One message of a website's visitor, from the request's values to the reply: once, in order, and kept."""
from __future__ import annotations

import asyncio
import logging
import re
import secrets
import time
import uuid
from collections.abc import Coroutine
from dataclasses import dataclass
from typing import Any

from bot.channel.exchange import OnMessage, exchange
from bot.channel.message import readable_text
from bot.channel.recording import Recording
from bot.channel.website.conversation_ids import ConversationIds
from bot.channel.website.exchange_store import Exchange, ExchangeStore, State
from bot.channel.website.rates import Window, admitted
from bot.channel.website.replies import refusal, reply_of, turn_of
from bot.settings import BotSettings
from bot.turn_notes import begin_notes

logger = logging.getLogger(__name__)

CHANNEL = "website"
WAIT_SECONDS = 10.0
"""How long a message waits for earlier ones of its conversation."""
LOOK_SECONDS = 0.02
_TURN = re.compile(r"[A-Za-z0-9_-]{1,40}")
SPARE_SECONDS = 5.0
"""What storing may take beside the reply, before an exchange counts as given up."""
LONGEST_REASON = 300
"""In characters, as the table of feedback keeps it."""
MOST_TURNS = 200
"""Of a conversation that is shown again."""


@dataclass(frozen=True)
class Outcome:
    """What the client gets."""

    status: int
    body: dict[str, Any]
    retry_after: int = 0
    """Seconds; with status 429 and 409."""


class Conversing:
    """The conversations of the website, for the channel's routes and for a page that works without scripts."""

    def __init__(
        self, settings: BotSettings, ids: ConversationIds, store: ExchangeStore, recording: Recording,
        on_message: OnMessage,
    ) -> None:
        self._settings = settings
        self._ids = ids
        self._store = store
        self._recording = recording
        self._on_message = on_message
        self._by_conversation = Window(settings.conversation_rate)
        self._by_address = Window(settings.address_rate)
        self._running: set[asyncio.Task[Any]] = set()

    async def answer(self, address: str, text: str, conversation: object = None, message: object = None) -> Outcome:
        """The reply to ``text``, in ``conversation`` if that is an id issued here, else in a fresh one.

        ``message`` is the client's UUID of this message: with the same one comes the same answer. Raises only what
        the stores raise.
        """
        known = self._ids.conversation_of(conversation)
        wait = admitted((self._by_address, address), *([(self._by_conversation, known)] if known else []))
        if wait:
            return Outcome(429, refusal("too_many", seconds=wait), wait)
        text = readable_text(text, self._settings.message_limit)
        number = _uuid(message)
        begun = self._store.begin(
            self._key(known, address, text, number), known or self._ids.new_conversation(),
            number or "", text, secrets.token_urlsafe(16),
        )
        if begun.state is State.MINE:
            # The answer is made and kept even where the connection breaks meanwhile: the client will ask again.
            finished = await self._shielded(self._answered(begun, alone=known is None))
        else:
            finished = await self._finished(begun)
        if finished is None or finished.reply is None:
            return Outcome(409, refusal("in_flight"), 1)
        fresh = {} if finished.conversation == known else {"fresh": True}
        signed = conversation if known == finished.conversation else self._ids.issue(finished.conversation)
        return Outcome(200, {"conversation": signed, "turn": finished.turn, **finished.reply, **fresh})

    def history(self, conversation: object) -> dict[str, Any]:
        """The turns of ``conversation``, oldest first; none, and ``fresh``, where that is no id issued here."""
        known = self._ids.conversation_of(conversation)
        if known is None:
            return {"turns": [], "fresh": True}
        return {"turns": [turn_of(one) for one in self._store.finished_of(known, MOST_TURNS)]}

    def rate(self, conversation: object, turn: str, liked: bool, reason: str) -> bool:
        """Notes a thumb with its reason; tells whether ``turn`` is one of ``conversation``."""
        known = self._ids.conversation_of(conversation)
        if known is None or not _TURN.fullmatch(turn) or not self._store.like(known, turn, liked):
            return False
        self._recording.feedback(turn, liked, readable_text(reason, LONGEST_REASON)[:LONGEST_REASON])
        return True

    async def close(self) -> None:
        """Waits for the answers that are being made, then closes the store."""
        if self._running:
            await asyncio.wait(self._running, timeout=self._settings.reply_seconds)
        self._store.close()

    def _key(self, known: str | None, address: str, text: str, number: str | None) -> str:
        """What makes a message the same one.

        Where the client has no conversation yet, only the same words from the same address are: a UUID that
        somebody else uses, too, must never lead into a conversation.
        """
        number = number or secrets.token_urlsafe(16)
        return self._ids.digest("message", known, number) if known else self._ids.digest(
            "first message", address, text, number
        )

    async def _answered(self, begun: Exchange, alone: bool) -> Exchange | None:
        """The exchange with its reply; None where earlier messages kept the conversation for too long."""
        if not alone and not await self._first_in_line(begun):
            self._store.drop(begun)
            return None
        begin, notes = time.perf_counter(), begin_notes()
        messages = await exchange(
            self._on_message, begun.question, begun.conversation, CHANNEL, self._settings.reply_seconds
        )
        reply = reply_of(messages)
        finished = self._store.finish(begun, reply)
        self._recording.turn(
            begun.conversation, begun.question, reply, notes, time.perf_counter() - begin, begun.turn
        )
        return finished

    async def _first_in_line(self, begun: Exchange) -> bool:
        clock = asyncio.get_running_loop().time
        end = clock() + WAIT_SECONDS
        while self._store.has_to_wait(begun):
            if clock() > end:
                return False
            await asyncio.sleep(LOOK_SECONDS)
        return True

    async def _finished(self, begun: Exchange) -> Exchange | None:
        """The exchange that another request began, when that one has finished it; None where it does not."""
        clock = asyncio.get_running_loop().time
        end = clock() + WAIT_SECONDS + self._settings.reply_seconds
        found: Exchange | None = begun
        while found and found.state is not State.FINISHED:
            if clock() > end:
                return None
            await asyncio.sleep(LOOK_SECONDS)
            found = self._store.find(begun.key)
        return found

    async def _shielded(self, work: Coroutine[Any, Any, Exchange | None]) -> Exchange | None:
        task = asyncio.create_task(work)
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        return await asyncio.shield(task)


def lifetime_of(settings: BotSettings) -> float:
    """The seconds after which an exchange that nobody finished is given up."""
    return WAIT_SECONDS + settings.reply_seconds + SPARE_SECONDS


def _uuid(message: object) -> str | None:
    """``message`` where it is a random UUID, in its usual spelling."""
    if not isinstance(message, str) or len(message) != 36:
        return None
    try:
        number = uuid.UUID(message)
    except ValueError:
        return None
    return str(number) if number.version == 4 else None
