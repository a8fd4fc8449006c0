"""Loads the assistant and serves it until somebody stops it."""
from __future__ import annotations

from bot.postponed_tensorflow import postpone_tensorflow

postpone_tensorflow()

import asyncio  # noqa: E402
import logging  # noqa: E402
import time  # noqa: E402
from pathlib import Path  # noqa: E402
from socket import socket  # noqa: E402

from rasa.core.channels.channel import InputChannel  # noqa: E402
from rasa.core.lock_store import LockStore  # noqa: E402
from rasa.core.run import create_http_input_channels  # noqa: E402
from rasa.core.tracker_store import TrackerStore  # noqa: E402
from rasa.core.utils import AvailableEndpoints  # noqa: E402
from rasa.shared.exceptions import RasaException  # noqa: E402

from bot.agent import ServingAgent  # noqa: E402
from bot.channel.website.channel import WebsiteInput  # noqa: E402
from bot.local_actions import LocalActions  # noqa: E402
from bot.server.app import create_app  # noqa: E402
from bot.server.health import health_routes  # noqa: E402
from bot.server.keeping import Purge, keep_store  # noqa: E402
from bot.server.knowledge import ServedKnowledge  # noqa: E402
from bot.server.logs import quiet_after_imports  # noqa: E402
from bot.server.socket import address_of  # noqa: E402
from bot.server.warm_up import warm_up  # noqa: E402
from bot.settings import BotSettings  # noqa: E402
from bot.start_error import CannotStart  # noqa: E402
from bot.texts import text  # noqa: E402
from bot.tracker_store import ConversationStore  # noqa: E402

logger = logging.getLogger(__name__)

SPARE_SECONDS = 30
"""What a request may take beside the reply: waiting for earlier messages, storing."""


def serve(
    root: Path, settings: BotSettings, model: Path, knowledge: ServedKnowledge, bound: socket, begin: float
) -> None:
    """Serves ``model`` on ``bound`` until SIGINT or SIGTERM; ``begin`` is time.monotonic() at the start.

    Raises CannotStart where something that the assistant needs is missing or broken.
    """
    quiet_after_imports(settings.log_level)
    store = ConversationStore()
    agent = load_agent(root, settings, model, store)
    channels = load_channels(root)
    asyncio.run(warm_up(agent, store))
    # Components of the model import libraries that set the levels of the logs once more.
    quiet_after_imports(settings.log_level)
    app = create_app(agent, channels, health_routes(knowledge, model.name.removesuffix(".tar.gz")))
    # Sanic's own limit of a minute would come before the apology for a reply that takes too long.
    app.config.RESPONSE_TIMEOUT = settings.reply_seconds + SPARE_SECONDS
    purges: dict[str, Purge] = {"turns": knowledge.purge_turns}
    for channel in channels:
        if isinstance(channel, WebsiteInput):
            purges["messages of the website"] = channel.purge
    keep_store(app, store, settings.retention_days, purges)

    async def announce(*_: object) -> None:
        logger.info(
            "Ready at %s (edition %d, model %s) after %.1f s; Ctrl-C stops it",
            address_of(bound), knowledge.edition_number(), model.name, time.monotonic() - begin,
        )

    app.register_listener(announce, "after_server_start")
    app.run(sock=bound, workers=1, access_log=False, motd=False)
    knowledge.close()
    logger.info("Stopped")


def load_agent(root: Path, settings: BotSettings, model: Path, store: TrackerStore) -> ServingAgent:
    """Rasa's agent with ``model``, its stores and the actions; raises CannotStart."""
    try:
        endpoints = AvailableEndpoints.read_endpoints(str(root / "endpoints.yml"))
        locks = LockStore.create(endpoints.lock_store)
        if not settings.local_actions and not endpoints.action:
            raise CannotStart(text("no_action_endpoint"))
        agent = ServingAgent(
            LocalActions() if settings.local_actions else None,
            tracker_store=store, lock_store=locks, generator=endpoints.nlg, action_endpoint=endpoints.action,
        )
        agent.load_model(model)
    except CannotStart:
        raise
    except Exception as error:
        logger.debug("Loading failed", exc_info=True)
        raise CannotStart(text("model.unloadable", name=model.name, reason=_one_line(error))) from error
    return agent


def load_channels(root: Path) -> list[InputChannel]:
    """The channels that credentials.yml names; raises CannotStart."""
    try:
        channels: list[InputChannel] = create_http_input_channels(None, str(root / "credentials.yml"))
    except RasaException as error:
        raise CannotStart(text("bad_channels", reason=_one_line(error))) from error
    return channels


def _one_line(error: Exception) -> str:
    return f"{type(error).__name__}: {' '.join(str(error).split())[:300]}"
