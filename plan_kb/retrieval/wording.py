"""Whether two wordings ask the same: about the same things, the same aspect of them, and nothing besides.

Nearness in meaning does not tell 申报条件 from 申报时间 (cosine 0.97); what they ask for and the words that only one of
them has do.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

import jieba.posseg

from plan_kb.data import load
from plan_kb.linking.cues import pattern
from plan_kb.linking.linker import Linked
from plan_kb.linking.mention import Kind, Source, Thing

_CONTENT = frozenset("nvajlizxbe")
"""First letters of jieba's tags of words that carry content."""
_EITHER_OR = re.compile(r"(.)[不没]\1|有没有|[不没]\W*$")
_NEGATIONS = re.compile(r"[不没未无非]")
_WEAK = frozenset({"definition", "list"})
"""Aspects that ask only where nothing else is asked."""
_MARKS = re.compile(r"[\s,。?!;:、.()\-/]+")


@dataclass(frozen=True)
class Wording:
    """What a question says, as far as another question can be told from it."""

    text: str
    """Normalised, with spelling repaired."""
    bare: str
    """``text`` without marks and without words that make no difference."""
    things: tuple[frozenset[Thing], ...]
    """What is named, one set of readings for each name."""
    aspects: frozenset[str]
    words: tuple[str, ...]
    """Other words with content."""
    numbers: frozenset[tuple[str, float]]
    """Figures, positions and years."""
    negated: bool
    elsewhere: frozenset[str]
    """Other places."""


def wording(linked: Linked) -> Wording:
    """What the message says."""
    text = linked.text
    names = [m for m in linked.mentions if m.source is Source.NAME and not m.of(Kind.PLAN)]
    rest = list(text)
    for mention in names:
        rest[mention.start : mention.end] = "," * (mention.end - mention.start)
    found, left = _aspects("".join(rest))
    offsets = {("year", float(y.offset)) for y in linked.years if y.offset}
    return Wording(
        text,
        without_neutral(text),
        tuple(frozenset(m.things) for m in names),
        found,
        tuple(_words(left)),
        frozenset(
            {("figure", f.value) for f in linked.figures}
            | {("position", float(o.position)) for o in linked.ordinals if not o.step}
            | {("year", float(y.year)) for y in linked.years if y.year}
            | offsets
        ),
        bool(_NEGATIONS.search(_EITHER_OR.sub("", left))),
        frozenset(text[a:b] for a, b in linked.other_places),
    )


def without_neutral(text: str) -> str:
    """The normalised ``text`` without marks and without words that make no difference to what is asked."""
    return _MARKS.sub("", _neutral().sub("", text))


def without_aspects(text: str) -> str:
    """The normalised ``text`` with a blank for each word that says what is asked or makes no difference to it."""
    return _neutral().sub(" ", _aspects(text)[1])


def aspects_of(text: str) -> tuple[frozenset[str], str]:
    """What a normalised text asks for, and its other words without marks and without those that make no difference."""
    aspects, left = _aspects(text)
    return aspects, without_neutral(left)


def asks(linked: Linked) -> bool:
    """Whether the message names an aspect, and so asks something even without a question word (申报时间)."""
    return bool(wording(linked).aspects)


def agree(asked: Wording, known: Wording) -> bool:
    """Whether ``asked`` asks what ``known`` asks, as far as its words tell."""
    return (
        asked.aspects == known.aspects
        and asked.numbers == known.numbers
        and asked.negated == known.negated
        and asked.elsewhere == known.elsewhere
        and _named_alike(asked, known)
        and all(_covers(known, word) for word in asked.words)
        and _share(asked, known) >= 0.5
    )


def _named_alike(asked: Wording, known: Wording) -> bool:
    def in_other(left: Wording, right: Wording) -> bool:
        return all(any(things & others for others in right.things) for things in left.things)

    return in_other(asked, known) and in_other(known, asked)


def _share(asked: Wording, known: Wording) -> float:
    """The share of the words of ``known`` that ``asked`` has, by length; 1 where it has none."""
    shortened = {run for run in _runs(known) if any(_shortens(short, run) for short in _runs(asked))}
    held = [w for w in known.words if _covers(asked, w) or any(w in run for run in shortened)]
    whole = sum(len(word) for word in known.words)
    return sum(len(word) for word in held) / whole if whole else 1.0


def _covers(other: Wording, word: str) -> bool:
    """Whether a wording says ``word``, in full, shortened (科创券) or by another word for it."""
    text = other.text
    if word in text or any(same in text for same in _same().get(word, ())):
        return True
    return len(word) >= 2 and not word.isascii() and any(_shortens(word, w) or _shortens(w, word) for w in _runs(other))


def _runs(other: Wording) -> list[str]:
    return [run for run in _MARKS.split(_neutral().sub(" ", other.text)) if len(run) >= 2]


def _shortens(short: str, full: str) -> bool:
    """Whether the characters of ``short`` stand in ``full`` in this order, the first and last of them in place."""
    if len(short) < 2 or len(short) > len(full) or short[0] not in full or short[-1] not in full:
        return False
    position = -1
    for character in short:
        position = full.find(character, position + 1)
        if position < 0:
            return False
    return True


def _aspects(text: str) -> tuple[frozenset[str], str]:
    """The aspects that a text names, and the text without the words that name them."""
    whole, aspect_of = _aspect_words()
    found: set[str] = set()

    def take(match: re.Match[str]) -> str:
        found.add(aspect_of[match.group()])
        return " "

    left = whole.sub(take, text)
    # 条件是什么 and 材料有哪些 ask for condition and material.
    return frozenset(found - _WEAK or found), left


def _words(text: str) -> list[str]:
    words = []
    for piece in _MARKS.split(_neutral().sub(" ", text)):
        words += [
            word
            for word, flag in jieba.posseg.cut(piece)
            if flag[:1] in _CONTENT and word.strip() and (len(word) >= 2 or not word.isascii())
        ]
    return list(dict.fromkeys(words))


@lru_cache(maxsize=1)
def _aspect_words() -> tuple[re.Pattern[str], dict[str, str]]:
    aspects: dict[str, list[str]] = load("language/wordings.yml")["aspects"]
    aspect_of = {word: name for name, words in aspects.items() for word in words}
    return pattern(list(aspect_of)), aspect_of


@lru_cache(maxsize=1)
def _neutral() -> re.Pattern[str]:
    return pattern(load("language/wordings.yml")["neutral"])


@lru_cache(maxsize=1)
def _same() -> dict[str, tuple[str, ...]]:
    groups: list[list[str]] = load("language/wordings.yml")["same"]
    return {word: tuple(group) for group in groups for word in group}
