from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channel.message import conversation_id, readable_text


@pytest.mark.parametrize(("raw", "text"), [
    ("科创板上市由谁负责", "科创板上市由谁负责"),
    ("  区科委\t负责\n什么 ", "区科委 负责 什么"),
    ("２０２５年", "2025年"),
    ("科\u200b创\ufeff板", "科创板"),
    ("科\x00创\x1b板\u202e", "科创板"),
    ("\ud800科委", "科委"),
    ("\U000e0041科委\U000e007f", "科委"),
    ("/restart", "／restart"),
    ("／restart", "／restart"),
    (" \u200b/\u200brestart", "／restart"),
    ('/inform{"unit":"x"}', '／inform{"unit":"x"}'),
    ("//x", "／/x"),
    ("1/2", "1/2"),
    ("<b>科委</b>", "<b>科委</b>"),
    ("😀", "😀"),
    ("❤\ufe0f", "❤"),
    ("", ""),
    ("\u200b\u3164 ", ""),
])
def test_text_is_readable_and_no_command(raw: str, text: str) -> None:
    assert readable_text(raw, 500) == text


@pytest.mark.parametrize(("raw", "text"), [
    ("我是１３８ 0013 8000,想上市", "我是***,想上市"),
    ("/13800138000", "／***"),
    ("手机138\u200b00138000", "手机***"),
    ("高新技术企业2700家", "高新技术企业2700家"),
])
def test_personal_data_is_masked(raw: str, text: str) -> None:
    assert readable_text(raw, 500) == text


def test_no_part_of_a_number_is_left_where_a_text_is_cut() -> None:
    for before in range(490, 502):
        assert not re.search(r"\d", readable_text("长" * before + "13800138000" + "短" * 600, 500))


@pytest.mark.parametrize("message", [None, 42, 1.5, True, [], ["你好"], {}, {"text": "你好"}])
def test_what_is_no_text_is_empty(message: object) -> None:
    assert readable_text(message, 500) == ""


def test_long_text_is_cut_so_that_its_length_still_shows() -> None:
    assert len(readable_text("长" * 500, 500)) == 500
    assert len(readable_text("长" * 501, 500)) == 501
    assert len(readable_text("长" * 1_000_000, 500)) == 501
    assert len(readable_text("\ufdfa" * 500, 500)) == 501


def test_invisible_characters_do_not_count() -> None:
    assert readable_text("\u200b" * 600 + "你好", 500) == "你好"


@given(st.text())
def test_whatever_comes_in_is_safe(raw: str) -> None:
    text = readable_text(raw, 20)
    assert not text.startswith("/")
    assert len(text) <= 21
    assert text == text.strip()
    assert not {unicodedata.category(character) for character in text} & {"Cc", "Cf", "Cs"}
    text.encode()


@pytest.mark.parametrize("sender", ["a", "eval-0123abcd", "张三", "x" * 200])
def test_usable_sender_is_kept(sender: str) -> None:
    assert conversation_id(sender) == sender


@pytest.mark.parametrize(
    "sender", [None, "", " ", " a", "a\n", "a\x00", "default", "website/abc", "x" * 201, 7, ["a"], {"a": 1}, True]
)
def test_odd_sender_begins_a_conversation_of_its_own(sender: object) -> None:
    first, second = conversation_id(sender), conversation_id(sender)
    assert first != second
    assert len(first) >= 20
    assert first != sender
