"""Deletes conversations when their time is over, and closes their store when the server stops."""
from __future__ import annotations

import asyncio
import logging
from typing import Any

from sanic import Sanic

from bot.tracker_store import SECONDS_PER_DAY, ConversationStore

logger = logging.getLogger(__name__)


def keep_store(app: Sanic, store: ConversationStore, retention_days: int) -> None:
    """Makes ``app`` delete what is older than ``retention_days`` days (0: nothing), once a day."""

    @app.after_server_start
    async def begin_purging(running: Sanic, _loop: Any) -> None:
        running.add_task(_purge_daily(store, retention_days), name="purge")

    @app.before_server_stop
    async def end_purging(running: Sanic, _loop: Any) -> None:
        await running.cancel_task("purge", raise_exception=False)

    @app.after_server_stop
    async def close_store(_app: Sanic, _loop: Any) -> None:
        store.engine.dispose()


async def _purge_daily(store: ConversationStore, days: int) -> None:
    while True:
        try:
            gone = await asyncio.get_running_loop().run_in_executor(None, store.purge, days)
            if gone:
                logger.info("Deleted %d events of conversations over %d days old", gone, days)
        except Exception:
            logger.exception("Old conversations could not be deleted")
        await asyncio.sleep(SECONDS_PER_DAY)
