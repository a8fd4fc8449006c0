"""Numbers in Arabic and Chinese figures."""

from __future__ import annotations

import re
from dataclasses import dataclass

_DIGITS = {
    "零": 0,
    "〇": 0,
    "一": 1,
    "二": 2,
    "两": 2,
    "俩": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
_SCALES = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10_000, "亿": 100_000_000}
CHINESE_NUMBER = "[零〇一二两俩三四五六七八九十百千万亿]+"
ARABIC_NUMBER = r"\d+(?:\.\d+)?"
_ENGLISH = {
    word: value
    for value, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
            "twenty",
        ]
    )
} | {
    word: value
    for value, word in enumerate(
        [
            "zeroth",
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
            "thirteenth",
            "fourteenth",
            "fifteenth",
            "sixteenth",
            "seventeenth",
            "eighteenth",
            "nineteenth",
            "twentieth",
        ]
    )
}


@dataclass(frozen=True)
class Number:
    """A number in a text."""

    start: int
    end: int
    value: float


def chinese_value(text: str) -> float | None:
    """The value of a number such as ``一千二``, ``两千七百``, ``二〇二五``, ``4千``, ``15``; None where it is none."""
    if re.fullmatch(ARABIC_NUMBER, text):
        return float(text)
    if not re.fullmatch(rf"(?:{ARABIC_NUMBER})?{CHINESE_NUMBER}|{CHINESE_NUMBER}", text):
        return None
    if re.fullmatch("[零〇一二三四五六七八九]{2,}", text):
        return float("".join(str(_DIGITS[character]) for character in text))
    total, section, digit, last_scale = 0.0, 0.0, None, 1.0
    lead = re.match(ARABIC_NUMBER, text)
    if lead:
        digit = float(lead.group())
        text = text[lead.end() :]
    for character in text:
        if character in _DIGITS:
            digit = float(_DIGITS[character])
        elif character in _SCALES:
            last_scale = float(_SCALES[character])
            section += (1.0 if digit is None else digit) * last_scale
            digit = None
        else:
            last_scale = float(_LARGE[character])
            total = (total + section + (digit or 0.0)) * last_scale
            section, digit = 0.0, None
    if digit is not None:
        colloquial_rest = last_scale / 10 if last_scale >= 100 and text[-2:-1] in "百千万亿" else 1.0
        section += digit * colloquial_rest
    return total + section


def english_value(word: str) -> int | None:
    """The value of an English cardinal or ordinal up to twenty, ``21st`` included; None if it is none."""
    match = re.fullmatch(r"(\d+)(?:st|nd|rd|th)?", word)
    return int(match.group(1)) if match else _ENGLISH.get(word)


def numbers(text: str) -> list[Number]:
    """Every number of a normalised ``text`` in order, scales included (``13亿``, ``4千``, ``两千七百``)."""
    found = []
    for match in re.finditer(rf"{ARABIC_NUMBER}[十百千万亿]*|{CHINESE_NUMBER}", text):
        value = chinese_value(match.group())
        if value is not None:
            found.append(Number(match.start(), match.end(), value))
    return found
