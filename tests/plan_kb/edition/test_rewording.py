from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plan_kb.edition.rewording import find_line, find_words
from plan_kb.source.typography import squeeze

TEXT = "力争到2025年,科技创新创业载体\n 数量翻一番,达到 24家;企业技术中心达到124家,达到24家以上。"


def test_words_are_found_across_white_space() -> None:
    spans = find_words("载体数量翻一番", TEXT)
    assert [span.of(TEXT) for span in spans] == ["载体\n 数量翻一番"]


def test_a_figure_is_not_found_inside_a_longer_one() -> None:
    assert [span.of(TEXT) for span in find_words("24家", TEXT)] == ["24家", "24家"]
    assert find_words("5", "1.5亿") == ()


@pytest.mark.parametrize("words", ["", " \n"])
def test_nothing_stands_nowhere(words: str) -> None:
    assert find_words(words, TEXT) == ()


def test_a_whole_line() -> None:
    source = "领域\n  加强孵化器建设。\n加强孵化器建设的说明\n"
    spans = find_line("加强孵化器建设", source)
    assert [span.of(source) for span in spans] == ["加强孵化器建设"]
    assert spans[0].replaced(source, "加强载体建设") == "领域\n  加强载体建设。\n加强孵化器建设的说明\n"


@given(st.text("家 年\n达"), st.text("家年达", min_size=1, max_size=3))
def test_what_is_found_are_the_words(text: str, words: str) -> None:
    spans = find_words(words, text)
    assert all(squeeze(span.of(text)) == words for span in spans)
    assert bool(spans) == (words in squeeze(text))
