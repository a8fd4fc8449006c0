"""Toneless pinyin: the syllables of characters, and the syllables that a run of Latin letters can be cut into."""

from __future__ import annotations

from functools import lru_cache

from pypinyin import Style, lazy_pinyin, pinyin
from pypinyin.constants import PINYIN_DICT

_FUZZY_INITIALS = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("n", "l"))


@lru_cache(maxsize=1)
def syllable_table() -> frozenset[str]:
    """Every toneless syllable of Mandarin, ``ü`` written ``v`` (and ``u`` where nothing else is meant)."""
    table = set()
    for readings in pinyin(
        [chr(code) for code in PINYIN_DICT if 0x4E00 <= code <= 0x9FA5],
        style=Style.NORMAL,
        heteronym=True,
        v_to_u=False,
    ):
        for reading in readings:
            if reading.isascii() and reading.isalpha() and any(vowel in reading for vowel in "aeiouv"):
                table.add(reading)
    return frozenset(table - {"ei", "o", "yo", "lo", "hm", "eng", "zhei", "den", "nou", "fiao", "biang", "din"})


@lru_cache(maxsize=20_000)
def readings(character: str) -> tuple[str, ...]:
    """The toneless readings of one character, the usual one first."""
    return tuple(dict.fromkeys(pinyin(character, style=Style.NORMAL, heteronym=True)[0]))


@lru_cache(maxsize=50_000)
def syllables(word: str) -> tuple[str, ...]:
    """The syllables of a word of Chinese characters, read in context."""
    return tuple(lazy_pinyin(word))


@lru_cache(maxsize=2_000)
def fuzzy(syllable: str) -> str:
    """``syllable`` with the differences levelled that many speakers do not make (zh/z, n/l, ing/in …)."""
    for initial, level in _FUZZY_INITIALS:
        if syllable.startswith(initial):
            syllable = level + syllable[len(initial) :]
            break
    return syllable[:-1] if syllable.endswith("ng") else syllable


@lru_cache(maxsize=4_096)
def is_pinyin(letters: str) -> bool:
    """Whether a run of Latin letters can be cut into syllables from end to end."""
    table = syllable_table()
    reachable = [True] + [False] * len(letters)
    for end in range(1, len(letters) + 1):
        reachable[end] = any(reachable[start] and letters[start:end] in table for start in range(max(0, end - 6), end))
    return reachable[-1]
