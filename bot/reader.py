"""Reads a message as the running assistant does, outside a server: for ``plan-kb ask`` and the staff console."""

from __future__ import annotations

from bot.postponed_tensorflow import postpone_tensorflow

postpone_tensorflow()

import asyncio  # noqa: E402
import logging  # noqa: E402
from functools import lru_cache  # noqa: E402
from pathlib import Path  # noqa: E402

from rasa.core.agent import Agent  # noqa: E402

from actions.answer import question_of  # noqa: E402
from bot.agent import ServingAgent  # noqa: E402
from bot.channel.exchange import UNREADABLE  # noqa: E402
from bot.channel.message import readable_text  # noqa: E402
from bot.model import model_to_serve  # noqa: E402
from bot.server.logs import configure_logs, quiet_after_imports  # noqa: E402
from bot.settings import read_settings  # noqa: E402
from plan_kb.understanding.question import Question  # noqa: E402


@lru_cache(maxsize=1)
def _agent() -> Agent:
    # In the console the logs are set up already; on the command line only warnings are of use.
    level = logging.getLevelName(logging.getLogger().level) if logging.getLogger().handlers else "WARNING"
    configure_logs(level)
    agent = ServingAgent(actions=None)
    agent.load_model(model_to_serve(Path.cwd(), read_settings().model))
    quiet_after_imports(level)
    return agent


def prepare() -> None:
    """Load the model now; raises ``ModelUnusable`` where there is none that fits."""
    _agent()


def read(text: str) -> Question:
    """The question that the fitting model reads in ``text``; raises ``ModelUnusable`` where there is no such model."""
    plain = readable_text(text, read_settings().message_limit)
    parsed = asyncio.run(_agent().parse_message(plain)) if plain else UNREADABLE
    return question_of({**parsed, "text": plain})
