from __future__ import annotations

import numpy as np
import pytest
from sklearn.ensemble import VotingClassifier
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from bot.nlu.networks import Networks


@pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")
def test_they_give_what_scikit_learn_gives() -> None:
    chance = np.random.RandomState(1)
    vectors = chance.normal(2.0, 3.0, (90, 12))
    names = np.array(["ask_unit", "ask_target", "off_topic"])[np.arange(90) % 3]
    trained = [(str(seed), MLPClassifier((8,), max_iter=9, random_state=seed)) for seed in range(3)]
    voting = VotingClassifier(trained, voting="soft")
    model = make_pipeline(StandardScaler(), voting).fit(vectors, names)
    networks = Networks(model)
    assert networks.classes == list(model.classes_)
    assert np.allclose(networks.probabilities(vectors), model.predict_proba(vectors), atol=1e-12)
