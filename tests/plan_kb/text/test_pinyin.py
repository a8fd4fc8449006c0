from __future__ import annotations

import pytest

from plan_kb.text.pinyin import fuzzy, is_pinyin, syllable_table, syllables


@pytest.mark.parametrize("letters", ["fuhuaqi", "kechuangban", "nihao", "shui", "lv", "xian", "zhishichanquan"])
def test_pinyin_is_cut_into_syllables(letters: str) -> None:
    assert is_pinyin(letters)


@pytest.mark.parametrize("letters", ["incubator", "market", "hello", "xyz", "fuhuaq", "listing"])
def test_english_is_no_pinyin(letters: str) -> None:
    assert not is_pinyin(letters)


def test_syllables_are_read_in_context() -> None:
    assert syllables("孵化器") == ("fu", "hua", "qi")
    assert syllables("银行") == ("yin", "hang")


@pytest.mark.parametrize(
    ("one", "other"), [("zhi", "zi"), ("chang", "can"), ("shen", "sen"), ("nan", "lan"), ("jing", "jin")]
)
def test_what_many_speakers_do_not_tell_apart_is_alike(one: str, other: str) -> None:
    assert fuzzy(one) == fuzzy(other)


def test_levelling_is_stable() -> None:
    assert all(fuzzy(fuzzy(syllable)) == fuzzy(syllable) for syllable in syllable_table())
