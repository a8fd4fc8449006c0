"""The upper layers of the encoder in TensorFlow, with corrections of low rank that can be learnt."""
from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import tensorflow as tf

from plan_kb.retrieval.e5.embedding import QUESTION, Embedding
from plan_kb.retrieval.e5.tokens import Tokenizer
from plan_kb.retrieval.e5.weights import Weights, unpacked

_MAPS = ("q", "k", "v", "ao", "fi", "fo")
_MOST_PIECES = 56
"""Of a longer text the end is read, where the question stands."""
_PIECES_OF_QUESTION = 3
"""That a text begins with: the sign of the beginning and :data:`QUESTION`."""


class Network:
    """Texts in, sentence vectors out. ``lower`` layers stay as they are; those above are corrected."""

    def __init__(self, weights: Weights, lower: int, rank: int, seed: int) -> None:
        shape = weights.shape
        self._shape = shape
        self._weights = weights
        self._tokenizer = Tokenizer(weights.vocabulary)
        self._embedding = Embedding(weights)
        self._lower = lower
        self._maps = {
            (layer, name): tf.constant(
                unpacked(weights.tensors[f"l{layer}.{name}.w"], shape.inner if name == "fo" else shape.hidden).T
            )
            for layer in range(shape.layers)
            for name in _MAPS
        }
        chance = np.random.RandomState(seed)
        self.corrections: dict[tuple[int, str], tuple[tf.Variable, tf.Variable]] = {}
        for layer in range(lower, shape.layers):
            for name in _MAPS:
                inputs, outputs = self._maps[layer, name].shape
                a = chance.randn(inputs, rank).astype(np.float32) / np.sqrt(inputs)
                self.corrections[layer, name] = (tf.Variable(a), tf.Variable(np.zeros((rank, outputs), np.float32)))

    @property
    def variables(self) -> list[tf.Variable]:
        """What is learnt."""
        return [matrix for pair in self.corrections.values() for matrix in pair]

    def pieces(self, text: str) -> int:
        """How many pieces are read of ``text``."""
        return len(self._numbers(text))

    def _numbers(self, text: str) -> np.ndarray:
        numbers = self._tokenizer.numbers(QUESTION + text)
        if len(numbers) <= _MOST_PIECES:
            return numbers
        end = numbers[len(numbers) - _MOST_PIECES + _PIECES_OF_QUESTION :]
        return np.concatenate([numbers[:_PIECES_OF_QUESTION], end])

    def after_lower_layers(self, texts: Sequence[str]) -> list[np.ndarray]:
        """What the layers that stay make of each text, one row a piece: it is computed once."""
        rows = [self._embedding.rows(self._numbers(text)) for text in texts]
        batch, mask, _ = padded(rows)
        for layer in range(self._lower):
            batch = self._layer(batch, mask, layer, 0.0)
        return [after[: len(before)] for after, before in zip(batch.numpy(), rows, strict=True)]

    def vectors(self, batch: tf.Tensor, mask: tf.Tensor, present: tf.Tensor, dropout: float) -> tf.Tensor:
        """The sentence vectors, of length one, from what the lower layers made of the texts."""
        for layer in range(self._lower, self._shape.layers):
            batch = self._layer(batch, mask, layer, dropout)
        means = tf.reduce_sum(batch * present, 1) / tf.reduce_sum(present, 1)
        return means / tf.norm(means, axis=1, keepdims=True)

    def _layer(self, rows: tf.Tensor, mask: tf.Tensor, layer: int, dropout: float) -> tf.Tensor:
        shape = self._shape
        size = shape.hidden // shape.heads
        texts, pieces = tf.shape(rows)[0], tf.shape(rows)[1]

        def heads(flat: tf.Tensor) -> tf.Tensor:
            return tf.transpose(tf.reshape(flat, [texts, pieces, shape.heads, size]), [0, 2, 1, 3])

        query, key, value = (heads(self._linear(rows, layer, name, dropout)) for name in "qkv")
        attention = tf.nn.softmax(tf.matmul(query, key, transpose_b=True) * size**-0.5 + mask)
        seen = tf.reshape(tf.transpose(tf.matmul(attention, value), [0, 2, 1, 3]), [texts, pieces, shape.hidden])
        rows = self._normal(rows + self._linear(seen, layer, "ao", dropout), f"l{layer}.aln")
        inner = tf.nn.gelu(self._linear(rows, layer, "fi", dropout), approximate=False)
        return self._normal(rows + self._linear(inner, layer, "fo", dropout), f"l{layer}.oln")

    def _linear(self, rows: tf.Tensor, layer: int, name: str, dropout: float) -> tf.Tensor:
        plain = tf.matmul(rows, self._maps[layer, name]) + self._weights.tensors[f"l{layer}.{name}.b"]
        if (layer, name) not in self.corrections:
            return plain
        a, b = self.corrections[layer, name]
        return plain + tf.matmul(tf.matmul(tf.nn.dropout(rows, dropout) if dropout else rows, a), b)

    def _normal(self, rows: tf.Tensor, name: str) -> tf.Tensor:
        around = rows - tf.reduce_mean(rows, -1, keepdims=True)
        spread = tf.math.rsqrt(tf.reduce_mean(around * around, -1, keepdims=True) + self._shape.epsilon)
        return around * spread * self._weights.tensors[f"{name}.w"] + self._weights.tensors[f"{name}.b"]


def padded(rows: Sequence[np.ndarray], multiple: int = 8) -> tuple[tf.Tensor, tf.Tensor, tf.Tensor]:
    """Texts of different length as one batch: the rows, what attention adds for each, and which are there."""
    longest = -(-max(map(len, rows)) // multiple) * multiple
    batch = np.zeros((len(rows), longest, rows[0].shape[1]), np.float32)
    present = np.zeros((len(rows), longest, 1), np.float32)
    for number, row in enumerate(rows):
        batch[number, : len(row)], present[number, : len(row)] = row, 1.0
    mask = (present[:, None, None, :, 0] - 1.0) * 1e9
    return tf.constant(batch), tf.constant(mask), tf.constant(present)
