"""One message of a conversation at a time, without Rasa's wait of a whole second between looks."""
from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from rasa.core.lock import TicketLock
from rasa.core.lock_store import LOCK_LIFETIME, InMemoryLockStore
from rasa.utils.endpoints import EndpointConfig

WAIT_SECONDS = 0.02


class QuickLockStore(InMemoryLockStore):
    """Rasa's in-memory locks, looked at every 20 ms by those who wait."""

    def __init__(self, endpoint_config: EndpointConfig | None = None) -> None:
        """``endpoint_config`` is what endpoints.yml says; nothing of it is needed."""
        super().__init__()

    @asynccontextmanager
    async def lock(
        self,
        conversation_id: str,
        lock_lifetime: float = LOCK_LIFETIME,
        wait_time_in_seconds: float = WAIT_SECONDS,
    ) -> AsyncGenerator[TicketLock, None]:
        """Holds the lock of ``conversation_id``; raises rasa's LockError when it expires while waiting."""
        async with super().lock(conversation_id, lock_lifetime, wait_time_in_seconds) as held:
            yield held
