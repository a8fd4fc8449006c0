from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.nlu.frame import AREA, FIGURE, MARKERS, PASSAGE, PLACE, PLAN, THING, UNIT, YEAR, Span, frame, natural, spans_of
from plan_kb.live import packaged_knowledge
from tests.bot.nlu.pipeline import frame_of

pytestmark = pytest.mark.usefixtures("packaged_plan")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("孵化器由谁负责?", f"{THING} 由谁负责?"),
        ("区科委有哪些任务", f"{UNIT} 有哪些任务"),
        ("优化创新要素配置领域有哪些任务", f"{AREA} 领域有哪些任务"),
        ("指导思想写了什么", f"{PASSAGE} 写了什么"),
        ("行动计划是谁印发的", f"{PLAN} 是谁印发的"),
        ("390件指的是什么", f"{FIGURE} 指的是什么"),
        ("松江区呢", f"{PLACE} 区呢"),
        ("2024年呢", f"{YEAR} 呢"),
        ("第8项任务由谁负责", f"{THING} 由谁负责"),
        ("今天天气怎么样", "今天天气怎么样"),
        ("who is responsible for incubators", f"who is responsible for {THING} s"),
    ],
)
def test_mentions_become_markers(text: str, expected: str) -> None:
    assert frame_of(text).replace(" s", "") == expected.replace(" s", "")


def test_questions_about_different_things_have_the_same_frame() -> None:
    frames = {
        frame_of(f"{thing}由哪个部门负责?")
        for thing in ("孵化器", "知识产权", "科创板上市", "5G基站", "第6项任务", "揭榜挂帅")
    }
    assert len(frames) == 1


def test_the_longest_of_overlapping_spans_counts() -> None:
    assert frame("院士专家工作站总数", [Span(0, 7, UNIT), Span(0, 9, THING)]) == THING


def test_nothing_mentioned_nothing_replaced() -> None:
    assert frame("你好", []) == "你好"


@given(st.text(alphabet="孵化器科委由谁负责的目标", max_size=20))
def test_what_is_not_mentioned_stays(text: str) -> None:
    linked = packaged_knowledge().link(text)
    spans = spans_of(linked)
    covered = {position for span in spans for position in range(span.start, span.end)}
    kept = [character for position, character in enumerate(linked.text) if position not in covered and character != " "]
    assert [c for c in frame(linked.text, spans) if c not in MARKERS and c != " "] == kept


def test_markers_are_read_out_as_words() -> None:
    assert natural(f"{THING} 由谁负责") == "这项工作由谁负责"
    assert natural(f"who runs {THING}") == "who runs this item"
    assert not any(marker in natural(" ".join(sorted(MARKERS))) for marker in MARKERS)
