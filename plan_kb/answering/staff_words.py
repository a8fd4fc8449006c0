"""Words that choose among what staff entered (language/staff_words.yml)."""

from __future__ import annotations

import re
from functools import lru_cache

from plan_kb.data import load
from plan_kb.linking.cues import pattern


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    groups: dict[str, list[str]] = load("language/staff_words.yml")
    return {name: pattern(words) for name, words in groups.items()}


def says(group: str, text: str) -> bool:
    """Whether the corrected ``text`` holds a word of the group."""
    return _patterns()[group].search(text) is not None


def without(groups: tuple[str, ...], word: str) -> str:
    """``word`` without the words of the groups: what is left names something else."""
    for group in groups:
        word = _patterns()[group].sub("", word)
    return word
