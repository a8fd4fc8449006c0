from __future__ import annotations

import sqlite3
import statistics
import time
from pathlib import Path

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, Event, SessionStarted, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.tracker_store import SECONDS_PER_DAY, ConversationStore, StoreUnreachable


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "folder" / "conversations.sqlite"


@pytest.fixture
def store(file: Path) -> ConversationStore:
    return ConversationStore(domain=Domain.empty(), host=f"sqlite:///{file}")


def turn(text: str, timestamp: float | None = None) -> list[Event]:
    made: list[Event] = [UserUttered(text, {"name": "greet", "confidence": 1.0}), ActionExecuted("action_answer")]
    made += [BotUttered("答复"), ActionExecuted("action_listen")]
    for event in made:
        event.timestamp = timestamp or time.time()
    return made


def tracker_of(sender: str, events: list[Event]) -> DialogueStateTracker:
    return DialogueStateTracker.from_events(sender, events)


def said(tracker: DialogueStateTracker) -> list[str | None]:
    return [event.text for event in tracker.events if isinstance(event, UserUttered)]


async def test_conversation_comes_back(store: ConversationStore) -> None:
    await store.save(tracker_of("a", [SessionStarted(), *turn("你好")]))
    found = await store.retrieve("a")
    assert found is not None
    assert found.latest_message is not None
    assert found.latest_message.text == "你好"
    assert await store.retrieve("b") is None


async def test_only_the_latest_session_comes_back_and_grows(store: ConversationStore) -> None:
    await store.save(tracker_of("a", [SessionStarted(timestamp=1.0), *turn("第一次", 2.0)]))
    await store.save(tracker_of("a", [SessionStarted(timestamp=1.0), *turn("第一次", 2.0), SessionStarted()]))
    for text in ("第二次", "第三次"):
        found = await store.retrieve("a")
        assert found is not None
        for event in turn(text):
            found.update(event)
        await store.save(found)
    latest, everything = await store.retrieve("a"), await store.retrieve_full_tracker("a")
    assert latest is not None
    assert everything is not None
    assert said(latest) == ["第二次", "第三次"]
    assert said(everything) == ["第一次", "第二次", "第三次"]


def test_file_is_in_wal_mode_with_an_index(store: ConversationStore, file: Path) -> None:
    with sqlite3.connect(file) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        plan = connection.execute("EXPLAIN QUERY PLAN SELECT * FROM events WHERE sender_id = 'a' AND timestamp > 1")
        assert "ix_events_sender_timestamp" in str(plan.fetchall())
    with store.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 1


async def test_old_conversations_are_purged(store: ConversationStore) -> None:
    long_ago = time.time() - 31 * SECONDS_PER_DAY
    await store.save(tracker_of("old", turn("你好", long_ago)))
    await store.save(tracker_of("new", turn("你好")))
    assert store.purge(0) == 0
    assert store.purge(30) == 4
    assert list(await store.keys()) == ["new"]


async def test_one_conversation_can_be_forgotten(store: ConversationStore) -> None:
    await store.save(tracker_of("a", turn("你好")))
    await store.save(tracker_of("b", turn("你好")))
    store.forget("a")
    assert list(await store.keys()) == ["b"]


@pytest.mark.parametrize("url", [
    "sqlite:////proc/no/such/folder/x.sqlite", "nonsense", "nosuchdialect://x/y", "postgresql://127.0.0.1:1/x",
])
def test_unreachable_database_is_one_line(url: str) -> None:
    with pytest.raises(StoreUnreachable) as caught:
        ConversationStore(domain=Domain.empty(), host=url)
    assert len(str(caught.value).splitlines()) == 1


def test_file_that_is_no_database_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "x.sqlite").write_bytes(b"no database at all, but long enough to be read as one" * 100)
    with pytest.raises(StoreUnreachable):
        ConversationStore(domain=Domain.empty(), host=f"sqlite:///{tmp_path / 'x.sqlite'}")


async def test_message_costs_little(store: ConversationStore) -> None:
    """Far below Rasa's 6 ms; the bound is wide because test machines are busy."""
    costs = []
    for number in range(30):
        sender = f"sender-{number % 5}"
        begin = time.perf_counter()
        tracker = await store.retrieve(sender) or tracker_of(sender, [])
        costs.append(time.perf_counter() - begin)
        for event in turn("科创板上市由哪个部门负责"):
            tracker.update(event)
        begin = time.perf_counter()
        await store.save(tracker)
        costs[-1] += time.perf_counter() - begin
    assert statistics.median(costs) < 0.01
