"""Counts syllables instead of characters: homophones and dialect spellings of a question's words look alike."""

from __future__ import annotations

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.featurizers.sparse_featurizer.count_vectors_featurizer import CountVectorsFeaturizer
from rasa.shared.nlu.constants import TEXT

from bot.nlu.frame import MARKERS
from plan_kb.text.pinyin import syllables


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class SoundFeaturizer(CountVectorsFeaturizer):
    """CountVectorsFeaturizer over the toneless syllables of the tokens."""

    def _process_tokens(self, tokens: list[str], attribute: str = TEXT) -> list[str]:
        processed: list[str] = super()._process_tokens(tokens, attribute)
        if attribute != TEXT:
            return processed
        # One entry a token, as features of a sequence are one row a token.
        return [token if token.isascii() or token in MARKERS else " ".join(syllables(token)) for token in processed]
