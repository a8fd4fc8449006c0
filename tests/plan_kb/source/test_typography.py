from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plan_kb.source.typography import halve, squeeze, stands_in, tidy


@pytest.mark.parametrize(
    ("raw", "tidied"),
    [
        ("\u2003\u2003一、指导思想\xa0", "一、指导思想"),
        ("\ufeff附件: 奉贤区 计划", "附件:奉贤区计划"),
        ("推进 5G 网络", "推进5G网络"),
        ("AI  Lab of 奉贤", "AI Lab of奉贤"),
        (" \u3000 ", ""),
    ],
)
def test_tidy_drops_white_space_except_between_latin_words(raw: str, tidied: str) -> None:
    assert tidy(raw) == tidied


@given(st.text())
def test_tidying_never_changes_what_is_not_white_space(raw: str) -> None:
    assert stands_in(tidy(raw), raw) or not squeeze(tidy(raw))


@given(st.text())
def test_halving_keeps_positions(text: str) -> None:
    assert len(halve(text)) == len(text)


def test_an_empty_quote_stands_nowhere() -> None:
    assert not stands_in(" ", "text")
    assert stands_in("达到 24家", "载体达到2 4家")
