"""The questions that the chat offers, made once for each edition and language."""
from __future__ import annotations

import asyncio
import hashlib
import json
import logging
from collections.abc import Awaitable, Callable, Collection
from dataclasses import asdict, dataclass
from typing import Any

from actions.answer import question_of
from plan_kb.answering.assistant import reply
from plan_kb.answering.reply import Kind
from plan_kb.answering.suggestions import LANGUAGES, suggestions
from plan_kb.knowledge import Knowledge
from plan_kb.live import current_knowledge
from plan_kb.understanding.context import Context

logger = logging.getLogger(__name__)

MOST_REFUSED = 0.5
"""Where a larger part is not answered, the model is not made for this plan and says nothing about the questions."""
PAUSE_SECONDS = 0.05
"""Between two questions that are tried out, so that visitors' messages go between."""

Parse = Callable[[str], Awaitable[dict[str, Any]]]
"""Rasa's agent reading a text."""


@dataclass(frozen=True)
class Offer:
    """The body of an answer with its entity tag."""

    body: bytes
    tag: str
    questions: tuple[str, ...]


class Suggesting:
    """Keeps what was made for the live edition.

    An offer is there soon: questions that the edition answers when they are understood as they are meant. Then each is
    put to the whole assistant, and what it does not answer is taken out.
    """

    def __init__(self) -> None:
        self._edition = 0
        self._offers: dict[str, asyncio.Task[Offer]] = {}
        self._trying: set[asyncio.Task[None]] = set()
        self._parse: Parse | None = None

    async def offer(self, language: str) -> Offer:
        """The offer of the live edition, in Chinese unless ``language`` is ``en``."""
        return await asyncio.shield(self._begun(language if language in LANGUAGES else LANGUAGES[0]))

    def prepare(self, parse: Parse | None = None) -> None:
        """Begins to make the offers, so that no visitor waits for them; without ``parse`` nothing is tried out."""
        self._parse = parse
        for language in LANGUAGES:
            self._begun(language)

    def close(self) -> None:
        """Stops trying out."""
        for task in self._trying:
            task.cancel()

    def _begun(self, language: str) -> asyncio.Task[Offer]:
        number = current_knowledge().edition.number
        if number != self._edition:
            self._edition, self._offers = number, {}
        task = self._offers.get(language)
        if task is None or (task.done() and (task.cancelled() or task.exception() is not None)):
            # All who ask meanwhile wait for the same work, which must not hold up messages.
            task = self._offers[language] = asyncio.create_task(self._make(language))
        return task

    async def _make(self, language: str) -> Offer:
        knowledge = current_knowledge()
        offer = await asyncio.to_thread(_offered, knowledge, language)
        trying = asyncio.create_task(self._try_out(knowledge, language, offer))
        self._trying.add(trying)
        trying.add_done_callback(self._trying.discard)
        return offer

    async def _try_out(self, knowledge: Knowledge, language: str, offer: Offer) -> None:
        try:
            refused = []
            for question in offer.questions if self._parse else ():
                if knowledge.edition.number != self._edition:
                    return
                if not await self._is_answered(knowledge, question):
                    refused.append(question)
                await asyncio.sleep(PAUSE_SECONDS)
            if len(refused) > MOST_REFUSED * len(offer.questions):
                logger.warning("Most questions on offer are not understood: does the model fit the project?")
            elif refused and knowledge.edition.number == self._edition:
                logger.info("Not offered, as the assistant does not answer them: %s", " | ".join(refused))
                better = asyncio.create_task(asyncio.to_thread(_offered, knowledge, language, refused))
                await better
                self._offers[language] = better
        except Exception:
            logger.exception("The suggestions could not be tried out")

    async def _is_answered(self, knowledge: Knowledge, question: str) -> bool:
        assert self._parse is not None
        parsed = await self._parse(question)
        made, _ = reply(knowledge, question_of({**parsed, "text": question}), Context())
        return made.kind is Kind.ANSWER


def _offered(knowledge: Knowledge, language: str, without: Collection[str] = ()) -> Offer:
    made = suggestions(knowledge, language, without)
    body = json.dumps({**asdict(made), "edition": knowledge.edition.number}, ensure_ascii=False).encode()
    return Offer(body, f'"{hashlib.sha256(body).hexdigest()[:16]}"', made.questions)
