"""Folds the clauses of a message back into it, each with its intents."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import INTENT_RANKING_KEY
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.frame_tokenizer import CLAUSE_OF
from bot.nlu.unexplained import UNEXPLAINED

CLAUSES = "clauses"
_RANKING = 3


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class ClauseJoiner(EntityExtractorMixin, GraphComponent):
    """The last component: the other end of FrameTokenizer's clauses."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> ClauseJoiner:
        """The component; it has no state."""
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """The messages without those that stand for clauses; ``clauses`` of a message names its own."""
        joined: list[Message] = []
        for message in messages:
            span = message.get(CLAUSE_OF)
            if span is None:
                message.set(CLAUSES, [], add_to_output=True)
                joined.append(message)
            else:
                ranking = (message.get(INTENT_RANKING_KEY) or [])[:_RANKING]
                joined[-1].get(CLAUSES).append(
                    {"start": span[0], "end": span[1], "intents": ranking, UNEXPLAINED: message.get(UNEXPLAINED) or []}
                )
        return joined
