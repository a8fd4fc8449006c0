"""The assistant as the server runs it, in the process of the tests: trained model, actions, stores, live edition."""

from __future__ import annotations

import asyncio
import logging
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rasa.utils.log_utils import configure_structlog

from bot.agent import ServingAgent
from bot.channel.exchange import exchange
from bot.channel.message import conversation_id, readable_text
from bot.local_actions import LocalActions
from bot.lock_store import QuickLockStore
from bot.model import fitting_model
from bot.tracker_store import ConversationStore
from plan_kb import live
from plan_kb.database import Database
from plan_kb.edition.initial import initialise
from plan_kb.edition.live import LiveEdition
from plan_kb.knowledge import Knowledge

REPOSITORY = Path(__file__).parents[1]
LONGEST_MESSAGE = 500
_REPLY_SECONDS = 30.0


def trained_model() -> Path:
    """The model that fits the sources; the run ends where there is none."""
    model = fitting_model(REPOSITORY)
    assert model.is_file(), f"no trained model {model.name}: run `make train` first"
    return model


@dataclass(frozen=True)
class Said:
    """A reply as the REST channel sends it."""

    messages: list[dict[str, Any]]

    @property
    def text(self) -> str:
        """All texts."""
        return "\n".join(message["text"] for message in self.messages if "text" in message)

    @property
    def custom(self) -> dict[str, Any]:
        """The object of the answer contract; there must be one and no second."""
        found = [message["custom"] for message in self.messages if "custom" in message]
        assert len(found) == 1, self.messages
        return dict(found[0])

    @property
    def kind(self) -> str:
        """The kind of reply."""
        return str(self.custom["kind"])

    @property
    def citations(self) -> list[dict[str, str]]:
        """What the reply cites."""
        return list(self.custom["citations"])

    @property
    def refs(self) -> set[str]:
        """The places that the reply cites."""
        return {citation["ref"] for citation in self.citations}

    @property
    def buttons(self) -> list[dict[str, str]]:
        """The buttons, in order."""
        return [button for message in self.messages for button in message.get("buttons") or []]


class ServedAssistant:
    """Takes messages as the REST channel hands them on, over Rasa's processor, tracker and the real actions."""

    def __init__(
        self, agent: ServingAgent, store: ConversationStore, database: Database, followed: LiveEdition[Knowledge]
    ) -> None:
        self.database = database
        self._followed = followed
        self._agent = agent
        self._store = store
        self._loop = asyncio.new_event_loop()

    def say(self, message: object, sender: str) -> Said:
        """The reply to ``message``, whatever a client sends in its place."""
        live._live = self._followed  # a test run may hold several assistants, a server holds one
        text = readable_text(message, LONGEST_MESSAGE)
        reply = exchange(self._agent.handle_message, text, conversation_id(sender), "rest", _REPLY_SECONDS)
        return Said(self._loop.run_until_complete(reply))

    def slots(self, sender: str) -> dict[str, Any]:
        """The slots of a conversation as the tracker store gives them back."""
        tracker = self._loop.run_until_complete(self._store.retrieve(sender))
        return dict(tracker.current_slot_values()) if tracker else {}

    def sources(self) -> dict[str, str]:
        """The text of each plan of the live edition by its key."""
        return {plan.key: plan.source for plan in self._followed.current.edition.plans}

    def close(self) -> None:
        """Closes loop and connections."""
        self._loop.close()
        self._store.engine.dispose()


def new_sender() -> str:
    """An id for a conversation of its own."""
    return uuid.uuid4().hex


@contextmanager
def served_assistant(folder: Path) -> Iterator[ServedAssistant]:
    """An assistant over a knowledge base that is made and published in ``folder``."""
    configure_structlog(
        logging.WARNING
    )  # Rasa writes pages of events for every message, which costs more than the reply
    database = Database(f"sqlite:///{folder / 'knowledge.sqlite'}")
    initialise(database)
    followed = LiveEdition(database, Knowledge)
    store = ConversationStore(host=f"sqlite:///{folder / 'conversations.sqlite'}")
    agent = ServingAgent(LocalActions(), tracker_store=store, lock_store=QuickLockStore())
    agent.load_model(trained_model())
    assistant = ServedAssistant(agent, store, database, followed)
    try:
        yield assistant
    finally:
        assistant.close()
        live._live = None
        followed.close()
        database.close()
