"""The questions that the chat offers, made once for each edition and language."""
from __future__ import annotations

import asyncio
import hashlib
import json
from dataclasses import asdict, dataclass

from plan_kb.answering.suggestions import LANGUAGES, suggestions
from plan_kb.live import current_knowledge


@dataclass(frozen=True)
class Offer:
    """The body of an answer with its entity tag."""

    body: bytes
    tag: str


class Suggesting:
    """Keeps what was made for the live edition."""

    def __init__(self) -> None:
        self._edition = 0
        self._offers: dict[str, asyncio.Task[Offer]] = {}

    async def offer(self, language: str) -> Offer:
        """The offer of the live edition, in Chinese unless ``language`` is ``en``."""
        return await asyncio.shield(self._begun(language if language in LANGUAGES else LANGUAGES[0]))

    def prepare(self) -> None:
        """Begins to make the offers, so that the first visitor does not wait for them."""
        for language in LANGUAGES:
            self._begun(language)

    def _begun(self, language: str) -> asyncio.Task[Offer]:
        number = current_knowledge().edition.number
        if number != self._edition:
            self._edition, self._offers = number, {}
        task = self._offers.get(language)
        if task is None or (task.done() and (task.cancelled() or task.exception() is not None)):
            # All who ask meanwhile wait for the same work, which must not hold up messages.
            task = asyncio.create_task(asyncio.to_thread(_made, language))
            self._offers[language] = task
        return task


def _made(language: str) -> Offer:
    knowledge = current_knowledge()
    made = {**asdict(suggestions(knowledge, language)), "edition": knowledge.edition.number}
    body = json.dumps(made, ensure_ascii=False).encode()
    return Offer(body, f'"{hashlib.sha256(body).hexdigest()[:16]}"')
