"""The packaged data against the plan's text as published."""
from __future__ import annotations

import re
from collections import Counter

import pytest

from plan_kb.edition.check import check_draft
from plan_kb.edition.model import Bound, Edition, Plan, Target
from plan_kb.edition.packaged import packaged_edition
from plan_kb.source.figures import loose_figures
from plan_kb.source.importer import packaged_folders, read_folder
from plan_kb.source.typography import squeeze, stands_in

FENGXIAN = packaged_edition().plans[0]

TARGETS = {
    "goal/2": ["2700家", "20件", "600家以上", "40家以上"],
    "goal/3": ["24家", "400家以上", "100家以上"],
    "goal/4": ["3500人", "逐步提高"],
    "task/1": ["1000亿元"],
    "task/2": ["5家以上"],
    "task/3": ["1000亿元", "4000-5000个"],
    "task/5": ["25家", "260家", "2700家", "160家"],
    "task/6": ["40家以上", "10家以上"],
    "task/8": ["5家以上", "3家以上", "15家以上"],
    "task/9": ["24家"],
    "task/10": ["13亿以上"],
    "task/12": ["20件", "390件"],
    "task/13": ["500名以上", "500人", "3500人"],
    "task/15": ["达到上海市郊区平均水平"],
}
AREAS = {
    "优化科技创新功能布局": (1, 2, 3),
    "强化企业创新主体地位": (4, 5, 6),
    "提升创新创业平台能级": (7, 8, 9),
    "优化创新要素配置": (10, 11, 12),
    "建设创新人才汇聚高地": (13, 14),
    "营造优良创新生态环境": (15,),
}


@pytest.fixture(scope="module")
def plan() -> Plan:
    return FENGXIAN


def test_the_packaged_edition_is_number_zero_and_made_once() -> None:
    assert isinstance(packaged_edition(), Edition)
    assert packaged_edition().number == 0
    assert packaged_edition() is packaged_edition()


def test_the_draft_made_of_it_has_nothing_to_mend() -> None:
    assert not [str(finding) for finding in check_draft([read_folder(folder) for folder in packaged_folders()])]


def test_its_size(plan: Plan) -> None:
    assert len(plan.areas) == 6
    assert [task.number for task in plan.tasks] == list(range(1, 16))
    assert [measure.key for task in plan.tasks for measure in task.measures if len(task.measures) > 1] == [
        "3.1", "3.2", "5.1", "5.2",
    ]  # fmt: skip
    assert sum(len(task.measures) for task in plan.tasks) == 17
    assert [goal.ref for goal in plan.goals] == ["goal/overall", "goal/1", "goal/2", "goal/3", "goal/4"]
    assert len(plan.targets) == 30


def test_merged_cells_are_resolved(plan: Plan) -> None:
    assert {area.name: area.tasks for area in plan.areas} == AREAS
    assert plan.tasks[14].name == plan.areas[5].name == "营造优良创新生态环境"
    assert plan.tasks[6].name == "打造高水平产学研协同创新平台"


def test_every_target_of_the_text_is_there(plan: Plan) -> None:
    found: dict[str, list[str]] = {}
    for target in plan.targets:
        found.setdefault(target.ref, []).append(target.value)
    assert found == TARGETS


def test_every_quote_and_passage_is_verbatim(plan: Plan) -> None:
    for target in plan.targets:
        place = next(passage for passage in plan.passages if passage.ref == target.ref)
        assert stands_in(target.quote, place.text)
        assert squeeze(target.value) in squeeze(target.quote)
    for passage in plan.passages:
        for paragraph in passage.text.splitlines():
            assert stands_in(paragraph, plan.source)


@pytest.mark.parametrize("target", FENGXIAN.targets, ids=lambda target: str(target.key))
def test_the_numbers_of_a_target_are_those_of_its_quote(target: Target) -> None:
    digits = [float(run) for run in re.findall(r"(?<![A-Za-z])\d+(?![A-Za-z])", target.quote)]
    assert digits == ([] if target.low is None else sorted({target.low, target.high or 0.0}))
    assert target.year == 2025
    assert target.doubling == ("翻一番" in target.quote)
    assert (target.bound is Bound.TREND) == (target.low is None)
    assert (target.bound is Bound.RANGE) == (target.low != target.high)
    assert (target.bound is Bound.AT_LEAST) == ("以上" in target.value)
    assert (target.bound is Bound.EXCEED) == ("突破" in target.quote)


def test_every_figure_is_a_target_or_explained() -> None:
    rows = read_folder(packaged_folders()[0])
    assert not loose_figures(
        rows.source, [target.quote for target in FENGXIAN.targets], [row.figure for row in rows.explained_figures]
    )


def test_the_units_of_each_measure_are_those_of_the_printed_cell(plan: Plan) -> None:
    cells = Counter(measure.cell for task in plan.tasks for measure in task.measures)
    lines = Counter(squeeze(line) for line in plan.source.splitlines())
    for cell, count in cells.items():
        assert lines[squeeze(cell)] >= count
    for task in plan.tasks:
        for measure in task.measures:
            assert re.sub(r"[、,]", "", "".join(measure.units)) == re.sub(r"[、,]", "", measure.cell)


def test_the_units_as_printed(plan: Plan) -> None:
    assert [unit.key for unit in plan.units] == [
        "区经委", "区科委", "区投资促进办", "相关镇、开发区", "区财政局(金融办)", "区财政局", "各镇、开发区",
        "区市场监管局(知识产权局)", "区人才办", "区人保局", "各相关单位",
    ]  # fmt: skip
    tasks = {task.number for task in plan.tasks for measure in task.measures if "区科委" in measure.units}
    assert len(tasks) == 12
    assert {unit.key: unit.body for unit in plan.units}["区财政局(金融办)"] == "区财政局"


def test_the_front_matter(plan: Plan) -> None:
    assert (plan.issuer, plan.issued) == ("上海市奉贤区科学技术委员会", "2022年12月30日")
    assert plan.basis == "《关于全力打造国家级中小企业科技创新活力区的若干意见》(沪奉府发〔2022〕7号)"
    assert (plan.first_year, plan.last_year) == (2023, 2025)


def test_everything_has_an_english_name(plan: Plan) -> None:
    assert all(passage.title_en for passage in plan.passages)
    named = [*plan.goals, *plan.areas, *plan.tasks, *plan.units, *plan.indicators]
    assert all(getattr(thing, "name_en") for thing in named)  # noqa: B009 - the kinds share no base


def test_aliases_name_things_that_there_are(plan: Plan) -> None:
    keys = {
        "plan": {plan.key},
        "area": {str(area.number) for area in plan.areas},
        "task": {str(task.number) for task in plan.tasks},
        "measure": {measure.key for task in plan.tasks for measure in task.measures},
        "unit": {unit.key for unit in plan.units},
        "body": {unit.body for unit in plan.units},
        "indicator": {indicator.key for indicator in plan.indicators},
        "goal": {goal.ref for goal in plan.goals},
        "passage": {passage.ref for passage in plan.passages},
    }
    for alias in plan.aliases:
        assert alias.keys
        assert alias.kind == "term" or set(alias.keys) <= keys[alias.kind]
