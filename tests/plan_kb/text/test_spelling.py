"""Spelling is tested through the linker of the packaged plan: its words are what spelling repairs towards."""

from __future__ import annotations

import pytest

from plan_kb.knowledge import Knowledge

LEAST_SHARE_REPAIRED = 0.9
HOMOPHONES = {  # a character and another one of the same sound that people type in its place
    "孵": "富",
    "化": "华",
    "器": "气",
    "科": "颗",
    "创": "闯",
    "板": "版",
    "企": "起",
    "业": "叶",
    "术": "数",
    "市": "是",
    "级": "集",
    "专": "砖",
    "精": "经",
    "巨": "具",
    "人": "仁",
    "院": "远",
    "士": "事",
    "站": "占",
    "知": "之",
    "识": "时",
    "产": "铲",
    "权": "全",
    "金": "今",
    "融": "荣",
    "财": "才",
    "局": "具",
    "基": "机",
    "标": "表",
    "册": "策",
    "载": "再",
    "体": "题",
    "健": "建",
    "康": "糠",
    "谷": "古",
    "龙": "隆",
    "贸": "冒",
}
LEAST_LENGTH = 4


def test_the_plans_own_sentences_are_left_alone(knowledge: Knowledge) -> None:
    changed = {
        sentence.text: knowledge.link(sentence.text).text
        for lookup in knowledge.lookups.values()
        for sentence in lookup.sentences
        if knowledge.link(sentence.text).text != sentence.normal
    }
    assert not changed


def test_chinese_names_and_aliases_are_left_alone(knowledge: Knowledge) -> None:
    plan = knowledge.main_plan.plan
    names = [
        *(t.name for t in plan.tasks),
        *(a.name for a in plan.areas),
        *(u.key for u in plan.units),
        *(i.name for i in plan.indicators),
        *(a.surface for a in plan.aliases),
    ]
    changed = {
        name: knowledge.link(name).text
        for name in names
        if not name.isascii() and knowledge.link(name).text != knowledge.link(name).normal
    }
    assert not changed


@pytest.mark.parametrize(
    "question",
    [
        "孵化器由谁负责?",
        "我们公司想了解一下上市的事情该找谁",
        "这个目标是怎么定出来的",
        "今天的天气怎么样",
        "区里哪些部门参与最多任务",
        "第三项任务的主要内容是什么",
        "请把原文发给我",
        "还有别的单位吗",
        "专精特新和小巨人有什么区别",
        "是专精特新重要还是高企重要",
        "院士专家工作站要建多少家",
        "二〇二五年要达到两千七百家吗",
        "how many high-tech enterprises are planned",
        "what is the plan",
    ],
)
def test_right_spelling_is_left_alone(knowledge: Knowledge, question: str) -> None:
    linked = knowledge.link(question)
    assert linked.text == linked.normal


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("富化器由谁负责", "孵化器由谁负责"),
        ("科创版上市", "科创板上市"),
        ("高新计术企业", "高新技术企业"),
        ("院士专家工做站", "院士专家工作站"),
        ("fuhuaqi由谁负责", "孵化器由谁负责"),
        ("fuhuaqi you shui fuze", "孵化器由谁负责"),
        ("zhuanjingtexin", "专精特新"),
        ("知识产全", "知识产权"),
    ],
)
def test_slips_are_repaired(knowledge: Knowledge, typed: str, meant: str) -> None:
    assert knowledge.link(typed).text == knowledge.link(meant).text


def misspelt(name: str) -> list[str]:
    """``name`` with one character replaced by a homophone, in every way."""
    return [
        name[:position] + HOMOPHONES[character] + name[position + 1 :]
        for position, character in enumerate(name)
        if character in HOMOPHONES
    ]


def test_homophones_in_names_are_repaired(knowledge: Knowledge) -> None:
    """Names of four and more characters, asked for with one homophone in them, link to what the right name links to."""
    plan = knowledge.main_plan.plan
    names = {
        alias.surface
        for alias in plan.aliases
        if alias.kind in ("indicator", "task", "measure")
        and LEAST_LENGTH <= len(alias.surface) <= 8
        and not alias.surface.isascii()
    }
    slips = [(name, wrong) for name in sorted(names) for wrong in misspelt(name)]
    wanted = {name: set(knowledge.link(f"{name}由谁负责").things) for name in names}
    missed = [
        f"{wrong} ({name})"
        for name, wrong in slips
        if not wanted[name] & set(knowledge.link(f"{wrong}由谁负责").things)
    ]
    assert len(slips) > 200
    assert len(missed) <= (1 - LEAST_SHARE_REPAIRED) * len(slips), f"{len(missed)} of {len(slips)}: {'、'.join(missed)}"


@pytest.mark.parametrize("question", ["一百家还是两百家", "第四项和第十项", "五家以上", "三个区"])
def test_no_numeral_is_put_in_or_taken_out(knowledge: Knowledge, question: str) -> None:
    numerals = set("零一二三四五六七八九十百千万亿两")
    linked = knowledge.link(question)
    assert [c for c in linked.text if c in numerals] == [c for c in linked.normal if c in numerals]


@pytest.mark.parametrize("question", ["区里打算拉几家世界500强过来", "给世界500强过来做5G基站"])
def test_names_with_figures_are_left_as_they_are(knowledge: Knowledge, question: str) -> None:
    linked = knowledge.link(question)
    assert linked.text == linked.normal
