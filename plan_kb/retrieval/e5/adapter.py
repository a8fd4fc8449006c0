"""Small corrections of the encoder's weights, learnt for one purpose (Hu et al. 2021, LoRA): W + A·B, of low rank."""
from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from zipfile import BadZipFile

import numpy as np


class Adapter:
    """Corrections of some of the linear maps of the network, by the names in :mod:`plan_kb.retrieval.e5.weights`."""

    def __init__(self, corrections: Mapping[str, tuple[np.ndarray, np.ndarray]]) -> None:
        """``corrections``: for a map from n to m numbers, a matrix of n by r and one of r by m."""
        self._corrections = dict(corrections)

    @classmethod
    def read(cls, file: Path) -> Adapter:
        """The corrections in a file of arrays ``l6.q.a``, ``l6.q.b`` …; ValueError where it is broken."""
        try:
            with np.load(file, allow_pickle=False) as arrays:
                whole = {name: arrays[name].astype(np.float32) for name in arrays.files}
        except BadZipFile as error:
            raise ValueError(f"{file} is no adapter: {error}") from error
        names = {name.rpartition(".")[0] for name in whole}
        return cls({name: (whole[f"{name}.a"], whole[f"{name}.b"]) for name in names})

    def corrected(self, name: str, columns: np.ndarray) -> np.ndarray:
        """The map ``name``, one column for each number that it gives, with its correction."""
        if name not in self._corrections:
            return columns
        a, b = self._corrections[name]
        corrected: np.ndarray = columns + a @ b
        return corrected
