"""Cuts a text into the pieces that the encoder knows: the likeliest sequence (Kudo 2018, Subword Regularization)."""
from __future__ import annotations

import re

import numpy as np

from plan_kb.retrieval.e5.weights import Vocabulary

_GAP = "\u2581"
"""Stands for a space, and before the text."""
_SPACES = re.compile("  +")
_UNKNOWN_COST = 10.0
"""How much less likely than the rarest piece an unknown character is."""


class Tokenizer:
    """The pieces of texts."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._scores: list[float] = vocabulary.scores.tolist()
        self._unknown_score = min(self._scores) - _UNKNOWN_COST
        self._pieces = {piece.decode("utf-8", "replace"): number for piece, number in vocabulary.pieces.items()}
        self._longest = max(map(len, self._pieces))

    def numbers(self, text: str) -> np.ndarray:
        """The numbers of the pieces of ``text``, between those that begin and end every text."""
        vocabulary = self._vocabulary
        return np.array([vocabulary.begin, *self._cut(self._written(text)), vocabulary.end], dtype=np.int64)

    def _written(self, text: str) -> str:
        alike = "".join(self._vocabulary.written.get(character, character) for character in text)
        spaced = _SPACES.sub(" ", alike)
        return (spaced if spaced.startswith(" ") else f" {spaced}").replace(" ", _GAP)

    def _cut(self, text: str) -> list[int]:
        best = [0.0] + [float("-inf")] * len(text)
        last: list[tuple[int, int]] = [(0, 0)] * (len(text) + 1)
        for start, score in enumerate(best[:-1]):
            score = best[start]
            for end in range(start + 1, min(len(text), start + self._longest) + 1):
                number = self._pieces.get(text[start:end])
                if number is None or number == self._vocabulary.unknown:
                    continue
                if score + self._scores[number] > best[end]:
                    best[end], last[end] = score + self._scores[number], (number, start)
            if score + self._unknown_score > best[start + 1]:
                best[start + 1], last[start + 1] = score + self._unknown_score, (self._vocabulary.unknown, start)
        pieces, end = [], len(text)
        while end:
            number, end = last[end]
            pieces.append(number)
        return pieces[::-1]
