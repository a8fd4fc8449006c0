"""Which runs of digits and letters are somebody's number: by length, groups, check digits and the words around."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from plan_kb.privacy.checksums import is_credit_code, is_identity_number, is_luhn

SHORTEST_NUMBER = 7
LONGEST_NUMBER = 24
"""Characters without separators: the longest form is a card's number, the shortest a telephone's without its city."""

_MOBILE = re.compile(r"1[3-9]\d{9}")
_MOBILE_SHAPES = frozenset({
    (11,), (3, 4, 4), (3, 8), (7, 4), (4, 4, 3), (4, 3, 4), (5, 6), (6, 5), (3, 3, 5), (3, 5, 3), (5, 3, 3),
    (2, 3, 3, 3), (3, 2, 2, 2, 2), (3, 3, 3, 2), (1,) * 11,
})  # fmt: skip
"""How people group the eleven digits; other groups are more likely figures in a row."""

_CITY = r"(?:10|2\d|[3-9]\d\d)"
_LOCAL = r"[2-8]\d{6,7}"
_LANDLINE = re.compile(rf"0{_CITY}{_LOCAL}")
_LANDLINE_FROM_ABROAD = re.compile(rf"(?:00)?860?{_CITY}{_LOCAL}")
_LONGEST_EXTENSION = 6

_SAID_TO_BE_TELEPHONE = re.compile(
    r"(?:(?:电话|座机|号码|热线|传真|联系方式|致电|拨打|手机|tel|phone|fax|call)[^0-9a-z]{0,6}|打 ?)$", re.IGNORECASE
)
_COUNTED = re.compile(r" ?[多余]?(?:[家个万亿千元人项户件亩年月日名次台套所座条%‰]|平方|公里|公顷)")

_PROVINCES = frozenset(
    str(number) for tens in ((11, 15), (21, 23), (31, 37), (41, 46), (50, 54), (61, 65), (71, 71), (81, 83))
    for number in range(tens[0], tens[1] + 1)
)
_IDENTITY = re.compile(r"\d{17}[\dX]")
_CARD = re.compile(r"(?:[34569]|2[2-7]|81)\d{12,18}")
_IDENTITY_SHAPES = frozenset({
    (6, 8, 4), (6, 12), (14, 4), (6, 4, 4, 4), (6, 4, 2, 2, 4), (3, 3, 4, 4, 4), (3, 3, 4, 2, 2, 4), (6, 8, 3, 1),
    (6, 6, 3), (17, 1),
})  # fmt: skip
_CARD_SHAPES = frozenset({(4, 6, 5), (6, 10), (6, 13)})
_CODE_SHAPES = frozenset({
    (2, 6, 9, 1), (2, 6, 10), (2, 6, 8, 2), (2, 6, 8, 1, 1), (8, 10), (8, 9, 1), (17, 1), (2, 16),
})  # fmt: skip
_CODE = re.compile(r"[1-9ANY][0-9A-Z]\d{6}[0-9A-Z]{10}")
_ROUND = re.compile(r"[1-9]\d?0|[1-9]\d*00")
_YEAR = re.compile(r"(?:19|20)\d\d")


_COULD_BE = re.compile(
    r"(?:(?:00)?86)?1[3-9]\d{9}|0\d{9,17}|860?[1-9]\d{8,10}|[2-8]\d{6,7}|[1-8]\d{14}|[2-9]\d{12,18}"
    r"|[1-9ANY][0-9A-Z]\d{6}[0-9A-Z]{10}"
)
"""What any number looks like that is looked at more closely; a number from abroad has a ``+`` in front instead."""


@dataclass(frozen=True)
class Run:
    """Groups of digits and capital letters with the separators between them, e.g. ``138-0013-8000``."""

    groups: Sequence[str]
    separators: Sequence[str]
    """One fewer than groups."""
    before: str
    """The text in front, a few characters of it."""
    after: str
    """The text behind, a few characters of it."""

    @property
    def text(self) -> str:
        """The characters without separators."""
        return "".join(self.groups)

    @property
    def shape(self) -> tuple[int, ...]:
        """The lengths of the groups."""
        return tuple(map(len, self.groups))


def could_be_personal(text: str, before: str) -> bool:
    """Whether ``text``, without separators, is worth a closer look; quick."""
    return bool(_COULD_BE.fullmatch(text)) or before.endswith("+")


def is_personal(run: Run) -> bool:
    """Whether the whole of ``run`` is the number of a telephone, a person, a bank card or a firm (统一社会信用代码)."""
    text = run.text
    if not could_be_personal(text, run.before):
        return False
    if not text.isdecimal():
        return _is_identity(run) or _is_code(run)
    return _is_mobile(run) or _is_landline(run) or _is_identity(run) or _is_card(run) or _is_code(run)


def _is_mobile(run: Run) -> bool:
    groups = list(run.groups)
    if groups[0] in ("86", "0086") and len(groups) > 1:
        del groups[0]
    elif len(run.text) > 11:
        groups[0] = re.sub(r"^(?:00)?86(?=1)", "", groups[0])
    if not _MOBILE.fullmatch("".join(groups)) or tuple(map(len, groups)) not in _MOBILE_SHAPES:
        return False
    return not (_are_round(groups) and _COUNTED.match(run.after))


def _is_landline(run: Run) -> bool:
    text = run.text
    abroad = run.before.endswith("+")
    if (abroad or text.startswith("0086")) and _LANDLINE_FROM_ABROAD.fullmatch(text):
        return True
    if _is_with_city(run.groups):
        return True
    extended = len(run.groups) > 1 and run.separators[-1].strip() == "-"
    if extended and len(run.groups[-1]) <= _LONGEST_EXTENSION and _is_with_city(run.groups[:-1]):
        return True
    if _COUNTED.match(run.after) or _is_date(text):
        return False
    if abroad:
        return 8 <= len(text) <= 15
    # A local number looks like any other figure: only the words in front tell.
    return bool(re.fullmatch(_LOCAL, text)) and bool(_SAID_TO_BE_TELEPHONE.search(run.before))


def _is_with_city(groups: Sequence[str]) -> bool:
    """Whether these are a city's code and a local number; the code ends where a group ends, unlike in 01-02 2000."""
    if not _LANDLINE.fullmatch("".join(groups)):
        return False
    in_one = len(groups) == 1 or set(map(len, groups)) == {1}
    return in_one or (bool(re.fullmatch(f"0{_CITY}", groups[0])) and len(groups) <= 3)


def _is_identity(run: Run) -> bool:
    text = run.text
    if text[:2] not in _PROVINCES or not (_is_even(run) or run.shape in _IDENTITY_SHAPES):
        return False
    if len(text) == 15:  # as issued until 1999
        return text.isdecimal() and _is_date(f"19{text[6:12]}")
    # Mistyped in its last digits it is still somebody's: the birthday shows it.
    return bool(_IDENTITY.fullmatch(text)) and (_is_date(text[6:14]) or is_identity_number(text))


def _is_card(run: Run) -> bool:
    text = run.text
    return bool(_CARD.fullmatch(text)) and (_is_even(run) or run.shape in _CARD_SHAPES) and is_luhn(text)


def _is_code(run: Run) -> bool:
    text = run.text
    return bool(_CODE.fullmatch(text)) and (_is_even(run) or run.shape in _CODE_SHAPES) and is_credit_code(text)


def _is_even(run: Run) -> bool:
    """Whether the groups are of one length, apart from a rest at the end, and no row of years or round figures."""
    shape = run.shape
    if len(shape) == 1 or set(shape) == {1}:
        return True
    figures = _are_round(run.groups) or all(map(_YEAR.fullmatch, run.groups))
    return len(set(shape[:-1])) == 1 and shape[-1] <= shape[0] and not figures


def _are_round(groups: Sequence[str]) -> bool:
    """Whether these are several figures such as 150, 4000 and 5000."""
    return len(groups) > 1 and all(_ROUND.fullmatch(group) for group in groups)


def _is_date(digits: str) -> bool:
    if len(digits) != 8:
        return False
    try:
        return 1880 <= datetime.date(int(digits[:4]), int(digits[4:6]), int(digits[6:])).year <= 2100
    except ValueError:
        return False


def stretches(groups: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The stretches ``groups[start:end]`` that could be one number: those further left first, then the longer ones."""
    for start in range(len(groups)):
        ends, length = [], 0
        for end in range(start, len(groups)):
            length += len(groups[end])
            if length > LONGEST_NUMBER:
                break
            if length >= SHORTEST_NUMBER:
                ends.append(end + 1)
        yield from ((start, end) for end in reversed(ends))
