from __future__ import annotations

import pytest

from plan_kb.knowledge import Knowledge
from plan_kb.linking.mention import Kind


@pytest.mark.parametrize(
    ("text", "kind", "key"),
    [
        ("who handles the fund for university student startups", Kind.TERM, "大学生创业基金"),
        ("patents of high value per 10,000 residents", Kind.INDICATOR, "patents-per-10k"),
    ],
)
def test_the_words_of_a_name_in_another_order(knowledge: Knowledge, text: str, kind: Kind, key: str) -> None:
    things = [thing for mention in knowledge.link(text).of(kind) for thing in mention.things]
    sentences = knowledge.main_plan.sentences
    assert any(thing.key == key or (kind is Kind.TERM and key in sentences[int(thing.key)].normal) for thing in things)


@pytest.mark.parametrize(
    "text",
    ["student housing is expensive. who pays? our startup has no fund for a university course in cooking",
     "HR 这边问下 which bureau 负责"],
)  # fmt: skip
def test_words_that_stand_apart_are_no_name(knowledge: Knowledge, text: str) -> None:
    assert not any(" " in mention.surface and len(mention.surface) > 30 for mention in knowledge.link(text).mentions)


def test_the_districts_own_english_name_is_known(knowledge: Knowledge) -> None:
    assert knowledge.knows("fengxian")
    assert knowledge.knows("incubators")
    assert not knowledge.knows("robotaxis")
