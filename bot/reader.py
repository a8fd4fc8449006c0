"""Reads a message as the running assistant does, outside a server: for ``plan-kb ask`` and the evaluation."""

from __future__ import annotations

import asyncio
from functools import lru_cache
from pathlib import Path

from rasa.core.agent import Agent

from actions.answer import question_of
from bot.agent import ServingAgent
from bot.model import model_to_serve
from bot.server.logs import configure_logs, quiet_after_imports
from bot.settings import read_settings
from plan_kb.understanding.question import Question


@lru_cache(maxsize=1)
def _agent() -> Agent:
    configure_logs("WARNING")
    agent = ServingAgent(actions=None)
    agent.load_model(model_to_serve(Path.cwd(), read_settings().model))
    quiet_after_imports("WARNING")
    return agent


def read(text: str) -> Question:
    """The question that the fitting model reads in ``text``; raises ``ModelUnusable`` where there is no such model."""
    parsed = asyncio.run(_agent().parse_message(text))
    return question_of({**parsed, "text": text})
