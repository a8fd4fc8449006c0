"""Collects the messages of one reply for an answer over HTTP."""
from __future__ import annotations

from typing import Any

from rasa.core.channels.channel import CollectingOutputChannel


class ReplyCollector(CollectingOutputChannel):
    """Rasa's collector, except that a text stays one message: Rasa's own cuts it at empty lines."""

    async def send_text_message(self, recipient_id: str, text: str, **kwargs: Any) -> None:
        """Keeps ``text`` whole."""
        await self._persist_message(self._message(recipient_id, text=text))

    @property
    def reply(self) -> list[dict[str, Any]]:
        """The messages, in order."""
        return list(self.messages)

    @property
    def says_something(self) -> bool:
        """Whether a person would see any words."""
        return any(str(message.get("text") or "").strip() for message in self.messages)
