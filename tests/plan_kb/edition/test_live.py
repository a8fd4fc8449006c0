from __future__ import annotations

import functools
import logging
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from plan_kb.database import Database, DatabaseUnavailable
from plan_kb.edition.live import LiveEdition
from plan_kb.edition.model import Edition
from plan_kb.edition.publish import publish
from plan_kb.edition.store import NoSuchEdition

SWAP_SECONDS = 2.0


def publish_draft(database: Database) -> int:
    with database.writing() as session:
        return publish(session, "again", "publisher")


def reached(live: LiveEdition[Any], number: int) -> bool:
    return live.number == number


def wait_for(condition: Callable[[], bool], seconds: float = SWAP_SECONDS) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.01)
    return condition()


@pytest.fixture
def live(database: Database) -> Iterator[LiveEdition[Edition]]:
    live = LiveEdition(database, lambda edition: edition)
    yield live
    live.close()


def test_a_newer_edition_is_swapped_in_within_two_seconds(database: Database, live: LiveEdition[Edition]) -> None:
    assert live.current.number == live.number == 1
    publish_draft(Database(database.shown_url))
    assert wait_for(lambda: live.current.number == 2)


def test_refreshing_does_not_wait(database: Database, live: LiveEdition[Edition]) -> None:
    assert not live.refresh()
    publish_draft(database)
    assert live.refresh()
    assert live.current.number == 2
    assert not live.refresh()


def test_readers_see_one_edition_or_the_other_while_they_are_swapped(database: Database) -> None:
    live = LiveEdition(database, lambda edition: (edition.number, edition), poll_seconds=0.05)
    wrong: list[object] = []
    seen: set[int] = set()
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            number, edition = live.current
            seen.add(number)
            if edition.number != number or not edition.plans:
                wrong.append(edition)
            time.sleep(0.0005)

    reader = threading.Thread(target=read)
    reader.start()
    assert wait_for(lambda: 1 in seen)
    for _ in range(3):
        number = publish_draft(database)
        assert wait_for(functools.partial(reached, live, number))
    assert wait_for(lambda: 4 in seen)
    done.set()
    reader.join()
    live.close()
    assert not wrong
    assert 1 in seen


def test_a_database_without_an_edition_cannot_be_live(empty_database: Database) -> None:
    empty_database.upgrade()
    with pytest.raises(NoSuchEdition):
        LiveEdition(empty_database, lambda edition: edition)


def test_a_database_that_is_away_at_the_start_is_said(tmp_path: Path) -> None:
    with pytest.raises(DatabaseUnavailable):
        LiveEdition(Database(f"sqlite:///{tmp_path / 'none' / 'x.sqlite'}"), lambda edition: edition)


def test_the_old_edition_stays_while_the_database_is_away(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    file = Path(database.engine.url.database or "")
    away = file.with_suffix(".away")
    live = LiveEdition(database, lambda edition: edition, poll_seconds=0.05)
    with caplog.at_level(logging.INFO, logger="plan_kb.edition.live"):
        file.rename(away)
        assert wait_for(lambda: "edition 1 stays" in caplog.text)
        time.sleep(0.3)
        assert live.current.number == 1
        assert caplog.text.count("edition 1 stays") == 1
        assert not file.exists()
        away.rename(file)
        publish_draft(database)
        assert wait_for(lambda: live.number == 2)
        assert wait_for(lambda: "can be read again" in caplog.text)
    live.close()


def test_an_edition_that_cannot_be_used_is_tried_once_and_the_next_one_is_taken(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    built: list[int] = []

    def build(edition: Edition) -> Edition:
        built.append(edition.number)
        if edition.number == 2:
            raise ValueError("no index")
        return edition

    live = LiveEdition(database, build, poll_seconds=0.05)
    publish_draft(database)
    assert wait_for(lambda: "edition 2 cannot be used" in caplog.text)
    time.sleep(0.3)
    assert live.current.number == 1
    assert built == [1, 2]
    publish_draft(database)
    assert wait_for(lambda: live.current.number == 3)
    live.close()


def test_a_damaged_edition_is_not_taken(database: Database, caplog: pytest.LogCaptureFixture) -> None:
    live = LiveEdition(database, lambda edition: edition, poll_seconds=0.05)
    with database.connecting() as connection:
        connection.execute(
            text(
                "INSERT INTO edition (number, body, checksum, comment, author, created)"
                " VALUES (2, '{}', 'x', 'c', 'a', '2029-01-01 00:00:00')"
            )
        )
    assert wait_for(lambda: "edition 2 cannot be used" in caplog.text)
    assert live.current.number == 1
    live.close()


def test_closing_ends_the_thread(database: Database) -> None:
    before = set(threading.enumerate())
    live = LiveEdition(database, lambda edition: edition)
    live.close()
    assert not [thread for thread in set(threading.enumerate()) - before if thread.name == "live-edition"]
    assert live.current.number == 1
