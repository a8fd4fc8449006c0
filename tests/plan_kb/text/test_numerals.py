from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plan_kb.text.numerals import chinese_value, english_value, numbers
from tests.plan_kb.messages_of_all_kinds import anything, mixtures

DIGITS = "零一二三四五六七八九"
PLACES = ("", "十", "百", "千")


def below_ten_thousand(number: int) -> str:
    """1 to 9999 in Chinese figures, written without looking at the reader of them."""
    words, gap = "", False
    for position in range(3, -1, -1):
        digit = number // 10**position % 10
        if digit:
            words += ("零" if gap and words else "") + DIGITS[digit] + PLACES[position]
            gap = False
        else:
            gap = True
    return words


def in_chinese(number: int) -> str:
    """1 to 99 999 999 in Chinese figures."""
    high, low = divmod(number, 10_000)
    if not high:
        return below_ten_thousand(low)
    between = "零" if low and low < 1000 else ""
    return f"{below_ten_thousand(high)}万{between}{below_ten_thousand(low) if low else ''}"


@given(st.integers(1, 99_999_999))
def test_every_number_is_read_as_it_is_written(number: int) -> None:
    assert chinese_value(in_chinese(number)) == number
    assert chinese_value(str(number)) == number


@given(st.integers(1, 9))
def test_ten_is_written_with_and_without_one(ones: int) -> None:
    assert chinese_value(f"十{DIGITS[ones]}") == chinese_value(f"一十{DIGITS[ones]}") == 10 + ones


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("两千七百", 2700),
        ("一千二", 1200),
        ("三百九", 390),
        ("一万五", 15000),
        ("二〇二五", 2025),
        ("4千", 4000),
        ("13亿", 1_300_000_000),
        ("一千亿", 1000e8),
        ("2.5", 2.5),
        ("1.5万", 15000),
        ("十", 10),
        ("一百零五", 105),
        ("两", 2),
    ],
)
def test_ways_of_writing(text: str, value: float) -> None:
    assert chinese_value(text) == value


@pytest.mark.parametrize("text", ["", "孵化器", "一个", "12家", "abc", "1.2.3"])
def test_what_is_no_number(text: str) -> None:
    assert chinese_value(text) is None


@pytest.mark.parametrize(
    ("word", "value"),
    [("six", 6), ("third", 3), ("twentieth", 20), ("21st", 21), ("15", 15), ("sixty", None), ("", None)],
)
def test_english(word: str, value: int | None) -> None:
    assert english_value(word) == value


@given(st.one_of(anything, mixtures))
def test_numbers_stand_where_they_are_said_to_stand(text: str) -> None:
    found = numbers(text)
    assert all(chinese_value(text[number.start : number.end]) == number.value for number in found)
    assert all(left.end <= right.start for left, right in pairwise(found))


def test_numbers_of_a_sentence() -> None:
    assert [number.value for number in numbers("新建5g基站4000-5000个,科技投入达到13亿以上")] == [5, 4000, 5000, 13e8]
