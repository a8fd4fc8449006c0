from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from bot.channel.website.exchange_store import Exchange, ExchangeStore, State
from bot.start_error import CannotStart

LIFETIME = 45.0
ANSWER: dict[str, Any] = {"kind": "answer", "text": "区科委"}
ERROR: dict[str, Any] = {"kind": "error", "text": "抱歉", "reference": "AAAA-0000"}


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'data' / 'conversations.sqlite'}"


@pytest.fixture
def store(url: str) -> Iterator[ExchangeStore]:
    opened = ExchangeStore(url, LIFETIME)
    yield opened
    opened.close()


def begin(store: ExchangeStore, key: str, conversation: str = "website/a") -> Exchange:
    return store.begin(key, conversation, "", f"问题{key}", f"turn-{key}-{time.monotonic_ns()}")


def test_a_message_is_begun_once(store: ExchangeStore) -> None:
    first, second = begin(store, "k"), begin(store, "k", "website/b")
    assert (first.state, second.state) == (State.MINE, State.ELSEWHERE)
    assert (second.id, second.turn, second.conversation) == (first.id, first.turn, "website/a")
    finished = store.finish(first, ANSWER)
    assert finished.reply == ANSWER
    again = begin(store, "k")
    assert (again.state, again.reply, again.turn) == (State.FINISHED, ANSWER, first.turn)


def test_two_processes_begin_a_message_once(url: str) -> None:
    stores = [ExchangeStore(url, LIFETIME) for _ in range(4)]
    with ThreadPoolExecutor(8) as pool:
        begun = list(pool.map(lambda number: begin(stores[number % 4], f"k{number // 8}"), range(80)))
    assert sum(one.state is State.MINE for one in begun) == 10
    assert len({one.turn for one in begun}) == 10
    for one in stores:
        one.close()


def test_what_failed_is_tried_again(store: ExchangeStore) -> None:
    first = begin(store, "k")
    store.finish(first, ERROR)
    again = begin(store, "k")
    assert (again.state, again.id) == (State.MINE, first.id)
    assert again.turn != first.turn
    assert begin(store, "k").state is State.ELSEWHERE
    store.finish(again, ANSWER)
    assert [one.reply for one in store.finished_of("website/a", 10)] == [ANSWER]


def test_what_a_killed_process_left_is_taken_over_by_one_only(
    store: ExchangeStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = begin(store, "k")
    later = time.time() + LIFETIME + 1
    monkeypatch.setattr(time, "time", lambda: later)
    assert not store.has_to_wait(begin(store, "other"))
    assert [begin(store, "k").state for _ in range(3)] == [State.MINE, State.ELSEWHERE, State.ELSEWHERE]
    found = store.find("k")
    assert found is not None
    assert found.id == left.id


def test_messages_of_a_conversation_go_in_order(store: ExchangeStore) -> None:
    first, second, third = begin(store, "1"), begin(store, "2"), begin(store, "3")
    assert [store.has_to_wait(one) for one in (first, second, third)] == [False, True, True]
    assert not store.has_to_wait(begin(store, "4", "website/b"))
    store.finish(first, ANSWER)
    assert [store.has_to_wait(one) for one in (second, third)] == [False, True]
    store.drop(second)
    assert not store.has_to_wait(third)
    assert store.find("2") is None


def test_the_newest_turns_are_given_oldest_first(store: ExchangeStore) -> None:
    for number in range(5):
        store.finish(begin(store, str(number)), {**ANSWER, "text": str(number)})
    begin(store, "unfinished")
    store.finish(begin(store, "foreign", "website/b"), ANSWER)
    assert [one.reply and one.reply["text"] for one in store.finished_of("website/a", 3)] == ["2", "3", "4"]
    assert store.finished_of("website/c", 3) == []


def test_a_thumb_needs_a_turn_of_the_conversation(store: ExchangeStore) -> None:
    finished, running = store.finish(begin(store, "1"), ANSWER), begin(store, "2")
    assert store.like("website/a", finished.turn, False)
    assert store.like("website/a", finished.turn, True)
    assert not store.like("website/b", finished.turn, False)
    assert not store.like("website/a", running.turn, False)
    assert not store.like("website/a", "turn-of-nobody", False)
    assert [one.liked for one in store.finished_of("website/a", 10)] == [True]


def test_old_ones_are_deleted(store: ExchangeStore, monkeypatch: pytest.MonkeyPatch) -> None:
    store.finish(begin(store, "old"), ANSWER)
    later = time.time() + 10 * 86400
    monkeypatch.setattr(time, "time", lambda: later)
    store.finish(begin(store, "new"), ANSWER)
    assert store.purge(0) == 0
    assert store.purge(11) == 0
    assert store.purge(9) == 1
    assert [one.key for one in store.finished_of("website/a", 10)] == ["new"]


@pytest.mark.parametrize("url", ["nonsense", "sqlite:////proc/nowhere/x.sqlite", "postgresql://127.0.0.1:9/plan"])
def test_a_database_that_cannot_be_used_is_said_in_one_line(url: str) -> None:
    with pytest.raises(CannotStart) as caught:
        ExchangeStore(url, LIFETIME)
    assert len(str(caught.value).splitlines()) == 1
