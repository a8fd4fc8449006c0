from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.sound_featurizer import SoundFeaturizer
from tests.bot.nlu.pipeline import CONTEXT, read, storage, training_data

pytestmark = pytest.mark.usefixtures("packaged_plan")


def features(component: SoundFeaturizer, message: Message) -> np.ndarray:
    component.process([message])
    _, sentence = message.get_sparse_features(TEXT, [])
    assert sentence is not None
    return np.asarray(sentence.features.toarray())


def trained(folder: Path) -> SoundFeaturizer:
    config = {**SoundFeaturizer.get_default_config(), "token_pattern": r"(?u)\b\w+\b", "max_ngram": 2}
    component: SoundFeaturizer = SoundFeaturizer.create(config, *storage(folder), CONTEXT)
    component.train(training_data())
    return component


def test_words_of_one_sound_have_the_same_features(tmp_path: Path) -> None:
    component = trained(tmp_path)
    right, wrong, other = (features(component, read(text)[0]) for text in ("有谁付责", "有谁负责", "要达到多少家"))
    assert right.any()
    assert (right == wrong).all()
    assert (right != other).any()
