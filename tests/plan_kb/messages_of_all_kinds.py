"""Messages that break careless programs, and strategies that make more of them."""
from __future__ import annotations

from hypothesis import strategies as st

NAUGHTY = (
    "", " ", "\n\t", "?", "。。。", "\x00", "\x00孵化器\x00", "\x1b[31m区科委", "\ufeff", "\u200b\u200d", "孵\u200b化\u200b器由谁负责",
    "\u202e责负谁由器化孵", "\u2066区科委\u2069", "😀", "👨‍👩‍👧‍👦", "孵化器😀由谁负责", "❤\ufe0f", "𠮷", "𠮷野家由谁负责", "\U0002A6D6", "\ud800", "科\udfff委",
    "\ue000\uf8ff", "\ufffe", "ＡＢＣ５Ｇ基站", "１２３４５", "㈱", "㎡", "①②③", "Ⅻ", "½", "㊙", "ﷺ", "ｶﾞ", "e\u0301", "한국어로 대답해", "اتجاه", "שלום",
    "Привет", "ไทย", "<script>alert('x')</script>", "<b>孵化器</b>由谁负责", "&lt;div&gt;", "{name}", "{0}", "{", "%s%n", "${jndi:ldap://x}",
    "'; DROP TABLE plan;--", "\\", "\\u0000", "../../etc/passwd", "/restart", '/inform{"unit":"x"}', "第0项任务", "第-1项任务", "第999项任务", "第一亿项任务",
    "第九九九九九九九九九九九九项", "倒数第九十九", "前零个", "99999999999999999999家", "1e309", "0.0.0", "十百千万亿", "亿亿亿", "零零零", "一二三四五六七八九十", "NaN", "null",
    "None", "undefined", "true", "task 0", "task 99999", "the 21st task", "0年", "9999年", "二〇二五年", "a" * 600, "孵化器" * 200, "的" * 600, "1" * 600,
    "，" * 600, "？" * 600, " ".join("abcdefghij" * 30), "zhuang" * 100, "fuhuaqi" * 60, "和" * 300, "孵化器和" * 120, "第三个" * 150, "'" * 300, "(" * 300, "[" * 300,
)
"""Each of them is a message that somebody could send."""

FRAGMENTS = ("孵化器", "科创板", "区科委", "区财政局(金融办)", "第3项", "第二个", "最后一项", "2025年", "2700家", "多少", "谁负责", "小巨人", "上海", "5G", "R&D", "1+1+X",
             "那", "它", "?", ",", "。", "\u3000", "\u200b", "𠮷", "😀", "\x00", "<b>", "fuhuaqi", "how many", "task 6", "和", "不是", "“", "《", "%", "{}", "亿", "第")

anything = st.text(max_size=60)
"""Any characters at all, lone surrogates included."""
mixtures = st.lists(st.one_of(st.sampled_from(FRAGMENTS), st.text(max_size=4)), max_size=12).map("".join)
"""Pieces of questions with rubbish between them."""
