from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.channel.website.rates import MOST_KEYS, WINDOW_SECONDS, Window, admitted


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_the_limit_holds_for_any_minute() -> None:
    clock = Clock()
    window = Window(2, clock)
    assert admitted((window, "a")) == 0
    clock.now += 20
    assert admitted((window, "a")) == 0
    assert admitted((window, "a")) == 40
    assert admitted((window, "b")) == 0
    clock.now += 40
    assert admitted((window, "a")) == 0
    assert admitted((window, "a")) == 20


def test_a_refused_event_does_not_count() -> None:
    clock = Clock()
    narrow, wide = Window(1, clock), Window(2, clock)
    assert admitted((narrow, "a"), (wide, "x")) == 0
    for _ in range(5):
        assert admitted((narrow, "a"), (wide, "x")) == 60
    assert admitted((narrow, "b"), (wide, "x")) == 0
    assert admitted((narrow, "c"), (wide, "x")) == 60


def test_no_limit() -> None:
    window = Window(0, Clock())
    assert not any(admitted((window, "a")) for _ in range(1000))


def test_memory_is_bounded() -> None:
    window = Window(1, Clock())
    for number in range(MOST_KEYS + 10):
        admitted((window, str(number)))
    assert window.wait("0") == 0
    assert window.wait(str(MOST_KEYS + 9)) == 60


@given(st.lists(st.integers(0, 30), max_size=60), st.integers(1, 5))
def test_never_more_than_the_limit_and_nobody_waits_longer_than_said(pauses: list[int], limit: int) -> None:
    clock = Clock()
    window = Window(limit, clock)
    passed: list[float] = []
    for pause in pauses:
        clock.now += pause
        wait = admitted((window, "a"))
        if wait:
            assert 1 <= wait <= WINDOW_SECONDS + 1
            assert sum(one > clock.now + wait - WINDOW_SECONDS for one in passed) < limit
        else:
            passed.append(clock.now)
        assert sum(one > clock.now - WINDOW_SECONDS for one in passed) <= limit
