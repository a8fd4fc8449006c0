"""One exchange: a message in, always a reply out."""
from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import UserMessage

from bot.channel.collector import ReplyCollector
from bot.error_reply import error_message, new_reference

logger = logging.getLogger(__name__)

UNREADABLE = {"intent": {"name": "nlu_fallback", "confidence": 1.0}, "intent_ranking": [], "entities": []}
"""How a text without any word is understood: Rasa's classifiers raise on a text without any feature."""



def without_words(text: str) -> dict[str, Any] | None:
    """How ``text`` is understood where it holds no letter or number; None where Rasa has to read it."""
    return None if any(map(str.isalnum, text)) else {**UNREADABLE, "text": text}


OnMessage = Callable[[UserMessage], Awaitable[Any]]


async def exchange(
    on_message: OnMessage, text: str, sender: str, channel: str, seconds: float
) -> list[dict[str, Any]]:
    """Hands ``text`` to Rasa and returns the reply's messages.

    An exception, silence, or no end within ``seconds`` gives the apology, with a reference number that is logged.
    Only the cancellation of the request itself is raised.
    """
    collector = ReplyCollector()
    message = UserMessage(text, collector, sender, parse_data=without_words(text), input_channel=channel)
    try:
        await asyncio.wait_for(on_message(message), timeout=seconds)
        if collector.says_something:
            return collector.reply
        reference = new_reference()
        logger.error("No reply was given; reference %s", reference)
    except asyncio.TimeoutError:
        reference = new_reference()
        logger.error("No reply within %.0f s; reference %s", seconds, reference)
    except Exception:
        reference = new_reference()
        logger.exception("A message could not be handled; reference %s", reference)
    apology = ReplyCollector()
    await apology.send_response(sender, error_message(reference))
    return apology.reply
