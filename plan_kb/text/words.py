"""What kind of word a word is."""

from __future__ import annotations

from functools import lru_cache

import jieba.posseg


@lru_cache(maxsize=4_096)
def is_noun(word: str) -> bool:
    """Whether jieba takes a word for a noun, a name, an idiom or something that it does not know."""
    return any(flag[:1] in "njlix" or flag == "vn" for _, flag in jieba.posseg.cut(word))
