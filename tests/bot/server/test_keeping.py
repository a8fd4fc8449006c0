from __future__ import annotations

import asyncio

import pytest

from bot.server.keeping import _purge_daily


async def test_everything_is_deleted_in_its_time_whatever_fails(caplog: pytest.LogCaptureFixture) -> None:
    asked: list[tuple[str, int]] = []
    done = asyncio.Event()
    loop = asyncio.get_running_loop()

    def events(days: int) -> int:
        asked.append(("events", days))
        raise OSError("broken on purpose")

    def turns(days: int) -> int:
        asked.append(("turns", days))
        loop.call_soon_threadsafe(done.set)
        return 3

    with caplog.at_level("INFO"):
        purging = asyncio.create_task(_purge_daily({"events": events, "turns": turns}, 30))
        await done.wait()
        while "Deleted 3 turns over 30 days old" not in caplog.text:
            await asyncio.sleep(0)
    purging.cancel()
    assert asked == [("events", 30), ("turns", 30)]
    assert "Old events could not be deleted" in caplog.text
