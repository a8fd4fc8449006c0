"""Masks personal data in what people type, and leaves the figures of a question alone.

Masked are numbers of mobiles, landlines, identity and bank cards, 统一社会信用代码, and e-mail addresses, also with
spaces, hyphens or dots in them, in full-width characters or Chinese digits. What only a person can tell is not masked:
names, addresses, account names.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from plan_kb.privacy.numbers import SHORTEST_NUMBER, Run, could_be_personal, is_personal, stretches

MASK = "***"
"""Stands where something was masked: plain to people, and no word to the assistant."""

_CHINESE_DIGITS = dict(zip("〇○零一二三四五六七八九幺", "0001234567891", strict=True))
_HYPHENS = frozenset("‐‑‒–—―−﹣－ー")
_USED = "\N{REPLACEMENT CHARACTER}"
_SEPARATOR = r"[\s._·()\-\u00ad\u200b-\u200f\u2060\ufeff\u20e3]{1,3}"
_LETTERS_AND_DIGITS = re.compile(rf"[0-9A-Z]+(?:{_SEPARATOR}[0-9A-Z]+)*")
_DIGITS = re.compile(rf"\d+(?:{_SEPARATOR}\d+)*")
_GROUP = re.compile(r"[0-9A-Z]+")
_CODE_LENGTH = 18
_EMAIL = re.compile(
    r"(?<![A-Z0-9._%+-])[A-Z0-9._%+-]+"
    r"(?:@[A-Z0-9-]+(?:\.[A-Z0-9-]+)+|\s?(?:@|[(\[]AT[)\]])\s?(?:[A-Z0-9-]+\s?[.。]\s?)+(?:COM|CN|NET|ORG|EDU|GOV)\b)"
)
_BEFORE, _AFTER = 16, 6
"""How many characters around a number may tell what it is."""


def mask(text: str) -> str:
    """``text`` with each piece of personal data replaced by :data:`MASK`; masking twice changes nothing more."""
    while True:
        folded = _folded(text)
        if "@" not in folded and "AT" not in folded and not _has_a_number(text, folded):
            return text
        masked = _masked(text, folded)
        if masked == text:
            return text
        text = masked  # what stands beside a mask may show only now, such as a second telephone number


def _has_a_number(text: str, folded: str) -> bool:
    return sum(map(str.isdecimal, folded)) + sum(character in _CHINESE_DIGITS for character in text) >= SHORTEST_NUMBER


def _masked(text: str, folded: str) -> str:
    spans: list[tuple[int, int]] = []

    def use(start: int, end: int) -> None:
        nonlocal folded
        spans.append((start, end))
        folded = folded[:start] + _USED * (end - start) + folded[end:]

    for found in _EMAIL.finditer(folded):
        use(*found.span())
    for start, end in _glued_codes(folded):
        use(start, end)
    for runs in (_LETTERS_AND_DIGITS, _DIGITS):
        for start, end in list(_numbers(folded, runs)):
            use(start, end)
    for start, end in list(_numbers("".join(_CHINESE_DIGITS.get(character, _USED) for character in text), _DIGITS)):
        use(start, end)
    return _with_masks(text, spans)


def _numbers(folded: str, runs: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    for found in runs.finditer(folded):
        places = [group.span() for group in _GROUP.finditer(folded, *found.span())]
        groups = [folded[start:end] for start, end in places]
        separators = [folded[left[1]:right[0]] for left, right in pairwise(places)]
        after = 0
        for first, last in stretches(groups):
            if first < after:
                continue
            start, end = places[first][0], places[last - 1][1]
            before = folded[max(0, start - _BEFORE):start]
            if not could_be_personal("".join(groups[first:last]), before):
                continue
            run = Run(groups[first:last], separators[first:last - 1], before, folded[end:end + _AFTER])
            if is_personal(run):
                after = last
                opened = before.endswith("(") and ")" in "".join(run.separators)
                yield start - (opened or before.endswith("+")), end


def _glued_codes(folded: str) -> Iterator[tuple[int, int]]:
    """Numbers of 18 characters with letters right beside them (ID31022619900101123X)."""
    for found in _GROUP.finditer(folded):
        text, after = found.group(), 0
        for offset in range(len(text) - _CODE_LENGTH + 1 if len(text) > _CODE_LENGTH else 0):
            beside_digits = text[offset].isdecimal() and offset and text[offset - 1].isdecimal()
            if offset < after or beside_digits or text[offset + _CODE_LENGTH:][:1].isdecimal():
                continue
            if is_personal(Run([text[offset:offset + _CODE_LENGTH]], [], "", "")):
                after = offset + _CODE_LENGTH
                yield found.start() + offset, found.start() + after


def _with_masks(text: str, spans: list[tuple[int, int]]) -> str:
    pieces, done = [], 0
    for start, end in sorted(spans):
        pieces += [text[done:start], MASK]
        done = end
    return "".join([*pieces, text[done:]])


def _folded(text: str) -> str:
    """``text`` in half-width capitals and plain digits, character by character so that places stay the same."""
    return "".join(map(_folded_character, text))


@lru_cache(maxsize=4096)
def _folded_character(character: str) -> str:
    if character in _HYPHENS:
        return "-"
    folded = unicodedata.normalize("NFKC", character)
    if len(folded) != 1:
        return character
    digit = unicodedata.decimal(folded, None)
    capital = folded.upper()
    return str(digit) if digit is not None else capital if len(capital) == 1 else folded
