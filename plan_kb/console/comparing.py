"""Differences between editions as pages show them: thing by thing, what was beside what is."""
from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from plan_kb.edition.differences import Difference, shorten
from plan_kb.messages import message

Piece = tuple[str, str]
"""``same``, ``del`` or ``ins``, and words."""


@dataclass(frozen=True)
class Shown:
    """One difference: what it is about, and the words with what came and went."""

    thing: str
    change: str
    """``added``, ``removed`` or ``changed``."""
    label: str
    """The field that changed."""
    pieces: list[Piece]


Groups = list[tuple[str, list[Shown]]]
"""Differences thing by thing."""


@dataclass(frozen=True)
class Comparison:
    """What differs between two editions, as a page shows it."""

    groups: Groups
    more: Groups
    """What only follows from the others: the same words held once more."""

    def __bool__(self) -> bool:
        return bool(self.groups or self.more)


def shown(differences: Sequence[Difference]) -> Comparison:
    """Return the differences thing by thing, in their order."""
    valued = {found.key for found in differences if (found.kind, found.field) == ("target", "value")}
    following = [difference for difference in differences if _follows(difference, valued)]
    return Comparison(
        _grouped(difference for difference in differences if difference not in following), _grouped(following)
    )


def _follows(difference: Difference, valued: set[str]) -> bool:
    """Tell whether staff have changed nothing here themselves: an edition holds some words in several places."""
    if difference.kind == "passage":
        return difference.key.startswith("task/")
    if difference.kind == "goal":
        return difference.field == "text"
    if difference.kind == "fact":
        return True
    return difference.kind == "target" and difference.field in ("low", "high") and difference.key in valued


def _grouped(differences: Iterable[Difference]) -> Groups:
    groups: dict[str, list[Shown]] = {}
    for difference in differences:
        label, pieces = "", []
        if difference.change == "changed":
            label = message(f"diff.fields.{difference.field}")
            pieces = changed_words(*shorten(difference.before, difference.after))
        groups.setdefault(difference.thing, []).append(Shown(difference.thing, difference.change, label, pieces))
    return list(groups.items())


def changed_words(before: str, after: str) -> list[Piece]:
    """Return both texts as one, with what went and what came; figures and words are not cut into pieces."""
    old, new = _words(before), _words(after)
    pieces: list[Piece] = []
    for tag, i, j, k, end in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(("same", "".join(old[i:j])))
            continue
        if i < j:
            pieces.append(("del", "".join(old[i:j])))
        if k < end:
            pieces.append(("ins", "".join(new[k:end])))
    return pieces


def _words(text: str) -> list[str]:
    words: list[str] = []
    for character in text:
        joins = words and character.isascii() and character.isalnum() and words[-1][-1:].isascii()
        if joins and words[-1][-1:].isalnum():
            words[-1] += character
        else:
            words.append(character)
    return words
