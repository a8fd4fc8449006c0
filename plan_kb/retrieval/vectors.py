"""Vectors of texts that were encoded before, kept in a file: an edition shares nearly all its texts with the last."""

from __future__ import annotations

import hashlib
import logging
import os
import threading
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np

from plan_kb.retrieval.encoder import DIMENSIONS, EDITION, encoder
from plan_kb.settings import read_settings

VECTORS_FILE = f"vectors-{EDITION}.npz"

_log = logging.getLogger(__name__)

class VectorStore:
    """A file of vectors by the digest of their text; a missing, foreign or broken one is made anew."""

    def __init__(self, file: Path, encode: Callable[[Sequence[str]], np.ndarray], dimensions: int) -> None:
        """``encode`` gives one row of ``dimensions`` numbers for each text."""
        self._file = file
        self._encode = encode
        self._dimensions = dimensions
        self._lock = threading.Lock()
        self._known: dict[bytes, np.ndarray] | None = None

    def vectors(self, texts: Sequence[str]) -> np.ndarray:
        """One row for each text; those that the file does not hold are encoded and added to it."""
        with self._lock:
            if self._known is None:
                self._known = self._read()
            known = self._known
            digests = [hashlib.sha256(text.encode()).digest()[:16] for text in texts]
            missing = {d: text for d, text in zip(digests, texts, strict=True) if d not in known}
            if missing:
                rows = self._encode(list(missing.values())).astype(np.float16)
                known.update(zip(missing, rows, strict=True))
                self._write(known)
            rows = np.zeros((len(texts), self._dimensions), dtype=np.float32)
            for index, digest in enumerate(digests):
                rows[index] = known[digest]
            return rows

    def _read(self) -> dict[bytes, np.ndarray]:
        try:
            with np.load(self._file, allow_pickle=False) as stored:
                keys, rows = stored["keys"], stored["rows"]
            if keys.shape != (len(rows), 16) or rows.shape[1:] != (self._dimensions,):
                raise ValueError("of another form")
        except FileNotFoundError:
            return {}
        except Exception as error:  # whatever a broken file makes numpy raise
            _log.warning("%s cannot be used and is made anew: %s", self._file, error)
            return {}
        return {key.tobytes(): row for key, row in zip(keys, rows, strict=True)}

    def _write(self, known: dict[bytes, np.ndarray]) -> None:
        beside = self._file.with_name(f"{self._file.name}.{os.getpid()}.tmp")
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            with open(beside, "wb") as file:
                keys = np.frombuffer(b"".join(known), dtype=np.uint8).reshape(-1, 16)
                np.savez(file, keys=keys, rows=np.stack(list(known.values())))
            os.replace(beside, self._file)
        except OSError as error:
            _log.warning("vectors are not kept for the next start: %s", error)


@lru_cache(maxsize=1)
def _store() -> VectorStore:
    return VectorStore(read_settings().cache_dir / VECTORS_FILE, encoder().queries, DIMENSIONS)


def stored_vectors(texts: Sequence[str]) -> np.ndarray:
    """The vectors of ``texts`` as questions, one row each, from the file in the cache folder or encoded now."""
    return _store().vectors(texts)
