"""Searches a plan's text for what a visitor typed and marks it."""
from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from markupsafe import Markup, escape

from plan_kb.text.normalise import simplified

MOST_CHARACTERS = 100


class PlanSearch:
    """A search for all of the words in ``query``, whatever their width, script or case."""

    def __init__(self, query: str) -> None:
        self.query = " ".join(query.split())[:MOST_CHARACTERS]
        terms = sorted({_folded(simplified(word)) for word in self.query.split()}, key=len, reverse=True)
        self._terms = terms
        self._pattern = re.compile("|".join(map(re.escape, terms))) if terms else None

    def __bool__(self) -> bool:
        return self._pattern is not None

    def finds(self, texts: Iterable[str]) -> bool:
        """Whether every word of the query stands somewhere in ``texts``."""
        folded = "\n".join(map(_folded, texts))
        return bool(self._terms) and all(term in folded for term in self._terms)

    def marked(self, text: str) -> Markup:
        """``text`` as HTML with each occurrence of a word inside ``<mark>``."""
        if self._pattern is None:
            return escape(text)
        pieces: list[Markup] = []
        end = 0
        for match in self._pattern.finditer(_folded(text)):
            found = text[match.start() : match.end()]
            pieces += [escape(text[end : match.start()]), Markup("<mark>{}</mark>").format(found)]
            end = match.end()
        return Markup("").join([*pieces, escape(text[end:])])


def _folded(text: str) -> str:
    """``text`` with the same number of characters, for comparing."""
    return "".join(_folded_character(character) for character in text)


def _folded_character(character: str) -> str:
    folded = unicodedata.normalize("NFKC", character).lower()
    return folded if len(folded) == 1 else character
