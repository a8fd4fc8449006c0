"""Learns the corrections: which intent a sentence has, from the vectors of its frame and of its words."""
from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence

import numpy as np
import tensorflow as tf

from bot.adapter.examples import Example
from bot.adapter.network import Network, padded

_BATCH = 32
_SORTED_TOGETHER = 40
"""Batches whose texts are sorted by length, so that little is padded."""
_OF_CORRECTIONS, _OF_HEAD = 1e-3, 2e-3
"""Peaks of the learning rates, which fall to nearly nothing in a straight line."""
_DROPOUT, _HEAD_DROPOUT, _SMOOTHING = 0.1, 0.2, 0.1
_SCALE = 0.3
"""Of standardised vectors before the linear head."""
_LEAST_SPREAD = 1e-6
_BALANCE = 0.3
"""Power of an intent's rarity in the loss."""

_log = logging.getLogger(__name__)


class Learner:
    """Fits the corrections of a network, with a linear head over both vectors that is thrown away afterwards."""

    def __init__(self, network: Network, examples: Sequence[Example], seed: int) -> None:
        self._network = network
        self._chance = np.random.RandomState(seed)
        names = sorted({example.intent for example in examples})
        self._intents = np.array([names.index(example.intent) for example in examples])
        counts = np.bincount(self._intents, minlength=len(names))
        self._balance = ((counts.mean() / counts) ** _BALANCE).astype(np.float32)
        self._rows = self._lower_rows(sorted({t for e in examples for t in (e.frame, e.words)}, key=network.pieces))
        self._pairs = [(example.frame, example.words) for example in examples]
        vectors = np.hstack([self._plain_vectors([pair[side] for pair in self._pairs]) for side in (0, 1)])
        self._mean, self._spread = vectors.mean(axis=0), vectors.std(axis=0) + _LEAST_SPREAD
        self._head = tf.Variable(np.zeros((vectors.shape[1], len(names)), np.float32))
        self._shift = tf.Variable(np.zeros(len(names), np.float32))

    def _lower_rows(self, texts: Sequence[str]) -> dict[str, np.ndarray]:
        found: dict[str, np.ndarray] = {}
        for start in range(0, len(texts), 2 * _BATCH):
            part = texts[start : start + 2 * _BATCH]
            rows = self._network.after_lower_layers(part)
            found.update((text, row.astype(np.float16)) for text, row in zip(part, rows, strict=True))
        return found

    def _plain_vectors(self, texts: Sequence[str]) -> np.ndarray:
        unique = sorted(set(texts), key=lambda text: len(self._rows[text]))
        found: dict[str, np.ndarray] = {}
        for start in range(0, len(unique), 2 * _BATCH):
            part = unique[start : start + 2 * _BATCH]
            vectors = self._network.vectors(*padded([self._rows[text] for text in part]), dropout=0.0)
            found.update(zip(part, vectors.numpy(), strict=True))
        return np.stack([found[text] for text in texts])

    def learn(self, epochs: int) -> None:
        """Goes ``epochs`` times through the examples and logs the loss of each time."""
        steps = max(1, epochs * len(self._pairs) // _BATCH)
        optimizers = [
            tf.keras.optimizers.Adam(tf.keras.optimizers.schedules.PolynomialDecay(peak, steps, peak * 0.02))
            for peak in (_OF_CORRECTIONS, _OF_HEAD)
        ]
        groups = [self._network.variables, [self._head, self._shift]]
        for optimizer, variables in zip(optimizers, groups, strict=True):
            optimizer.build(variables)

        @tf.function(reduce_retracing=True, autograph=False)
        def step(rows, mask, present, intents, weights):  # type: ignore[no-untyped-def]
            with tf.GradientTape() as tape:
                loss = self._loss(rows, mask, present, intents, weights)
            gradients = tape.gradient(loss, [*groups[0], *groups[1]])
            gradients, _ = tf.clip_by_global_norm(gradients, 1.0)
            optimizers[0].apply_gradients(zip(gradients[:-2], groups[0], strict=True))
            optimizers[1].apply_gradients(zip(gradients[-2:], groups[1], strict=True))
            return loss

        for epoch in range(epochs):
            losses = []
            for batch in self._batches():
                texts = [self._pairs[number][side] for side in (0, 1) for number in batch]
                intents = self._intents[batch]
                rows, mask, present = padded([self._rows[text] for text in texts])
                losses.append(float(step(rows, mask, present, tf.constant(intents), self._balance[intents])))
            _log.info("epoch %d of %d: loss %.3f", epoch + 1, epochs, np.mean(losses))

    def _loss(
        self, rows: tf.Tensor, mask: tf.Tensor, present: tf.Tensor, intents: tf.Tensor, weights: tf.Tensor
    ) -> tf.Tensor:
        """Smoothed cross-entropy; the first half of the rows are frames, the second the words of the same examples."""
        vectors = self._network.vectors(rows, mask, present, _DROPOUT)
        half = tf.shape(vectors)[0] // 2
        both = (tf.concat([vectors[:half], vectors[half:]], 1) - self._mean) / self._spread * _SCALE
        scores = tf.matmul(tf.nn.dropout(both, _HEAD_DROPOUT), self._head) + self._shift
        count = len(self._balance)
        wanted = tf.one_hot(intents, count) * (1.0 - _SMOOTHING) + _SMOOTHING / count
        return tf.reduce_mean(weights * tf.nn.softmax_cross_entropy_with_logits(wanted, scores))

    def _batches(self) -> Iterator[np.ndarray]:
        order = self._chance.permutation(len(self._pairs))
        lengths = np.array([max(len(self._rows[text]) for text in pair) for pair in self._pairs])
        batches: list[np.ndarray] = []
        for start in range(0, len(order), _BATCH * _SORTED_TOGETHER):
            part = order[start : start + _BATCH * _SORTED_TOGETHER]
            part = part[np.argsort(lengths[part], kind="stable")]
            batches += [part[at : at + _BATCH] for at in range(0, len(part), _BATCH)]
        for number in self._chance.permutation(len(batches)):
            yield batches[number]
