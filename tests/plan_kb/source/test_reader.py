from __future__ import annotations

import contextlib
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plan_kb.source.problems import UnreadablePlan
from plan_kb.source.reader import goal_title, read_document
from plan_kb.source.typography import stands_in
from tests.plan_kb.printed_plan import SMALL, PrintedMeasure, PrintedPlan, PrintedTask

HAN = st.sampled_from("春夏秋冬东南西北天地山川江河湖海风云雨雪")


def words(least: int, most: int) -> st.SearchStrategy[str]:
    return st.text(HAN, min_size=least, max_size=most)


@st.composite
def printed_plans(draw: st.DrawFn) -> PrintedPlan:
    names = draw(st.lists(words(4, 12), min_size=12, max_size=12, unique=True))
    unit_pool = [f"区{name}局" for name in draw(st.lists(words(1, 3), min_size=3, max_size=6, unique=True))]
    unit_pool.append("相关镇、开发区")
    tasks: list[PrintedTask] = []
    for area_number in range(draw(st.integers(1, 4))):
        area = f"领{area_number}{names.pop()}"
        merged = area_number > 0 and draw(st.booleans())
        for _ in range(1 if merged else draw(st.integers(1, 2))):
            measures = tuple(
                PrintedMeasure(
                    f"{draw(words(1, 60))}。" + draw(st.sampled_from(["", "力争至2030年末,企业达到25家。"])),
                    tuple(draw(st.lists(st.sampled_from(unit_pool), min_size=1, max_size=3, unique=True))),
                )
                for _ in range(draw(st.integers(1, 3)))
            )
            tasks.append(PrintedTask(area, area if merged else names.pop(), measures, merged))
    goals = tuple(f"{draw(words(4, 10))}。{draw(words(5, 40))}。" for _ in range(draw(st.integers(1, 5))))
    return PrintedPlan(tuple(tasks), goals)


@settings(max_examples=60, deadline=None)
@given(printed_plans(), st.integers(0, 2**32))
def test_any_plan_of_this_structure_is_read_whole(plan: PrintedPlan, seed: int) -> None:
    text = plan.text(random.Random(seed))
    document = read_document(text, {task.area for task in plan.tasks})
    assert [(task.area, task.name) for task in document.tasks] == [(task.area, task.name) for task in plan.tasks]
    for read, printed in zip(document.tasks, plan.tasks, strict=True):
        assert [measure.text for measure in read.measures] == [measure.text for measure in printed.measures]
        assert [set(measure.units) for measure in read.measures] == [set(m.units) for m in printed.measures]
    assert [goal.text for goal in document.goals if goal.number] == list(plan.goals)
    assert [goal.number for goal in document.goals] == list(range(len(plan.goals) + 1))
    places = [document.notice.text, document.preamble.text, document.ideology.text]
    assert all(stands_in(place, text) for place in places)


def test_the_front_matter_is_read() -> None:
    document = read_document(SMALL.text(), {"优化环境"})
    assert document.title == SMALL.title
    assert (document.issuer, document.issued) == ("青田区科学技术局", "2027年11月3日")
    assert document.basis == "《关于支持小微企业创新的意见》(青府发〔2027〕3号)"
    assert (document.first_year, document.last_year) == (2028, 2030)
    assert document.notice.text.startswith("青田区科学技术局关于印发")
    assert document.notice.text.endswith("2027年11月3日")


def test_full_width_signs_are_read_too() -> None:
    text = SMALL.text().translate({ord("("): "\uff08", ord(")"): "\uff09", ord(":"): "\uff1a", ord(","): "\uff0c"})
    document = read_document(text, {"优化环境"})
    assert document.basis == "《关于支持小微企业创新的意见》\uff08青府发〔2027〕3号\uff09"
    assert [task.name for task in document.tasks] == ["培育高新技术企业", "助力企业上市", "优化环境"]


def test_a_row_with_one_name_continues_the_area_above_unless_it_names_an_area() -> None:
    without = read_document(SMALL.text())
    assert without.tasks[-1].area == "培育企业"
    assert read_document(SMALL.text(), {"优化环境"}).tasks[-1].area == "优化环境"


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("序号\n", "", "no_header"),
        ("一、指导思想\n", "", "no_ideology"),
        ("二、发展目标\n", "", "no_goals"),
        ("坚持创新驱动,服务小微企业。\n", "", "empty_ideology"),
        ("2027年11月3日\n", "", "no_date"),
        ("青田区科学技术局\n2027", "特此通知。\n2027", "no_issuer"),
        ("关于印发《", "关于《", "no_circular"),
        ("附件\n青田区小微企业创新三年行动计划(2028-2030年)", "附件\n青田区行动计划", "no_period"),
        ("总体目标:", "——", "no_overall"),
        ("——做强企业", "总体目标:做强企业", "several_overall"),
        ("——做强企业", "做强企业", "stray_paragraph"),
        ("\n2\n助力", "\n4\n助力", "wrong_number"),
        ("备注\n1\n", "备注\n", "cell_before_number"),
        ("1\n培育企业\n培育高新技术企业\n", "1\n培育高新技术企业\n", "first_row_without_area"),
        ("建立后备库。\n区财政局(金融办)、区科技局", "建立后备库。", "too_few_cells"),
        ("给予奖励。力争至2030年末,新增专精特新企业5家以上。\n区经信局", "给予奖励。", "no_units"),
        ("区经信局", "负责这一项工作而且名称特别特别特别特别特别特别特别特别长的单位", "not_units"),
        ("区经信局", "区经信局\n区科技局", "no_content"),
        ("助力企业上市。", "助力。企业上市。", "head_too_long"),
        ("助力企业上市。", "培育高新技术企业", "repeated_name"),
    ],
)
def test_what_cannot_be_read_is_reported_with_its_line(old: str, new: str, problem: str) -> None:
    text = SMALL.text()
    assert old in text
    with pytest.raises(UnreadablePlan) as caught:
        read_document(text.replace(old, new), {"优化环境"})
    found = [one for one in caught.value.problems if one.name == problem]
    assert found, [one.name for one in caught.value.problems]
    lines = text.replace(old, new).splitlines()
    assert all(0 <= one.line <= len(lines) for one in found)
    assert all(one.found and one.expected and one.mend for one in found)


def test_the_line_of_a_problem_is_the_line_of_the_file() -> None:
    text = SMALL.text().replace("区经信局", "\n\n负责这一项工作而且名称特别特别特别特别特别特别特别特别长的单位")
    with pytest.raises(UnreadablePlan) as caught:
        read_document(text)
    (problem,) = caught.value.problems
    assert text.splitlines()[problem.line - 1].startswith("负责这一项工作")
    assert str(problem).startswith(f"plan.txt 第{problem.line}行:")


@pytest.mark.parametrize("text", ["", "\n \u3000\n", "你好", "序号\n领域\n重点工作\n主要内容\n责任单位"])
def test_texts_that_are_no_plan_are_refused(text: str) -> None:
    with pytest.raises(UnreadablePlan):
        read_document(text)


@given(st.text(max_size=300))
def test_no_text_makes_the_reader_fail_otherwise(text: str) -> None:
    with pytest.raises(UnreadablePlan):
        read_document(text)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_plan_with_a_line_removed_is_read_or_reported(data: st.DataObject) -> None:
    lines = SMALL.text().splitlines()
    del lines[data.draw(st.integers(0, len(lines) - 1))]
    with contextlib.suppress(UnreadablePlan):
        assert read_document("\n".join(lines), {"优化环境"}).tasks


def test_goals_have_headings() -> None:
    assert goal_title(2, "提升企业科技创新能力") == "发展目标二:提升企业科技创新能力"
    assert goal_title(11, "其他") == "发展目标11:其他"
