from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plan_kb.edition.model import Plan
from plan_kb.edition.packaged import packaged_edition
from plan_kb.text.normalise import bare, normalise, simplified, visible
from tests.plan_kb.messages_of_all_kinds import NAUGHTY, anything, mixtures


@pytest.fixture(scope="module")
def plan() -> Plan:
    return packaged_edition().plans[0]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("孵化器由谁负责?", "孵化器由谁负责?"),
        ("孵化器由谁负责？", "孵化器由谁负责?"),
        ("５Ｇ基站", "5g基站"),
        ("區財政局負責哪些任務", "区财政局负责哪些任务"),
        ("孵\u200b化\ufeff器", "孵化器"),
        ("请问 知识 产权 归 谁 管", "请问知识产权归谁管"),
        ("“数字江海”", "数字江海"),
        ("「數位江海」", "数字江海"),
        ("《若干意见》", "若干意见"),
        ("STAR  Market\tlistings", "star market listings"),
        ("2,700家", "2700家"),
        ("4000～5000个", "4000-5000个"),
        ("4000—5000个", "4000-5000个"),
        ("区财政局（金融办）", "区财政局(金融办)"),
        ("\u3000 孵化器 \n", "孵化器"),
        ("a\x00b", "ab"),
    ],
)
def test_one_spelling_for_what_people_type(typed: str, expected: str) -> None:
    assert normalise(typed) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", ""),
        (" \t\n", ""),
        ("\x00\x07\x1b", ""),
        ("\u200b\u200d\u2060\ufeff", ""),
        ("\ud800", ""),
        ("\ue000", ""),
        ("a\nb", "a b"),
    ],
)
def test_only_what_can_be_seen_stays(typed: str, expected: str) -> None:
    assert visible(typed) == expected


@given(st.one_of(anything, mixtures, st.sampled_from(NAUGHTY)))
def test_nothing_invisible_stays(text: str) -> None:
    categories = {unicodedata.category(character) for character in visible(text)}
    assert not {category for category in categories if category.startswith("C")} | categories & {"Zl", "Zp"}


@given(st.one_of(anything, mixtures, st.sampled_from(NAUGHTY)))
def test_normalising_twice_is_normalising_once(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once


@given(anything)
def test_bare_text_has_no_white_space(text: str) -> None:
    assert not any(character.isspace() for character in bare(text))
    assert bare(bare(text)) == bare(text)


def test_simplified_text_stays_as_it_is(plan: Plan) -> None:
    assert simplified(plan.source) == plan.source


def test_traditional_script_of_the_plan_comes_back(plan: Plan) -> None:
    """What a visitor from Taiwan copies is compared as the plan's own words."""
    import opencc

    traditional = opencc.OpenCC("s2t")
    changed = [
        name
        for name in [*(t.name for t in plan.tasks), *(u.key for u in plan.units), *(i.name for i in plan.indicators)]
        if normalise(traditional.convert(name)) != normalise(name)
    ]
    assert not changed


@pytest.mark.parametrize(
    ("said", "meant"), [("搿项归啥人管", "这项归谁管"), ("阿拉伯", "阿拉伯"), ("合格个数", "合格个数")]
)
def test_words_of_dialects_are_told_in_standard_words(said: str, meant: str) -> None:
    assert normalise(said) == meant
