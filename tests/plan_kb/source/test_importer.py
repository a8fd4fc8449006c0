from __future__ import annotations

from pathlib import Path

import pytest

from plan_kb.edition.check import check_draft
from plan_kb.edition.compile import compile_plan
from plan_kb.edition.model import Bound
from plan_kb.source.importer import build_plan, read_folder
from plan_kb.source.problems import UnreadablePlan
from plan_kb.source.reader import read_document
from plan_kb.source.supplement import empty_supplement
from plan_kb.source.supplement_file import read_supplement
from tests.plan_kb.conftest import small_plan
from tests.plan_kb.printed_plan import SMALL, SMALL_SUPPLEMENT


def test_text_and_supplement_become_one_plan() -> None:
    plan = compile_plan(small_plan())
    assert [(area.name, area.tasks) for area in plan.areas] == [("培育企业", (1, 2)), ("优化环境", (3,))]
    assert [measure.units for task in plan.tasks for measure in task.measures] == [
        ("区科技局", "相关街道、园区"),
        ("区经信局",),
        ("区财政局(金融办)", "区科技局"),
        ("各相关单位",),
    ]
    names = [measure.name for task in plan.tasks for measure in task.measures]
    assert names == ["辅导", "奖励", "助力企业上市", "优化环境"]
    assert {unit.key: unit.body for unit in plan.units}["区财政局(金融办)"] == "区财政局"
    assert [(target.key, target.bound, target.value, target.year) for target in plan.targets] == [
        ("hightech@goal/1", Bound.REACH, "80家", 2030),
        ("hightech@1.1", Bound.REACH, "80家", 2030),
        ("specialised@1.2", Bound.AT_LEAST, "5家以上", 2030),
    ]
    aliases = {(alias.kind, alias.surface): alias.keys for alias in plan.aliases}
    assert aliases["indicator", "好企业"] == ("hightech", "specialised")
    assert aliases["body", "财政局"] == aliases["body", "区财政局"] == ("区财政局",)
    assert aliases["goal", "企业目标"] == ("goal/1",)
    assert aliases["passage", "指导方针"] == ("ideology",)
    assert aliases["measure", "培育库"] == ("1.1",)
    assert aliases["term", "创新大赛"] == aliases["term", "innovation contest"] == ("创新大赛",)
    assert not check_draft([small_plan()])


def test_a_plan_without_supplement_takes_its_indicators_from_its_clauses() -> None:
    plan = compile_plan(build_plan(read_document(SMALL.text()), empty_supplement("plain")))
    names = [indicator.name for indicator in plan.indicators]
    assert names == ["高新技术企业数量", "高新技术企业数", "新增专精特新企业"]
    assert [indicator.addition for indicator in plan.indicators] == [False, False, True]
    assert len(plan.targets) == 3


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("task/1: 高新技术企业数}", "task/1: 高新企业数}", "words_without_clause"),
        ("    clauses: {task/1: 专精特新企业}\n", "", "indicator_without_clauses"),
        ("    clauses: {task/1: 专精特新企业}\n", "", "clause_without_indicator"),
        ("  优化环境: {en", "  优化营商环境: {en", "unknown_key"),
        ("phrase: 创新大赛", "phrase: 创业大赛", "phrase_not_in_text"),
        ("[hightech, specialised]", "[hightech, special]", "unknown_indicator"),
        ('"1.2": {', '"1.3": {', "unknown_key"),
    ],
)
def test_a_supplement_that_does_not_fit_the_text_is_refused(old: str, new: str, problem: str) -> None:
    assert old in SMALL_SUPPLEMENT
    supplement = read_supplement(SMALL_SUPPLEMENT.replace(old, new))
    with pytest.raises(UnreadablePlan) as caught:
        build_plan(read_document(SMALL.text(), supplement.areas), supplement)
    assert problem in {one.name for one in caught.value.problems}


def test_folders_without_a_readable_text_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadablePlan, match="打不开"):
        read_folder(tmp_path)
    (tmp_path / "plan.txt").write_bytes("奉贤区".encode("gb18030"))
    with pytest.raises(UnreadablePlan, match="UTF-8"):
        read_folder(tmp_path)


def test_a_folder_is_read_with_a_byte_order_mark(tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text(SMALL.text(), encoding="utf-8-sig")
    (tmp_path / "supplement.yml").write_text(SMALL_SUPPLEMENT, encoding="utf-8-sig")
    assert read_folder(tmp_path).key == "qingtian-2028-2030"
