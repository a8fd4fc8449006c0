"""Unexplained words that the name of what is asked about explains: 从业者 beside 万名从业人员."""
from __future__ import annotations

from collections.abc import Iterable

from plan_kb.knowledge import Knowledge
from plan_kb.linking.linker import Linked
from plan_kb.linking.mention import Kind, Source
from plan_kb.text.normalise import normalise

_SHARED = 2
"""Characters in a row that a word has in common with a name that it only says in other words."""


def still_unexplained(knowledge: Knowledge, linked: Linked, words: Iterable[str]) -> tuple[str, ...]:
    """``words`` without those that share two characters with the full name of an indicator that ``linked`` names."""
    names = [
        normalise(knowledge.lookups[thing.plan].indicators[thing.key].name)
        for mention in linked.mentions
        if mention.source is Source.NAME
        for thing in mention.of(Kind.INDICATOR)
        if thing.plan in knowledge.lookups
    ]
    return tuple(word for word in words if not any(_share(word, name) for name in names))


def _share(word: str, name: str) -> bool:
    if word.isascii():
        return False
    return any(word[i : i + _SHARED] in name for i in range(len(word) - _SHARED + 1))
