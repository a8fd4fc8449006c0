from __future__ import annotations

import pytest

from bot.evaluation.share import Share


@pytest.mark.parametrize(("right", "total", "low", "high"), [
    # Newcombe 1998, Statistics in Medicine 17, table I, method 3.
    (81, 263, 25.53, 36.62), (15, 148, 6.24, 16.05), (0, 20, 0.00, 16.11), (1, 29, 0.61, 17.18),
    (20, 20, 83.89, 100.0), (0, 0, 0.0, 100.0),
])
def test_wilson_interval(right: int, total: int, low: float, high: float) -> None:
    assert Share(right, total).interval() == pytest.approx((low, high), abs=0.006)


def test_share_of_marks() -> None:
    assert Share.of([True, False, True, True]) == Share(3, 4)
    assert Share(3, 4).percent == 75
    assert Share.of([]).percent == 0
