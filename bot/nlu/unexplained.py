"""Words that no question which the plan can answer has used: a sign that something else is asked."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import jieba.posseg
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import TOKENS_NAMES
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.frame import MARKERS
from plan_kb.linking.cues import ordinary_words
from plan_kb.understanding.question import group_of

UNEXPLAINED = "unexplained"
_SAYS_SOMETHING = frozenset("nvajlizxbe")
"""First letters of jieba's tags of words that carry content: nouns, verbs, adjectives, idioms, foreign words."""
_ANSWERABLE = ("fact", "plan", "dialogue", "smalltalk")
_SEVERAL = 2
"""A word that stands once in answerable questions, and in so many others, explains nothing."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class UnexplainedWords(EntityExtractorMixin, GraphComponent):
    """Keeps the words of the frames of answerable questions and names the words of a message outside them."""

    def __init__(self, model_storage: ModelStorage, resource: Resource, known: frozenset[str] = frozenset()) -> None:
        self._model_storage = model_storage
        self._resource = resource
        self._known = known
        self._characters = frozenset("".join(known))

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> UnexplainedWords:
        """An untrained component."""
        return cls(model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Collects the words."""
        counts: dict[bool, Counter[str]] = {True: Counter(), False: Counter()}
        for example in training_data.intent_examples:
            words = {token.text.lower() for token in example.get(TOKENS_NAMES[TEXT], [])}
            counts[group_of(example.get(INTENT)) in _ANSWERABLE].update(words)
        answerable, others = counts[True], counts[False]
        known = {word for word, count in answerable.items() if count > 1 or others[word] < _SEVERAL}
        self._known = frozenset(known)
        self._characters = frozenset("".join(known))
        with self._model_storage.write_to(self._resource) as folder:
            (folder / "words.json").write_text(json.dumps(sorted(self._known), ensure_ascii=False), encoding="utf-8")
        return self._resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> UnexplainedWords:
        """The component with the words that it collected."""
        with model_storage.read_from(resource) as folder:
            known = frozenset(json.loads((folder / "words.json").read_text(encoding="utf-8")))
        return cls(model_storage, resource, known)

    def process(self, messages: list[Message]) -> list[Message]:
        """Sets the unexplained words of each message."""
        for message in messages:
            words = [token.text.lower() for token in message.get(TOKENS_NAMES[TEXT], [])]
            message.set(UNEXPLAINED, [w for w in dict.fromkeys(words) if self._is_foreign(w)], add_to_output=True)
        return messages

    def _is_foreign(self, word: str) -> bool:
        if word in self._known or word in ordinary_words() or self._falls_apart(word):
            return False
        if not any(flag[:1] in _SAYS_SOMETHING for _, flag in jieba.posseg.cut(word)):
            return False
        return len(word) >= 2 and word not in MARKERS and any(c.isalpha() for c in word)

    def _falls_apart(self, word: str) -> bool:
        """Whether jieba only guessed a word (数要, 全报): it stands in no dictionary, and each character is known."""
        return (
            not word.isascii()
            and not jieba.dt.FREQ.get(word)
            and all(character in self._characters for character in word)
        )
