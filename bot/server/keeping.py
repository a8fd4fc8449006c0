"""Deletes what visitors left when its time is over, and closes the conversations' store when the server stops."""
from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from typing import Any

from sanic import Sanic

from bot.tracker_store import SECONDS_PER_DAY, ConversationStore

logger = logging.getLogger(__name__)

Purge = Callable[[int], int]
"""Deletes what is older than so many days (0: nothing) and returns how many rows went."""


def keep_store(app: Sanic, store: ConversationStore, retention_days: int, others: Mapping[str, Purge]) -> None:
    """Makes ``app`` delete what is older than ``retention_days`` days (0: nothing), once a day.

    ``others`` are deleted from beside the store, by what the log calls their rows.
    """
    purges = {"events of conversations": store.purge, **others}

    @app.after_server_start
    async def begin_purging(running: Sanic, _loop: Any) -> None:
        running.add_task(_purge_daily(purges, retention_days), name="purge")

    @app.before_server_stop
    async def end_purging(running: Sanic, _loop: Any) -> None:
        await running.cancel_task("purge", raise_exception=False)

    @app.after_server_stop
    async def close_store(_app: Sanic, _loop: Any) -> None:
        store.engine.dispose()


async def _purge_daily(purges: Mapping[str, Purge], days: int) -> None:
    while True:
        for rows, purge in purges.items():
            try:
                gone = await asyncio.get_running_loop().run_in_executor(None, purge, days)
                if gone:
                    logger.info("Deleted %d %s over %d days old", gone, rows, days)
            except Exception:
                logger.exception("Old %s could not be deleted", rows)
        await asyncio.sleep(SECONDS_PER_DAY)
