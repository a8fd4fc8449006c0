from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plan_kb.source.problems import UnreadablePlan
from plan_kb.source.supplement_file import read_supplement
from tests.plan_kb.printed_plan import SMALL_SUPPLEMENT


def test_everything_that_the_file_says_is_read() -> None:
    supplement = read_supplement(SMALL_SUPPLEMENT)
    assert supplement.plan.key == "qingtian-2028-2030"
    assert supplement.plan.names.en_aliases == ("Qingtian plan",)
    assert supplement.units["区财政局(金融办)"].body == "区财政局"
    assert supplement.tasks[2].zh_aliases == ("上市",)
    assert supplement.indicators[0].clauses == {"goal/1": ("高新技术企业数量",), "task/1": ("高新技术企业数",)}
    assert supplement.indicators[1].addition
    assert supplement.shared_aliases[0].indicators == ("hightech", "specialised")
    assert supplement.terms[0].phrase == "创新大赛"
    assert supplement.explained_figures[0].figure == "2028-2030年"


@pytest.mark.parametrize(
    ("old", "new", "problem", "words"),
    [
        ("plan:\n", "plan: [\n", "bad_yaml", ""),
        ("  2: {en:", "  2: {en: A}\n  2: {en:", "repeated_key", "2"),
        ("key: qingtian-2028-2030", "key: ''", "no_key", ""),
        ("key: qingtian-2028-2030", "key: ../x", "no_key", ""),
        ("addition: true", "addition: 是", "not_boolean", "specialised"),
        ("    name: 新增专精特新企业数\n", "", "no_name", "specialised"),
        ("  2: {en:", "  二: {en:", "not_number", "tasks.二"),
        ("bodies:", "unitz:", "unknown_field", "unitz"),
        ("  培育企业: {en: Growing firms}", "  培育企业: Growing firms", "not_mapping", "培育企业"),
        ("terms:\n  - {phrase", "terms:\n  x: {phrase", "not_list", "terms"),
        ("short: 青田区三年行动计划", "short: [青田]", "not_text", "short"),
    ],
)
def test_what_is_wrong_is_reported_with_its_line(old: str, new: str, problem: str, words: str) -> None:
    assert old in SMALL_SUPPLEMENT
    with pytest.raises(UnreadablePlan) as caught:
        read_supplement(SMALL_SUPPLEMENT.replace(old, new))
    found = {one.name: one for one in caught.value.problems}
    assert problem in found
    assert found[problem].line > 0
    assert words in found[problem].found


@given(st.text(max_size=200))
def test_no_text_makes_the_reader_fail_otherwise(text: str) -> None:
    with pytest.raises(UnreadablePlan):
        read_supplement(text)
