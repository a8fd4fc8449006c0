from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from rasa.engine.storage.resource import Resource
from sklearn.linear_model import LogisticRegression

from bot.nlu.frame_classifier import FrameClassifier
from tests.bot.nlu.pipeline import CONTEXT, storage


def test_its_weights_are_loaded_as_they_were_and_lie_together(tmp_path: Path) -> None:
    config: dict[str, Any] = FrameClassifier.get_default_config()
    component = FrameClassifier.create(config, *storage(tmp_path), CONTEXT)
    features = np.random.RandomState(3).normal(size=(60, 40))
    component.clf = LogisticRegression().fit(features, np.arange(60) % 3)
    component.persist()
    model_storage, resource = storage(tmp_path)
    loaded = FrameClassifier.load(config, model_storage, Resource(resource.name), CONTEXT)
    assert np.array_equal(loaded.clf.predict_proba(features), component.clf.predict_proba(features))
    assert loaded.clf.coef_.T.flags.c_contiguous
