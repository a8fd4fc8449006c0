"""Reads a message against the live edition and hands its frame, cut by jieba, to the featurizers."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

import jieba
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.tokenizers.jieba_tokenizer import JiebaTokenizer
from rasa.nlu.tokenizers.tokenizer import Token
from rasa.shared.nlu.constants import (
    ENTITIES,
    ENTITY_ATTRIBUTE_END,
    ENTITY_ATTRIBUTE_START,
    ENTITY_ATTRIBUTE_TYPE,
    ENTITY_ATTRIBUTE_VALUE,
    TEXT,
)
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.frame import MARKER_OF_ENTITY, Span, frame, spans_of
from plan_kb.knowledge import Knowledge
from plan_kb.linking import cues
from plan_kb.linking.linker import Linked
from plan_kb.live import current_knowledge, packaged_knowledge
from plan_kb.text.normalise import normalise

FRAME = "frame"
WORDS = "words"
"""The stretch of the corrected text that the frame was made of, names and all."""
CLAUSE_OF = "clause_of"
"""On messages that stand for a clause: start and end of the clause in the linked text."""
LONGEST_MESSAGE = 501
_CLAUSE = re.compile(r"[^,。!?;]+[,。!?;]*")
_BETWEEN_QUESTIONS = re.compile("、|以及|还有|并且")
_MOST_CLAUSES = 6
_ENTITY_OF_MARKER = {marker: entity for entity, marker in MARKER_OF_ENTITY.items()}


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=True)
class FrameTokenizer(JiebaTokenizer):
    """JiebaTokenizer over the frame of a message instead of its text.

    A message of several clauses is followed by one message for each clause (of a long story: each that asks), which
    the classifiers read, too, and which ClauseJoiner folds back.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """``delexicalise``: whether mentions become markers; without, frames are the text, for comparison only."""
        return {**JiebaTokenizer.get_default_config(), "delexicalise": True}

    def tokenize(self, message: Message, attribute: str) -> list[Token]:
        """Tokens of the frame; of the text itself for attributes other than the user's text."""
        if attribute != TEXT:
            words: list[Token] = super().tokenize(message, attribute)
            return words
        if message.get(FRAME) is None:
            self.read_example(message)
        tokens = [Token(word, start) for word, start, _ in jieba.tokenize(message.get(FRAME)) if word.strip()]
        split: list[Token] = self._apply_token_pattern(tokens)
        return split

    def process(self, messages: list[Message]) -> list[Message]:
        """Sets frame, tokens and entities of each message, and adds its clauses."""
        knowledge = current_knowledge()
        read: list[Message] = []
        for message in messages:
            read += self._read(message, knowledge)
        tokenized: list[Message] = super().process(read)
        return tokenized

    def _read(self, message: Message, knowledge: Knowledge) -> list[Message]:
        linked = knowledge.link((message.get(TEXT) or "")[:LONGEST_MESSAGE])
        spans = spans_of(linked)
        clauses = [part for match in _CLAUSE.finditer(linked.text) for part in _questions(linked.text, *match.span())]
        replaced = self._replaced(spans)
        message.set(FRAME, frame(*_shortened(linked, replaced)))
        message.set(WORDS, _shortened(linked, [])[0])
        message.set(ENTITIES, _entities(message.get(TEXT) or "", linked, spans), add_to_output=True)
        wordy = [(a, b) for a, b in clauses if len(linked.text[a:b].strip(",。!?; ")) >= 2]
        if len(wordy) > _MOST_CLAUSES:
            wordy = [(a, b) for a, b in wordy if cues.has("interrogatives", linked.text[a:b])][-_MOST_CLAUSES:]
        if len(wordy) < 2:
            return [message]
        parts = []
        for start, end in wordy:
            part = Message(
                {
                    TEXT: linked.text[start:end],
                    FRAME: frame(*_cut(linked, replaced, start, end)),
                    WORDS: _cut(linked, [], start, end)[0],
                    CLAUSE_OF: (start, end),
                }
            )
            parts.append(part)
        return [message, *parts]

    def read_example(self, message: Message) -> None:
        """Sets the frame of a training example: what the packaged plan links and what is annotated."""
        linked = packaged_knowledge().link(message.get(TEXT) or "")
        spans = spans_of(linked)
        for entity in message.get(ENTITIES, []):
            marker = MARKER_OF_ENTITY.get(entity[ENTITY_ATTRIBUTE_TYPE])
            surface = normalise(message.get(TEXT)[entity[ENTITY_ATTRIBUTE_START] : entity[ENTITY_ATTRIBUTE_END]])
            position = linked.text.find(surface) if surface else -1
            if marker and position >= 0:
                spans.append(Span(position, position + len(surface), marker))
        message.set(FRAME, frame(*_shortened(linked, self._replaced(spans))))
        message.set(WORDS, _shortened(linked, [])[0])

    def _replaced(self, spans: list[Span]) -> list[Span]:
        return spans if self._config["delexicalise"] else []


def _questions(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """A clause, or its parts where each asks something of its own (要多少家、归谁管、在哪个领域)."""
    cuts = [start, *(start + m.end() for m in _BETWEEN_QUESTIONS.finditer(text[start:end])), end]
    parts = list(pairwise(cuts))
    each_asks = all(cues.has("interrogatives", text[a:b]) for a, b in parts)
    return parts if each_asks else [(start, end)]


def _shortened(linked: Linked, spans: list[Span]) -> tuple[str, list[Span]]:
    """The asking clauses of a long message: what is asked stands there, the rest is a story."""
    start, end = cues.asking_span(linked.text)
    return (linked.text, spans) if (start, end) == (0, len(linked.text)) else _cut(linked, spans, start, end)


def _cut(linked: Linked, spans: list[Span], start: int, end: int) -> tuple[str, list[Span]]:
    inside = [Span(s.start - start, s.end - start, s.marker) for s in spans if start <= s.start and s.end <= end]
    return linked.text[start:end].strip(",。;"), inside


def _entities(text: str, linked: Linked, spans: list[Span]) -> list[dict[str, Any]]:
    """The mentions that can be found again in the message as typed, in Rasa's form."""
    found = []
    lowered = text.lower()
    for span in spans:
        surface = linked.text[span.start : span.end]
        start = lowered.find(surface)
        if start >= 0 and span.marker in _ENTITY_OF_MARKER:
            found.append(
                {
                    ENTITY_ATTRIBUTE_TYPE: _ENTITY_OF_MARKER[span.marker],
                    ENTITY_ATTRIBUTE_START: start,
                    ENTITY_ATTRIBUTE_END: start + len(surface),
                    ENTITY_ATTRIBUTE_VALUE: surface,
                    "extractor": "FrameTokenizer",
                }
            )
    return found
