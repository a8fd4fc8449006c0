from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from plan_kb import tables
from plan_kb.database import Database
from plan_kb.edition.compile import compile_plans
from plan_kb.edition.draft import load_draft
from plan_kb.edition.publish import NotPublished, publish, roll_back
from plan_kb.edition.store import NoSuchEdition, newest_number, read_edition, read_history
from plan_kb.edition.wire import DamagedEdition

ROOT = Path(__file__).resolve().parents[3]


def publish_draft(database: Database, comment: str = "again") -> int:
    with database.writing() as session:
        return publish(session, comment, "publisher")


def rename_unit(database: Database, name_en: str) -> None:
    with database.writing() as session:
        load_draft(session)[0].units[0].name_en = name_en


def test_an_edition_is_the_draft_of_its_moment(database: Database) -> None:
    rename_unit(database, "Science Bureau")
    number = publish_draft(database)
    rename_unit(database, "Another name")
    with database.reading() as session:
        assert (number, newest_number(session)) == (2, 2)
        assert read_edition(session).plans[0].units[0].name_en == "Science Bureau"
        assert read_edition(session, 1).plans[0].units[0].name_en == ""
        history = read_history(session)
    assert [(record.number, record.comment, record.author) for record in history] == [
        (2, "again", "publisher"),
        (1, "first", "tester"),
    ]


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(names=st.lists(st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=20), min_size=1, max_size=3))
def test_rolling_back_gives_the_same_content_again(database: Database, names: list[str]) -> None:
    for name in names:
        rename_unit(database, name)
        publish_draft(database)
    with database.reading() as session:
        newest = newest_number(session)
        wanted = random.Random(str(names)).randint(1, newest)
        before = compile_plans(load_draft(session))
    with database.writing() as session:
        number = roll_back(session, wanted, "back", "publisher")
    with database.reading() as session:
        assert number == newest + 1
        assert read_edition(session, number).plans == read_edition(session, wanted).plans
        records = {record.number: record for record in read_history(session)}
        assert records[number].checksum == records[wanted].checksum
        assert records[number].restored_from == wanted
        assert compile_plans(load_draft(session)) == before


def spoil(database: Database) -> None:
    with database.writing() as session:
        load_draft(session)[0].title = "另一个计划"


@pytest.mark.parametrize("comment", ["", "  ", "长" * 501])
def test_nothing_is_published_without_a_fit_comment(database: Database, comment: str) -> None:
    with pytest.raises(NotPublished):
        publish_draft(database, comment)
    with database.reading() as session:
        assert newest_number(session) == 1


def test_a_draft_with_errors_is_not_published(database: Database) -> None:
    spoil(database)
    with pytest.raises(NotPublished) as caught:
        publish_draft(database)
    assert [finding.name for finding in caught.value.findings] == ["words_not_in_text"]
    with database.reading() as session:
        assert newest_number(session) == 1


def test_a_draft_without_plans_is_not_published(empty_database: Database) -> None:
    empty_database.upgrade()
    with pytest.raises(NotPublished, match="no_plan"):
        publish_draft(empty_database)


def test_only_published_editions_can_be_read_or_restored(database: Database) -> None:
    with pytest.raises(NoSuchEdition), database.reading() as session:
        read_edition(session, 5)
    with pytest.raises(NoSuchEdition), database.writing() as session:
        roll_back(session, 5, "back", "publisher")


@pytest.mark.parametrize("statement", ["UPDATE edition SET body = ''", "DELETE FROM edition", "DELETE FROM audit_entry",
                                       "UPDATE audit_entry SET actor = 'x'"])  # fmt: skip
def test_editions_and_the_audit_log_cannot_be_changed(database: Database, statement: str) -> None:
    with pytest.raises(DBAPIError, match="append-only"), database.connecting() as connection:
        connection.execute(text(statement))


def test_a_damaged_edition_is_not_restored(database: Database) -> None:
    with database.connecting() as connection:
        connection.execute(text("DROP TRIGGER edition_no_update"))
        connection.execute(text("UPDATE edition SET body = replace(body, '青田', '红田')"))
    with pytest.raises(DamagedEdition), database.writing() as session:
        roll_back(session, 1, "back", "publisher")


def test_publishers_at_once_get_a_number_each(database: Database) -> None:
    numbers: list[int] = []
    threads = [threading.Thread(target=lambda: numbers.append(publish_draft(database))) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(numbers) == [2, 3, 4, 5, 6]
    with database.reading() as session:
        assert len(read_history(session)) == 6


PUBLISHER = """
import sys, time
from plan_kb.database import Database
from plan_kb.edition.publish import publish
database = Database(sys.argv[1])
def say(word):
    print(word, flush=True)
    if word == sys.argv[2]:
        time.sleep(60)
say("before")
with database.writing() as session:
    publish(session, "from a process", "publisher")
    say("middle")
say("after")
while True:
    with database.writing() as session:
        publish(session, "again", "publisher")
"""


def start_publisher(url: str, stop_at: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", PUBLISHER, url, stop_at], stdout=subprocess.PIPE, text=True, cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip


def kill(process: subprocess.Popen[str]) -> None:
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert process.stdout is not None
    process.stdout.close()


def assert_whole(database: Database) -> int:
    """Check that every edition is whole and has its audit entry; return how many there are."""
    with database.reading() as session:
        numbers = [record.number for record in read_history(session)]
        for number in numbers:
            assert read_edition(session, number).plans
        entries = session.scalars(select(tables.AuditEntry).where(tables.AuditEntry.action == "publish")).all()
    assert [entry.subject for entry in entries] == [f"edition/{number}" for number in sorted(numbers)]
    return len(numbers)


@pytest.mark.parametrize(("stop_at", "editions"), [("before", 1), ("middle", 1), ("after", 2)])
def test_a_kill_leaves_the_state_before_or_after(sqlite_url: str, stop_at: str, editions: int) -> None:
    process = start_publisher(sqlite_url, stop_at)
    assert process.stdout is not None
    while process.stdout.readline().strip() != stop_at:
        pass
    kill(process)
    database = Database(sqlite_url)
    assert assert_whole(database) == editions
    assert publish_draft(database) == editions + 1


def test_kills_at_random_moments_leave_whole_editions(sqlite_url: str) -> None:
    chance = random.Random(5)
    database = Database(sqlite_url)
    for _ in range(3):
        process = start_publisher(sqlite_url, "never")
        assert process.stdout is not None
        while process.stdout.readline().strip() != "after":
            pass
        time.sleep(chance.uniform(0.0, 0.15))
        kill(process)
        assert_whole(database)
    assert publish_draft(database) > 3


def test_reading_goes_on_while_somebody_writes(database: Database) -> None:
    with database.writing() as session:
        publish(session, "not yet committed", "publisher")
        with database.reading() as reader:
            assert newest_number(reader) == 1


