"""The sentence encoder as it was taught what questions ask: the vectors that intents are told apart by.

``intent_adapter.npz`` holds what it learnt; ``python -m bot.adapter`` learns it anew from the training data.
"""
from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np

from plan_kb.retrieval.e5.adapter import Adapter
from plan_kb.retrieval.encoder import DIMENSIONS, EDITION, Encoder, encoder
from plan_kb.retrieval.vectors import VectorStore
from plan_kb.settings import read_settings

ADAPTER_FILE = Path(__file__).with_name("intent_adapter.npz")


@lru_cache(maxsize=1)
def intent_encoder() -> Encoder:
    """The encoder of this process, loaded at first use."""
    return encoder().taught(Adapter.read(ADAPTER_FILE))


@lru_cache(maxsize=1)
def _store() -> VectorStore:
    learnt = hashlib.sha256(ADAPTER_FILE.read_bytes()).hexdigest()[:8]
    file = read_settings().cache_dir / f"vectors-{EDITION}-intents-{learnt}.npz"
    return VectorStore(file, intent_encoder().queries, DIMENSIONS)


def intent_vectors(texts: Sequence[str]) -> np.ndarray:
    """The vectors of ``texts`` as questions, one row each, from the file in the cache folder or encoded now."""
    return _store().vectors(texts)
