"""English names in another order, with small words between them: a fund for university student startups.

Aliases hold the usual English of the plan's terms. Writers of English put the same words in another order, with small
words between them; a name is recognised where all its words stand near each other.
"""
from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from plan_kb.data import load
from plan_kb.edition.lookup import PlanLookup
from plan_kb.linking.mention import Kind, Mention, Source, Thing

_WORD = re.compile(r"[a-z][a-z0-9&']*")
_ENDS = re.compile(r"[,;.?!:]|[^\x00-\x7f]")
"""A name does not go on behind these."""
_MOST_BETWEEN = 3
"""Words that may stand between those of a name."""


@dataclass(frozen=True)
class _Token:
    start: int
    end: int
    stem: str


class EnglishNames:
    """The English names, aliases and terms of an edition by their words."""

    def __init__(self, plans: list[PlanLookup], surfaces: Mapping[str, tuple[Thing, ...]]) -> None:
        """``surfaces``: every name and alias, normalised, with what it names."""
        self._names: list[tuple[frozenset[str], tuple[Thing, ...]]] = []
        self._of_word: dict[str, list[int]] = defaultdict(list)
        # People leave the district's own name out: the talent office is Fengxian's.
        district = {token.stem for lookup in plans for token in _tokens(lookup.plan.district_en.lower())}
        for surface, things in surfaces.items():
            words = frozenset(token.stem for token in _tokens(surface)) - district if surface.isascii() else frozenset()
            if len(words) >= 2 and any(thing.kind is not Kind.PLAN for thing in things):
                for word in words:
                    self._of_word[word].append(len(self._names))
                self._names.append((words, things))
        own = " ".join(f"{lookup.plan.title_en} {lookup.plan.district_en} {lookup.plan.issuer_en}" for lookup in plans)
        self._own = {token.stem for token in _tokens(own.lower())} | set(self._of_word)

    def names(self, text: str) -> list[Mention]:
        """Names all of whose words stand near each other in the normalised ``text``, whatever their order."""
        tokens = _tokens(text)
        stems = {token.stem for token in tokens}
        candidates = {number for stem in stems for number in self._of_word.get(stem, ())}
        found = []
        for number in candidates:
            words, things = self._names[number]
            span = _narrowest(tokens, words) if words <= stems else None
            if span is not None and not _ENDS.search(text[span[0] : span[1]]):
                start, end = span
                weight = 4.0 + 0.5 * min(2 * len(words), 10)
                found.append(Mention(start, end, text[start:end], things, Source.NAME, weight))
        return found

    def knows(self, word: str) -> bool:
        """Whether ``word`` belongs to the English of the plans' names."""
        return word in _small_words() or _stem(word) in self._own


def _narrowest(tokens: list[_Token], words: frozenset[str]) -> tuple[int, int] | None:
    """The shortest stretch that holds all ``words``; None where others would stand between them, or too many do."""
    best: tuple[int, int] | None = None
    for first, token in enumerate(tokens):
        if token.stem not in words:
            continue
        missing = set(words)
        for last in range(first, min(len(tokens), first + len(words) + _MOST_BETWEEN)):
            missing.discard(tokens[last].stem)
            if not missing:
                span = (token.start, tokens[last].end)
                best = span if best is None or span[1] - span[0] < best[1] - best[0] else best
                break
    return best


def _tokens(text: str) -> list[_Token]:
    small = _small_words()
    return [
        _Token(m.start(), m.end(), _stem(m.group()))
        for m in _WORD.finditer(text)
        if m.group() not in small and not (m.start() and text[m.start() - 1].isdigit())
    ]


@lru_cache(maxsize=8_192)
def _stem(word: str) -> str:
    """``word`` without the ending of a plural."""
    word = word.removesuffix("'s")
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
        return word[:-1]
    return {"center": "centre"}.get(word, word)


@lru_cache(maxsize=1)
def _small_words() -> frozenset[str]:
    words: list[str] = load("language/english_words.yml")["small_words"]
    return frozenset(words)
