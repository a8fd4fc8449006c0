from __future__ import annotations

import pytest

from plan_kb.knowledge import Knowledge
from plan_kb.understanding.narrowing import narrowed, surely_narrowed


@pytest.mark.parametrize("text", ["外观设计专利目标是多少", "人才公寓有多少", "科技贷款利率多少"])
def test_a_noun_beside_the_name_narrows_it(knowledge: Knowledge, text: str) -> None:
    assert narrowed(knowledge, text, knowledge.link(text).mentions)


@pytest.mark.parametrize(
    "text", ["专利目标是多少", "孵化器数量多少", "科技企业上市目标", "人才引进目标", "incubator target"]
)
def test_words_of_the_question_and_of_the_plan_do_not(knowledge: Knowledge, text: str) -> None:
    assert not narrowed(knowledge, text, knowledge.link(text).mentions)


def test_only_an_unexplained_noun_right_beside_a_name_surely_makes_another_name_of_it(knowledge: Knowledge) -> None:
    def names(text: str, *unexplained: str) -> list[str]:
        found = surely_narrowed(knowledge, text, knowledge.link(text).mentions, unexplained)
        return [mention.surface for mention in found]

    assert names("人才公寓归谁管", "公寓") == ["人才"]
    assert names("pct国际专利指标", "pct") == ["专利"]
    assert not names("人才公寓归谁管")
    assert not names("租公寓的人才归谁管", "公寓")
