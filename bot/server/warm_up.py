"""A real message before the first visitor's: it loads what is loaded on first use, and shows that answers come."""
from __future__ import annotations

from rasa.core.agent import Agent

from bot.channel.exchange import exchange
from bot.channel.message import new_conversation_id
from bot.start_error import CannotStart
from bot.texts import text
from bot.tracker_store import ConversationStore

QUESTIONS = ("你好", "科创板上市由哪个部门负责?")


async def warm_up(agent: Agent, store: ConversationStore) -> None:
    """Puts two messages to ``agent`` and forgets them; raises CannotStart where one is not answered."""
    sender = new_conversation_id()
    try:
        for question in QUESTIONS:
            for message in await exchange(agent.handle_message, question, sender, "warm-up", 120):
                if (message.get("custom") or {}).get("kind") == "error":
                    raise CannotStart(text("no_first_answer"))
    finally:
        store.forget(sender)
