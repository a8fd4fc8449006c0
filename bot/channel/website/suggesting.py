"""The questions that the chat offers, made once for each edition and language."""
from __future__ import annotations

import asyncio
import hashlib
import json
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from actions.answer import question_of
from plan_kb.answering.assistant import reply
from plan_kb.answering.reply import Kind
from plan_kb.answering.suggestions import LANGUAGES, Candidate, candidates, chosen, is_answered
from plan_kb.knowledge import Knowledge
from plan_kb.live import current_knowledge
from plan_kb.understanding.context import Context

logger = logging.getLogger(__name__)

MOST_REFUSED = 0.5
"""Where a larger part is not answered, the model is not made for this plan and says nothing about the questions."""
PAUSE_SECONDS = 0.05
"""Between two questions that are tried out: visitors' messages go first."""

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
        self._better: dict[str, Offer] = {}
        self._trying: set[asyncio.Task[None]] = set()
        self._parse: Parse | None = None

    async def offer(self, language: str) -> Offer:
        """The offer of the live edition, in Chinese unless ``language`` is ``en``."""
        language = language if language in LANGUAGES else LANGUAGES[0]
        # All who ask meanwhile wait for the same work.
        first = await asyncio.shield(self._begun(language))
        return self._better.get(language, first)

    def prepare(self, parse: Parse | None = None) -> None:
        """Begins to make the offers, so that no visitor waits for them; without ``parse`` nothing is tried out."""
        self._parse = parse
        for language in LANGUAGES:
            self._begun(language)

    def close(self) -> None:
        """Stops making and trying out."""
        for task in (*self._offers.values(), *self._trying):
            task.cancel()

    def _begun(self, language: str) -> asyncio.Task[Offer]:
        number = current_knowledge().edition.number
        if number != self._edition:
            self._edition, self._offers, self._better = number, {}, {}
        task = self._offers.get(language)
        if task is None or (task.done() and (task.cancelled() or task.exception() is not None)):
            task = self._offers[language] = asyncio.create_task(self._make(language))
        return task

    async def _make(self, language: str) -> Offer:
        knowledge = current_knowledge()
        answered = []
        for candidate in candidates(knowledge, language):
            if is_answered(knowledge, candidate):
                answered.append(candidate)
            await asyncio.sleep(0)
        if self._parse:
            trying = asyncio.create_task(self._try_out(self._parse, knowledge, language, answered))
            self._trying.add(trying)
            trying.add_done_callback(self._trying.discard)
        return _offer(knowledge, language, answered)

    async def _try_out(
        self, parse: Parse, knowledge: Knowledge, language: str, answered: Sequence[Candidate]
    ) -> None:
        try:
            understood = []
            for candidate in answered:
                if knowledge.edition.number != self._edition:
                    return
                parsed = await parse(candidate.question)
                made, _ = reply(knowledge, question_of({**parsed, "text": candidate.question}), Context())
                if made.kind is Kind.ANSWER:
                    understood.append(candidate)
                await asyncio.sleep(PAUSE_SECONDS)
            refused = [candidate.question for candidate in answered if candidate not in understood]
            if len(refused) > MOST_REFUSED * len(answered):
                logger.warning("Most questions on offer are not understood: does the model fit the project?")
            elif refused:
                logger.info("Not offered, as the assistant does not answer them: %s", " | ".join(refused))
                self._better[language] = _offer(knowledge, language, understood)
        except Exception:
            logger.exception("The suggestions could not be tried out")


def _offer(knowledge: Knowledge, language: str, answered: Sequence[Candidate]) -> Offer:
    made = chosen(knowledge, language, answered)
    body = json.dumps({**asdict(made), "edition": knowledge.edition.number}, ensure_ascii=False).encode()
    return Offer(body, f'"{hashlib.sha256(body).hexdigest()[:16]}"', made.questions)
