"""Lists by conditions: what is listed satisfies all of them, and the heading says them."""
from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plan_kb.answering import lists
from plan_kb.answering.conditions import Conditions
from plan_kb.answering.reply import Kind
from plan_kb.answering.writer import Writer
from plan_kb.knowledge import Knowledge
from plan_kb.live import packaged_knowledge
from tests.plan_kb.answering.scripted import Dialogue


@pytest.fixture
def dialogue(knowledge: Knowledge) -> Dialogue:
    return Dialogue(knowledge)


def refs(reply) -> set[str]:  # type: ignore[no-untyped-def]
    return {citation.ref for citation in reply.citations}


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_what_is_listed_satisfies_every_condition(data: st.DataObject) -> None:
    lookup = packaged_knowledge().main_plan
    writer = Writer(lookup, "zh", packaged_knowledge().edition.plans)
    unit = data.draw(st.sampled_from(sorted(lookup.units)))
    area = data.draw(st.none() | st.sampled_from(sorted(lookup.areas)))
    units, excluded = data.draw(st.sampled_from([((), ()), (((unit,),), ()), ((), ((unit,),))]))
    count = data.draw(st.none() | st.integers(1, 5))
    targets = data.draw(st.none() | st.booleans())
    part = lists.tasks(
        writer, Conditions(units=units, excluded=excluded, area=area, unit_count=count, targets=targets)
    )
    if part.kind is not Kind.ANSWER:
        return
    heading = part.text.splitlines()[0]
    assert f"{len(part.listed or ())}项" in heading
    for thing in part.listed or ():
        number = int(thing.key)
        named = lookup.units_of_task(number)
        assert area is None or lookup.tasks[number].area == area
        assert not units or unit in named
        assert not excluded or unit not in named
        assert count is None or len(named) == count
        assert targets is None or bool(lookup.targets_of_task(number)) == targets
    stated = [area is not None, bool(units), bool(excluded), count is not None, targets is not None]
    if sum(stated) > 2:
        assert (count is None) or f"{count}个责任单位" in heading
        assert (area is None) or lookup.areas[area].name in heading


def test_a_unit_that_is_there_alone(dialogue: Dialogue) -> None:
    assert dialogue.ask("ask_list", "只由区科委一家负责的任务有哪些").kind is Kind.NOT_IN_PLAN
    assert refs(dialogue.ask("ask_list", "只由市场监管局负责的任务有哪些")) == {"task/12"}


def test_a_condition_holds_within_an_area_and_says_so(dialogue: Dialogue) -> None:
    told = dialogue.ask("ask_list", "优化创新要素配置领域里哪些任务只有一个责任单位")
    assert refs(told) == {"task/12"}
    assert "优化创新要素配置" in told.text.splitlines()[0]


def test_so_many_units_and_one_that_is_not_there(dialogue: Dialogue) -> None:
    told = dialogue.ask("ask_list", "责任单位恰为两个、且未列镇与开发区的任务有哪些")
    assert refs(told) == {"task/6", "task/8", "task/14"}


def test_areas_by_the_number_of_their_tasks(dialogue: Dialogue) -> None:
    told = dialogue.ask("ask_list", "六个领域中,下设任务恰为两项的是哪一个").text
    assert "建设创新人才汇聚高地" in told
    assert "优化创新要素配置" not in told


def test_the_largest_figure_in_one_measure(dialogue: Dialogue) -> None:
    assert "2700家" in dialogue.ask("ask_extreme", "拿“家”来数的那些目标,哪个数顶大").text
    assert "390件" in dialogue.ask("ask_extreme", "按件来算的指标哪个最大").text


def test_the_tasks_of_somebody_unknown_are_not_all_tasks(dialogue: Dialogue) -> None:
    assert dialogue.ask("ask_list", "区氢能推进办有哪些任务?").kind is Kind.NOT_IN_PLAN
    assert len(refs(dialogue.ask("ask_list", "计划有哪些任务?"))) == 15
