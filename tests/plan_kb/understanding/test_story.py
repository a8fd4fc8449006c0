from __future__ import annotations

import pytest

from plan_kb.knowledge import Knowledge
from plan_kb.linking.mention import Kind
from plan_kb.understanding.story import without_story


@pytest.mark.parametrize(
    "text", ["我是区投促办新来的,想问孵化器由谁负责", "我们公司去年从浙江搬过来,东方美谷归哪个部门管"]
)
def test_who_asks_and_where_from_is_set_aside(knowledge: Knowledge, text: str) -> None:
    told = without_story(knowledge.link(text))
    assert not told.of(Kind.UNIT)
    assert not told.other_places
    assert told.of(Kind.TASK, Kind.MEASURE)


@pytest.mark.parametrize("text", ["我是不是该找区科委", "区科委负责什么,我是来办事的", "我是区科委的"])
def test_a_unit_that_is_asked_about_stays(knowledge: Knowledge, text: str) -> None:
    assert without_story(knowledge.link(text)).of(Kind.UNIT)


def test_our_bureau_is_the_one_of_the_story(knowledge: Knowledge) -> None:
    assert without_story(knowledge.link("我是区科委的,我们局有哪些任务")).of(Kind.UNIT)


def test_another_place_that_is_asked_about_stays(knowledge: Knowledge) -> None:
    assert without_story(knowledge.link("浙江的孵化器目标是多少,想了解一下")).other_places


@pytest.mark.parametrize("text", ["有家日本的企业想来,龙头企业归谁引进", "一家德国公司想建研发中心,找谁"])
def test_a_place_that_only_describes_somebody_is_set_aside(knowledge: Knowledge, text: str) -> None:
    assert not without_story(knowledge.link(text)).other_places
