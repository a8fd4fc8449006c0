"""The sentence encoder: multilingual-e5-small, computed by ONNX Runtime; no network, no GPU.

Wang et al. 2024, Multilingual E5 Text Embeddings. A question of twenty characters costs about 4 ms on one core.
"""
from __future__ import annotations

import copy
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache

import numpy as np
import onnxruntime

from plan_kb.retrieval.e5.adapter import Adapter
from plan_kb.retrieval.e5.embedding import QUESTION, Embedding
from plan_kb.retrieval.e5.graph import SENTENCE, WORDS, graph_of
from plan_kb.retrieval.e5.tokens import Tokenizer
from plan_kb.retrieval.e5.weights import Weights, model_file, read_weights

DIMENSIONS = 384
EDITION = "e5-small-7bit"
"""Changes with the numbers that the encoder gives: vectors of different editions are not compared."""
_CORES = 2
"""So many vectors of one message are computed at the same time."""
_LONGEST = 200
"""Characters of a message that are encoded: the cost grows with the square of the length."""


class Encoder:
    """Turns texts into unit vectors; threads may share it."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        self._tokenizer = Tokenizer(weights.vocabulary)
        self._embedding = Embedding(weights)
        self._compute_with(Adapter({}))

    def taught(self, adapter: Adapter) -> Encoder:
        """An encoder with the corrections of ``adapter``, which shares the vocabulary and the words with this one."""
        other = copy.copy(self)
        other._compute_with(adapter)
        return other

    def _compute_with(self, adapter: Adapter) -> None:
        options = onnxruntime.SessionOptions()
        # Several conversations are answered side by side: one core for each is faster than all cores for one.
        options.intra_op_num_threads = 1
        graph = graph_of(self._weights, adapter)
        self._network = onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
        # Frames of questions repeat: most messages find theirs here.
        self._remembered = lru_cache(maxsize=2_048)(self._encoded)

    def query(self, text: str) -> np.ndarray:
        """The vector of a question, of length one; of a long one its end is read, where the question stands."""
        return self._remembered(text[-_LONGEST:])

    def at_once(self, texts: Sequence[str]) -> list[np.ndarray]:
        """The vectors of a few questions, computed side by side on several cores; the same as those of ``query``."""
        return list(_side_by_side().map(self.query, texts)) if len(texts) > 1 else [self.query(t) for t in texts]

    def queries(self, texts: Sequence[str]) -> np.ndarray:
        """The vectors of several texts, one row each; of a long one its beginning is read."""
        rows = list(_side_by_side().map(self._encoded, (text[:_LONGEST] for text in texts)))
        return np.stack(rows) if rows else np.zeros((0, DIMENSIONS), dtype=np.float32)

    def _encoded(self, text: str) -> np.ndarray:
        pieces = self._tokenizer.numbers(QUESTION + text)[: self._embedding.most_pieces]
        (vector,) = self._network.run([SENTENCE], {WORDS: self._embedding.rows(pieces)})
        unit: np.ndarray = vector / np.linalg.norm(vector)
        return unit


@lru_cache(maxsize=1)
def _side_by_side() -> ThreadPoolExecutor:
    """Threads of this process for vectors of one message; ONNX Runtime computes without Python's lock."""
    return ThreadPoolExecutor(max_workers=_CORES, thread_name_prefix="encoder")


@lru_cache(maxsize=1)
def encoder() -> Encoder:
    """The encoder of this process, loaded at first use."""
    return Encoder(read_weights(model_file()))
