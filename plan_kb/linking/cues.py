"""Words of questions (most, without, jointly …) that hold for any plan; the words are data."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import product

from plan_kb.data import load

_LARGEST_ORDINAL = 30
_CHINESE_DIGITS = "零一二三四五六七八九"


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    data = load("language/cues.yml")
    groups: dict[str, list[str]] = {name: words for name, words in data.items() if isinstance(words, list)}
    groups |= {f"noun:{name}": words for name, words in data["nouns"].items()}
    for name, parts in data["composed"].items():
        groups[name] = groups.get(name, []) + ["".join(words) for words in product(*parts)]
    groups |= {f"tells:{name}": words for name, words in data["tells"].items()}
    return {name: pattern(words) for name, words in groups.items()}


def pattern(words: list[str]) -> re.Pattern[str]:
    """Finds any of ``words``, the longest first; a Latin one only as a whole word."""
    chinese = sorted((re.escape(w) for w in words if not w.isascii()), key=len, reverse=True)
    english = sorted((re.escape(w) for w in words if w.isascii()), key=len, reverse=True)
    parts = chinese + ([rf"(?<![a-z0-9])(?:{'|'.join(english)})(?![a-z0-9])"] if english else [])
    return re.compile("|".join(parts))


def exists(cue: str) -> bool:
    """Whether language/cues.yml has a group ``cue``."""
    return cue in _patterns()


def has(cue: str, text: str) -> bool:
    """Whether the corrected ``text`` holds a word of the group ``cue`` of language/cues.yml."""
    return _patterns()[cue].search(text) is not None


def spans(cue: str, text: str) -> list[tuple[int, int]]:
    """Where the words of a group stand."""
    return [match.span() for match in _patterns()[cue].finditer(text)]


@lru_cache(maxsize=1)
def ordinary_words() -> frozenset[str]:
    """Every word of language/cues.yml: alone, none of them says what a question is about."""
    data = load("language/cues.yml")
    return frozenset(
        {w for group in data.values() if isinstance(group, list) for w in group}
        | {w for group in data["nouns"].values() for w in group}
    )


@lru_cache(maxsize=1)
def question_words() -> frozenset[str]:
    """Chinese words of questions, ordinals included, towards which spelling may be repaired."""
    data = load("language/cues.yml")
    words = set(data["spelling_only"])
    words |= {w for group in data.values() if isinstance(group, list) for w in group if len(w) >= 3}
    ordinals = {
        f"第{chinese_number(n)}{noun}" for n in range(1, _LARGEST_ORDINAL) for noun in ("", "项", "个", "条", "项任务")
    }
    return frozenset(w for w in words | ordinals if len(w) >= 2 and not w.isascii())


def without(cue: str, text: str) -> str:
    """``text`` without the words of a group."""
    return _patterns()[cue].sub(" ", text)


_DENIED = re.compile(r"(?:(?<!是)不是|并非|没问|不问)[^,。!?;]*|\bnot\b[^,。!?;]*")


def without_denied(text: str) -> str:
    """``text`` without what it sets aside before it says what it means (不是问新增的,是问总数)."""
    return _DENIED.sub(" ", text)


_ASKING = (
    "interrogatives", "question_marks", "document_words", "original_words", "naming", "carrying_on", "pronouns",
    "targets_listed", "figure_words", "value_words", "which_unit", "which_area",
)  # fmt: skip


@lru_cache(maxsize=1)
def _words_that_ask() -> re.Pattern[str]:
    data = load("language/cues.yml")
    words = {word for group in _ASKING for word in data[group]}
    words |= {word for group in data["nouns"].values() for word in group}
    return pattern(sorted(words))


def without_question_words(text: str) -> str:
    """What is left of ``text`` without the words that any question may hold."""
    return " ".join(_words_that_ask().sub(" ", text).split())


_CLAUSE = re.compile(r"[^,。!?;]+[,。!?;]*")
_LONGEST_QUESTION = 45
"""Characters; a longer message is a story around its question."""


def clause_around(text: str, position: int) -> str:
    """The clause of ``text`` in which a position stands."""
    spans = [match.span() for match in _CLAUSE.finditer(text)]
    return next((text[start:end] for start, end in spans if start <= position < end), "")


def asking_span(text: str) -> tuple[int, int]:
    """Start and end of the clauses of ``text`` that ask; the whole of a short text."""
    clauses = [match.span() for match in _CLAUSE.finditer(text)]
    if len(text) <= _LONGEST_QUESTION or len(clauses) < 2:
        return 0, len(text)
    asking = [(a, b) for a, b in clauses if has("question_marks", text[a:b])] or clauses[-1:]
    start, end = asking[-1]
    for clause in reversed(asking[:-1]):
        if end - clause[0] > _LONGEST_QUESTION:
            break
        start = clause[0]
    return start, end


def chinese_number(number: int) -> str:
    """``number`` (1-99) in Chinese figures."""
    tens, ones = divmod(number, 10)
    lead = "" if tens == 0 else "十" if tens == 1 else f"{_CHINESE_DIGITS[tens]}十"
    return lead + (_CHINESE_DIGITS[ones] if ones or not lead else "")
