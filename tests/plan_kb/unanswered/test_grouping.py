from __future__ import annotations

import datetime
import random
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from plan_kb.unanswered.collecting import Wording, key_of
from plan_kb.unanswered.grouping import Group, grouped

CASES = yaml.safe_load((Path(__file__).parents[1] / "retrieval/faq_cases.yml").read_text(encoding="utf-8"))
QUESTIONS = sorted(
    {q for part in CASES.values() for c in part for q in (*c["wordings"], *c["same"], *c["near"])}
    | {"!!!", "你好", "a", "=1+1", "😀", "请问"}
)


def wording(question: str, count: int = 1) -> Wording:
    return Wording(key_of(question), question, "", datetime.datetime(2024, 1, 1), count)


def names(groups: list[Group]) -> list[list[str]]:
    return [[w.question for w in group.wordings] for group in groups]


@given(
    st.lists(st.tuples(st.sampled_from(QUESTIONS), st.integers(1, 9)), unique_by=lambda p: key_of(p[0])), st.randoms()
)
def test_each_wording_is_in_one_group_whatever_the_order(chosen: list[tuple[str, int]], chance: random.Random) -> None:
    wordings = [wording(question, count) for question, count in chosen]
    groups = grouped(wordings)
    assert sorted(w.question for g in groups for w in g.wordings) == sorted(question for question, _ in chosen)
    shuffled = list(wordings)
    chance.shuffle(shuffled)
    assert names(grouped(shuffled)) == names(groups)
    assert [g.count for g in groups] == sorted((g.count for g in groups), reverse=True)
    assert all(g.leader.count == max(w.count for w in g.wordings) for g in groups)


@pytest.mark.parametrize(
    "alike",
    [
        ("创客空间归谁管", "创客空间由哪个部门负责", "请问创客空间谁负责"),
        ("高企什么时候申报", "高企申报时间是什么时候", "高企申报截止到什么时候"),
        ("人才公寓怎么申请", "人才公寓如何申请", "公司员工怎么申请人才公寓"),
    ],
)
def test_wordings_of_one_question_fall_together(alike: tuple[str, ...]) -> None:
    assert len(grouped([wording(question) for question in alike])) == 1


@pytest.mark.parametrize(
    "different",
    [
        ("高企什么时候申报", "高企申报条件", "高企补贴多少"),
        ("人才公寓怎么申请", "人才公寓租金多少", "公租房怎么申请"),
        ("科技小巨人奖励多少", "高企奖励多少"),
    ],
)
def test_different_questions_stay_apart(different: tuple[str, ...]) -> None:
    assert len(grouped([wording(question) for question in different])) == len(different)
