"""Several small neural networks computed as one: what scikit-learn has trained, without its checks of every message."""
from __future__ import annotations

import numpy as np
from sklearn.pipeline import Pipeline


class Networks:
    """Networks of one hidden layer (ReLU, then softmax) whose probabilities are averaged."""

    def __init__(self, model: Pipeline) -> None:
        """``model``: a fitted StandardScaler and a VotingClassifier of MLPClassifiers."""
        scaler, voting = model[0], model[1]
        networks = voting.estimators_
        first = np.hstack([network.coefs_[0] for network in networks])
        self.classes = [str(name) for name in voting.classes_]
        self._first = first / scaler.scale_[:, None]
        self._first_shift = np.hstack([n.intercepts_[0] for n in networks]) - (scaler.mean_ / scaler.scale_) @ first
        self._second = np.stack([network.coefs_[1] for network in networks])
        self._second_shift = np.stack([network.intercepts_[1] for network in networks])[:, None, :]

    def probabilities(self, vectors: np.ndarray) -> np.ndarray:
        """One row of probabilities, in the order of ``classes``, for each row of ``vectors``."""
        hidden = np.maximum(vectors @ self._first + self._first_shift, 0.0)
        of_each = hidden.reshape(len(vectors), len(self._second), -1).transpose(1, 0, 2)
        scores = of_each @ self._second + self._second_shift
        powers = np.exp(scores - scores.max(axis=2, keepdims=True))
        mean: np.ndarray = (powers / powers.sum(axis=2, keepdims=True)).mean(axis=0)
        return mean
