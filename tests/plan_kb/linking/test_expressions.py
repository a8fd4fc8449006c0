from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plan_kb.linking import expressions
from plan_kb.linking.cues import chinese_number
from plan_kb.linking.expressions import Ordinal, other_bodies, other_places
from plan_kb.text.normalise import normalise
from plan_kb.text.numerals import chinese_value
from tests.plan_kb.messages_of_all_kinds import anything, mixtures


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2025年末", [(2025, None)]),
        ("24年", [(2024, None)]),
        ("二〇二四年", [(2024, None)]),
        ("2023到2025年", [(2023, None), (2025, None)]),
        ("去年", [(None, -1)]),
        ("明年呢", [(None, 1)]),
        ("last year", [(None, -1)]),
        ("十五五期间", [(2030, None)]),
        ("the 15th five-year plan", [(2030, None)]),
        ("2700家", []),
        ("三年行动计划", []),
        ("4000-5000个", []),
        ("", []),
    ],
)
def test_years(text: str, found: list[tuple[int | None, int | None]]) -> None:
    assert [(year.year, year.offset) for year in expressions.years(text)] == found


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("2700家", 2700, "家"),
        ("两千七百家", 2700, "家"),
        ("390件", 390, "件"),
        ("1000亿元", 1000e8, "元"),
        ("13亿", 13e8, ""),
        ("600多家", 600, "家"),
        ("达到2700", 2700, ""),
        ("五百名", 500, "名"),
        ("100 billion", 100e9, "billion"),
    ],
)
def test_figures(text: str, value: float, unit: str) -> None:
    figures = expressions.figures(text, [])
    assert [(figure.value, figure.unit_of_measure) for figure in figures] == [(value, unit)]


@pytest.mark.parametrize("text", ["一个", "一家单位", "第3项", "一起", "千方百计", "孵化器", ""])
def test_what_is_no_figure(text: str) -> None:
    assert not expressions.figures(text, [])


def test_what_is_taken_is_no_figure() -> None:
    assert not expressions.figures("2025年", [(0, 5)])


def only(text: str) -> Ordinal:
    found = expressions.ordinals(text)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "noun", "position"),
    [
        ("第8项任务", "task", 8),
        ("第八项重点工作", "task", 8),
        ("任务8", "task", 8),
        ("序号12", "task", 12),
        ("8号任务", "task", 8),
        ("task 6", "task", 6),
        ("发展目标第二条", "goal", 2),
        ("第三个领域", "area", 3),
        ("area 4", "area", 4),
        ("第二个", "", 2),
        ("最后一项", "", -1),
        ("倒数第二个", "", -2),
        ("the third one", "", 3),
        ("第十五项任务", "task", 15),
    ],
)
def test_ordinals(text: str, noun: str, position: int) -> None:
    ordinal = only(text)
    assert (ordinal.noun, ordinal.position) == (noun, position)


@pytest.mark.parametrize(("text", "step"), [("下一项", 1), ("上一个", -1), ("next one", 1), ("previous task", -1)])
def test_steps(text: str, step: int) -> None:
    assert only(text).step == step


def test_the_first_few() -> None:
    assert (only("前三个").position, only("前三个").first_n) == (3, True)


@given(st.integers(1, 99))
def test_every_number_of_a_task_is_read_in_both_scripts(number: int) -> None:
    assert only(f"第{number}项任务").position == only(f"第{chinese_number(number)}项任务").position == number
    assert chinese_value(chinese_number(number)) == number


@given(st.one_of(anything, mixtures).map(normalise))
def test_expressions_stand_inside_the_text_and_beside_each_other(text: str) -> None:
    years, ordinals = expressions.years(text), expressions.ordinals(text)
    taken = [(year.start, year.end) for year in years] + [(ordinal.start, ordinal.end) for ordinal in ordinals]
    figures = expressions.figures(text, taken)
    for spans in ([(y.start, y.end) for y in years], [(o.start, o.end) for o in ordinals],
                  [(f.start, f.end) for f in figures]):  # fmt: skip
        assert all(0 <= start < end <= len(text) for start, end in spans)
        assert all(left[1] <= right[0] for left, right in pairwise(spans))


def test_own_district_is_no_other_place() -> None:
    places = other_places("松江区的计划,长三角")
    assert not places.find("松江区")
    assert places.find("奉贤") or places.find("浦东")


def test_bodies_that_the_plan_names_are_no_other_bodies() -> None:
    bodies = other_bodies("区科委、区教育局")
    assert bodies.find("卫健委管哪些事") == [(0, 3)]
    assert not bodies.find("教育局管哪些事")


@pytest.mark.parametrize("text", ["先写三百字", "等了20分钟", "翻到40页"])
def test_lengths_of_texts_and_times_are_no_values(text: str) -> None:
    assert not expressions.figures(text, [])


def test_the_goals_are_counted_where_they_are_named() -> None:
    assert [(o.noun, o.position) for o in expressions.ordinals("发展目标里头第五个")] == [("goal", 5)]
