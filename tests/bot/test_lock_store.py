from __future__ import annotations

import asyncio
import time

from bot.lock_store import QuickLockStore


async def test_waiting_for_a_conversation_takes_hundredths_of_a_second() -> None:
    store = QuickLockStore()
    order: list[int] = []

    async def hold(number: int) -> None:
        async with store.lock("a"):
            order.append(number)
            await asyncio.sleep(0.01)

    begin = time.monotonic()
    await asyncio.gather(*(hold(number) for number in range(4)))
    assert order == [0, 1, 2, 3]
    assert time.monotonic() - begin < 0.5
    assert not store.conversation_locks
