from __future__ import annotations

import pytest

from plan_kb.knowledge import Knowledge
from plan_kb.linking.mention import Kind
from plan_kb.unanswered.suggesting import nameable, proposed_name, suggested


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("科创驿站归谁管", "科创驿站"),
        ("请问科技贷找哪个部门", "科技贷"),
        ("我想问一下机器人产业园的目标是多少", "机器人产业园"),
        ("人才公寓怎么申请", "人才公寓"),
        ("!?", ""),
    ],
)
def test_the_name_is_what_is_left_of_the_question(knowledge: Knowledge, text: str, name: str) -> None:
    assert proposed_name(knowledge, text) == name


@pytest.mark.parametrize(
    ("text", "kind", "key"),
    [
        ("企业孵化空间归谁管", Kind.TASK, "9"),
        ("去交易所挂牌上市找谁", Kind.TASK, "6"),
        ("区科委在哪办公", Kind.UNIT, "区科委"),
    ],
)
def test_what_is_near_comes_first(knowledge: Knowledge, text: str, kind: Kind, key: str) -> None:
    found = [(item.thing.kind, item.thing.key) for item in suggested(knowledge, text)]
    assert (kind, key) in found[:3]
    assert len(found) <= 5


def test_everything_that_is_suggested_can_be_named(knowledge: Knowledge) -> None:
    everything = nameable(knowledge)
    assert len({item.thing for item in everything}) == len(everything)
    for text in ("孵化器", "专精特新", "发明专利", "人才", "xyz", "总体目标"):
        assert set(suggested(knowledge, text)) <= set(everything)
