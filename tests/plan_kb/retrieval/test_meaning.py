from __future__ import annotations

import pytest

from plan_kb.edition.lookup import PlanLookup
from plan_kb.knowledge import Knowledge
from plan_kb.retrieval.meaning import MeaningIndex


@pytest.mark.parametrize(
    ("question", "task"),
    [
        ("我想去交易所挂牌", "6"),
        ("怎么防止别人抄我的品牌", "12"),
        ("teaming up with a university lab", "7"),
        ("想把工厂的网络提速", "3"),
    ],
)
def test_a_row_is_found_by_meaning(knowledge: Knowledge, question: str, task: str) -> None:
    assert knowledge.meaning
    near = knowledge.meaning.nearest(question)
    assert task in {n.thing.key.split(".")[0] for n in near[:2]}


def test_nearest_first_each_thing_once(knowledge: Knowledge) -> None:
    assert knowledge.meaning
    near = knowledge.meaning.nearest("孵化器", 8)
    assert len(near) == len({n.thing for n in near}) == 8
    assert [n.similarity for n in near] == sorted((n.similarity for n in near), reverse=True)
    assert all(-1.001 <= n.similarity <= 1.001 for n in near)


def test_an_index_of_nothing_finds_nothing() -> None:
    plans: list[PlanLookup] = []
    assert MeaningIndex(plans, {}).nearest("孵化器") == []
