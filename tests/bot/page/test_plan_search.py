from __future__ import annotations

import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from bot.page.plan_search import PlanSearch


def test_marks_every_word_whatever_its_script_width_or_case() -> None:
    assert PlanSearch("孵化器").marked("提高孵化器水平") == "提高<mark>孵化器</mark>水平"
    assert PlanSearch("創業 5g").marked("新建5G基站,创业") == "新建<mark>5G</mark>基站,<mark>创业</mark>"
    assert PlanSearch("５Ｇ").marked("5G") == "<mark>5G</mark>"


def test_all_words_have_to_be_found() -> None:
    assert PlanSearch("孵化器 水平").finds(["提高孵化器", "水平"])
    assert not PlanSearch("孵化器 上市").finds(["提高孵化器水平"])
    assert not PlanSearch("  ").finds(["提高孵化器水平"])
    assert not PlanSearch("")


@given(st.text(), st.text())
def test_text_comes_out_whole_and_harmless(query: str, text: str) -> None:
    html = str(PlanSearch(query).marked(text))
    bare = html.replace("<mark>", "").replace("</mark>", "")
    assert re.search("[<>]", bare) is None
    assert unescape(bare) == text


@given(st.text(min_size=1), st.text())
def test_what_is_found_is_marked(query: str, text: str) -> None:
    search = PlanSearch(query)
    assert not search.finds([text]) or "<mark>" in search.marked(text)
