"""What enters the encoder's layers: each piece of a text as the sum of its word, its place and its kind, normalised."""
from __future__ import annotations

import numpy as np

from plan_kb.retrieval.e5.weights import Weights, unpacked

QUESTION = "query: "
"""What the model was trained to find before a question."""


class Embedding:
    """The first rows of a text."""

    def __init__(self, weights: Weights) -> None:
        self._width, self._epsilon = weights.shape.hidden, weights.shape.epsilon
        tensors = weights.tensors
        self._words = tensors["emb.word"].reshape(weights.shape.vocabulary, -1)
        self._places = tensors["emb.pos"].reshape(-1, self._width) + tensors["emb.type"][: self._width]
        self._gain, self._shift = tensors["emb.ln.w"], tensors["emb.ln.b"]

    @property
    def most_pieces(self) -> int:
        """How many pieces of a text there are places for."""
        return len(self._places)

    def rows(self, pieces: np.ndarray) -> np.ndarray:
        """One row for each piece, by the numbers of the tokenizer."""
        rows = unpacked(self._words[pieces], self._width) + self._places[: len(pieces)]
        rows -= rows.mean(axis=1, keepdims=True)
        rows /= np.sqrt((rows * rows).mean(axis=1, keepdims=True) + self._epsilon)
        normalised: np.ndarray = rows * self._gain + self._shift
        return normalised
