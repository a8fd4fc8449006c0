from __future__ import annotations

import datetime
import re
import string
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from plan_kb.privacy.checksums import is_credit_code, is_identity_number, is_luhn
from plan_kb.privacy.masking import MASK, mask

ROOT = Path(__file__).parents[3]
CODE_LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


@pytest.mark.parametrize("number", [
    "13800138000", "138 0013 8000", "138-0013-8000", "138.0013.8000", "13800 138000", "1380013 8000",
    "1380 0138 000",
    "1 3 8 0 0 1 3 8 0 0 0", "+8613800138000", "+86 138 0013 8000", "86-13800138000", "0086 13800138000",
    "１３８００１３８０００", "１３８－００１３－８０００", "138—0013—8000", "138\u200b0013\u200b8000",
    "一三八零零一三八零零零", "幺三八〇〇幺三八〇〇〇",
    "021-57411111", "(021)57411111", "（021）5741-1111", "02157411111", "021 5741 1111", "021-57411111-8001",
    "0571-88888888",
    "0510 8273 1234", "+86 21 5741 1111", "+86-21-57411111", "+852 9123 4567", "+1 415 555 2671",
    "11010519491231002X", "11010519491231002x", "110105 19491231 002X", "110105-19491231-002X",
    "１１０１０５１９４９１２３１００２Ｘ",
    "310226199001011231", "310226900101123",
    "6212345678900000003", "6212 3456 7890 0000 003", "4111-1111-1111-1111", "4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1",
    "3782 822463 10005",
    "91110000802100433B", "9111 0000 8021 0043 3B", "91110000802100433b", "９１１１００００８０２１００４３３Ｂ",
    "914403001922038216",
    "zhang.san@example.com", "zhang_san+1@mail.fengxian.gov.cn", "ｚｈａｎｇ＠ｑｑ．ｃｏｍ", "zhang @ qq . com",
    "zhang(at)qq.com",
    "13800138000@163.com",
])
@pytest.mark.parametrize("sentence", [
    "{}", "我是{},企业想上市找哪个部门?", "请回复 {} 谢谢", "您好,{}", "上市目标2700家,联系:{}。到2025年", "tel:{}",
])  # fmt: skip
def test_personal_data_is_masked_and_the_words_around_are_kept(number: str, sentence: str) -> None:
    masked = mask(sentence.format(number))
    assert masked == sentence.format(MASK)


@pytest.mark.parametrize(
    "text", ["ID11010519491231002X", "微信wx13800138000", "mail13800138000abc", "code91110000802100433B"]
)
def test_letters_right_beside_do_not_hide_a_number(text: str) -> None:
    assert MASK in mask(text)
    assert not re.search(r"\d{6}", mask(text))


@pytest.mark.parametrize(("text", "masked"), [
    ("电话57411111", "电话***"),
    ("联系电话是 5741-1111", "联系电话是 ***"),
    ("打57411111没人接", "打***没人接"),
    ("电话13800138000、57411111", "电话***、***"),
    ("021-57411111 2025年目标", "*** 2025年目标"),
    ("13800138000 13900139000", "*** ***"),
    ("13800138000/13900139000", "***/***"),
])
def test_what_the_words_around_tell(text: str, masked: str) -> None:
    assert mask(text) == masked


@pytest.mark.parametrize("text", [
    "高新技术企业2700家", "4000-5000个", "沪奉府发〔2022〕7号", "沪奉府发[2022]7号", "2023-2025年",
    "2022年12月30日", "2022-12-30",
    "20221230", "20221230-20251231", "2022.12.30-2025.12.31", "2021 2022 2023 2024 2025 年", "1000亿元",
    "100000000000元",
    "150 4000-5000个", "1500、4000、500", "12345热线", "第5项和第11项", "1,000,000家", "3.5%", "打造2000-3000家",
    "打造一批2000-3000规模",
    "电话里说2000-3000家", "2000 3000 4000 5000", "3000-4000-5000-6000", "每万人40件", "5G基站3500个",
    "14:30-15:30", "200136", "一二三四五",
    "二〇二三年至二〇二五年", "二零二五年十二月三十一日", "ISO9001", "GB32100-2015", "专精特新@奉贤", "a@b",
    "科创板10家以上,共40家以上",
    "GB/T 19001-2016 / 27001:2013", "+20%", "+2700家", "400-820-8820",
])
def test_figures_of_questions_are_left_alone(text: str) -> None:
    assert mask(text) == text


def test_nothing_that_the_project_holds_is_masked() -> None:
    texts = [(ROOT / "data" / "nlu.yml").read_text(encoding="utf-8")]
    texts += [path.read_text(encoding="utf-8") for path in (ROOT / "plan_kb" / "data" / "plans").rglob("*.txt")]
    for path in [*(ROOT / "tests" / "cases").rglob("*.yml"), *(ROOT / "tests" / "conversations").rglob("*.yml")]:
        texts += _strings(yaml.safe_load(path.read_text(encoding="utf-8")))
    lines = [line for text in texts for line in text.splitlines()]
    assert len(lines) > 2000
    assert [line for line in lines if mask(line) != line] == []


def _strings(found: object) -> list[str]:
    if isinstance(found, dict):
        return [text for value in found.values() for text in _strings(value)]
    if isinstance(found, list):
        return [text for value in found for text in _strings(value)]
    return [found] if isinstance(found, str) else []


def separated(number: str, separator: str, sizes: list[int]) -> str:
    groups, rest = [], number
    for size in sizes:
        groups.append(rest[:size])
        rest = rest[size:]
    return separator.join(group for group in [*groups, rest] if group)


def widened(text: str) -> str:
    return "".join(chr(ord(character) + 0xFEE0) if "!" <= character <= "~" else character for character in text)


separators = st.sampled_from(["", " ", "-", " - ", "—", "\u3000"])
widths = st.sampled_from([str, widened])
mobiles = st.builds("1{}{}".format, st.sampled_from("3456789"), st.text(string.digits, min_size=9, max_size=9))
birthdays = st.dates(datetime.date(1920, 1, 1), datetime.date(2024, 12, 31)).map(lambda day: day.strftime("%Y%m%d"))


@st.composite
def identities(draw: st.DrawFn) -> str:
    start = "310226" + draw(birthdays) + draw(st.text(string.digits, min_size=3, max_size=3))
    return start + next(last for last in string.digits + "X" if is_identity_number(start + last))


@st.composite
def cards(draw: st.DrawFn) -> str:
    start = "62" + draw(st.text(string.digits, min_size=13, max_size=16))
    return start + next(last for last in string.digits if is_luhn(start + last))


@st.composite
def codes(draw: st.DrawFn) -> str:
    start = "91310120" + draw(st.text(CODE_LETTERS, min_size=9, max_size=9))
    return start + next(last for last in CODE_LETTERS if is_credit_code(start + last))


@given(mobiles, separators, widths)
def test_any_mobile_number(number: str, separator: str, width: type[str]) -> None:
    assert mask(f"我{width(separated(number, separator, [3, 4, 4]))}要上市") == f"我{MASK}要上市"


@given(identities(), separators, widths, st.booleans())
def test_any_identity_number(number: str, separator: str, width: type[str], small: bool) -> None:
    number = number.lower() if small else number
    assert mask(f"我{width(separated(number, separator, [6, 8, 4]))}要上市") == f"我{MASK}要上市"


@given(cards(), separators, widths)
def test_any_card(number: str, separator: str, width: type[str]) -> None:
    assert mask(f"卡{width(separated(number, separator, [4, 4, 4, 4, 4]))}要上市") == f"卡{MASK}要上市"


@given(codes(), separators, widths, st.booleans())
def test_any_credit_code(number: str, separator: str, width: type[str], small: bool) -> None:
    number = number.lower() if small else number
    assert mask(f"我{width(separated(number, separator, [2, 6, 9, 1]))}要上市") == f"我{MASK}要上市"


figures = st.one_of(
    st.builds("{}{}".format, st.integers(1, 9_999_999), st.sampled_from(["家", "个", "亿元", "万平方米", "%", "项"])),
    st.builds("{}-{}{}".format, st.integers(1, 9999), st.integers(1, 9999), st.sampled_from(["家", "亿元", "人"])),
    st.builds("{}年".format, st.integers(1990, 2050)),
    st.builds("{}-{}年".format, st.integers(1990, 2050), st.integers(1990, 2050)),
    st.builds("沪奉府发〔{}〕{}号".format, st.integers(1990, 2050), st.integers(1, 500)),
    st.builds("{}.{}%".format, st.integers(0, 100), st.integers(0, 99)),
    st.builds("第{}项".format, st.integers(1, 200)),
    st.dates(datetime.date(1990, 1, 1), datetime.date(2050, 1, 1)).map(str),
)


@given(st.lists(figures, max_size=8), st.sampled_from(["、", ",", " ", "和", ",目标是", "/", "至"]))
def test_no_figure_is_masked(found: list[str], joined: str) -> None:
    text = joined.join(found)
    assert mask(text) == text


@given(st.text(st.sampled_from("0123456789 -.@()Xx电话〇一aA+家,::/、&中é😀"), max_size=120))
def test_masking_twice_changes_nothing_more_and_adds_no_words(text: str) -> None:
    once = mask(text)
    assert mask(once) == once
    kept = iter(text)
    assert all(any(character == other for other in kept) for character in once.replace(MASK, ""))


@given(st.text(max_size=200))
def test_any_text_can_be_masked(text: str) -> None:
    assert len(mask(text)) <= max(len(text), 3)
