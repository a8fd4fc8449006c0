from __future__ import annotations

import datetime

from hypothesis import given
from hypothesis import strategies as st

from plan_kb.console.charts import columns, shares
from plan_kb.overview.figures import Day

FIRST = datetime.date(2026, 1, 1)
DAYS = st.lists(
    st.integers(0, 50_000).flatmap(lambda asked: st.tuples(st.just(asked), st.integers(0, asked))), max_size=120
)


@given(DAYS)
def test_bars_stand_on_the_base_and_keep_their_proportion(counts: list[tuple[int, int]]) -> None:
    days = [Day(FIRST + datetime.timedelta(days=n), *pair) for n, pair in enumerate(counts)]
    chart = columns(days)
    assert len(chart.bars) == len(days)
    top = int(chart.lines[-1].label)
    assert top >= max((asked for asked, _ in counts), default=0)
    assert len(chart.lines) == 5
    for bar, day in zip(chart.bars, days, strict=True):
        assert 0 <= bar.answered_height <= bar.height <= chart.base
        assert abs(bar.y + bar.height - chart.base) < 0.2
        assert chart.left <= bar.x
        assert bar.x + bar.width <= chart.right + 0.2
        assert (bar.height == 0) is (round((chart.base - 14) * day.questions / top, 1) == 0)
    assert 0 < sum(bool(bar.label) for bar in chart.bars) <= 10 or not days


@given(st.lists(st.tuples(st.text(max_size=5), st.integers(1, 10_000)), max_size=12))
def test_the_longest_bar_is_whole(items: list[tuple[str, int]]) -> None:
    bars = shares(items)
    assert [(bar.label, bar.count) for bar in bars] == items
    assert all(0 <= bar.width <= 100 for bar in bars)
    assert not bars or max(bar.width for bar in bars) == 100
