from __future__ import annotations

import datetime
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from plan_kb.database import Database
from plan_kb.recording import recorder as module
from plan_kb.recording.recorder import FeedbackRecord, TurnRecord, TurnRecorder, now, purge_turns
from plan_kb.tables import Feedback, Turn


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = Database(f"sqlite:///{tmp_path / 'knowledge.sqlite'}", busy_seconds=0.1)
    opened.upgrade()
    yield opened
    opened.close()


@pytest.fixture(autouse=True)
def no_long_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "RETRY_SECONDS", 0.01)


def record(token: str, **more: Any) -> TurnRecord:
    values = {"conversation": "c" * 64, "channel": "website", "language": "zh", "question": "谁负责?", "kind": "answer",
              "text": "区科委", **more}
    return TurnRecord(token=token, **values)


def turns(database: Database) -> list[str]:
    with database.reading() as session:
        return [row.token for row in session.execute(select(Turn.__table__.c.token).order_by(Turn.__table__.c.id))]


def thumbs(database: Database) -> list[tuple[str, bool, str]]:
    turn, feedback = Turn.__table__.c, Feedback.__table__.c
    found = select(turn.token, feedback.liked, feedback.reason).where(turn.id == feedback.turn_id).order_by(feedback.id)
    with database.reading() as session:
        return [tuple(row) for row in session.execute(found)]


def test_everything_that_was_taken_is_written_before_the_stop(database: Database) -> None:
    recorder = TurnRecorder(database)

    def work(start: int) -> None:
        for number in range(200):
            recorder.take(record(f"{start}-{number}"))

    workers = [threading.Thread(target=work, args=(start,)) for start in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    recorder.take(FeedbackRecord("3-199", True, "好"))
    recorder.close()
    assert sorted(turns(database)) == sorted(f"{start}-{n}" for start in range(4) for n in range(200))
    assert thumbs(database) == [("3-199", True, "好")]


def test_all_columns_are_kept(database: Database) -> None:
    at = datetime.datetime(2026, 1, 2, 3, 4, 5)
    recorder = TurnRecorder(database)
    more = {"intent": "ask_unit", "choices": True, "edition": 3, "seconds": 0.25, "at": at}
    recorder.take(record("t", refs=["p#task/6"], things=["p#unit#区科委"], **more))
    recorder.close()
    with database.reading() as session:
        row = session.execute(select(Turn)).scalar_one()
        assert (row.at, row.conversation, row.channel, row.language) == (at, "c" * 64, "website", "zh")
        assert (row.question, row.kind, row.text, row.intent) == ("谁负责?", "answer", "区科委", "ask_unit")
        assert (row.refs, row.things) == (["p#task/6"], ["p#unit#区科委"])
        assert (row.choices, row.edition, row.seconds) == (True, 3, 0.25)


def test_taking_waits_for_nothing(database: Database) -> None:
    recorder = TurnRecorder(database)
    with database.writing():  # nobody else can write
        for number in range(100):
            recorder.take(record(str(number)))
        assert turns(database) == []
    recorder.close()
    assert len(turns(database)) == 100


def test_what_comes_while_the_database_is_away_is_written_afterwards(
    database: Database, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file, aside = tmp_path / "knowledge.sqlite", tmp_path / "aside.sqlite"
    recorder = TurnRecorder(database, gather_seconds=0.01)
    recorder.take(record("before"))
    until(lambda: turns(database) == ["before"])
    database.close()
    file.rename(aside)
    recorder.take(record("meanwhile"))
    recorder.take(FeedbackRecord("meanwhile", False))
    until(lambda: "turns wait to be written" in caplog.text)
    aside.rename(file)
    recorder.take(record("after"))
    recorder.close()
    assert turns(database) == ["before", "meanwhile", "after"]
    assert thumbs(database) == [("meanwhile", False, "")]
    assert caplog.text.count("turns wait to be written") == 1


def test_one_record_that_cannot_be_written_takes_no_other_with_it(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    recorder = TurnRecorder(database)
    for token in ("a", "b", "a", "c"):  # tokens are unique
        recorder.take(record(token))
    recorder.close()
    assert turns(database) == ["a", "b", "c"]
    assert caplog.text.count("could not be written") == 1


def test_long_values_are_cut_to_what_the_table_holds(database: Database) -> None:
    recorder = TurnRecorder(database)
    recorder.take(record("a", question="长" * 5000, intent="i" * 100))
    recorder.take(FeedbackRecord("a", True, "长" * 400))
    recorder.close()
    with database.reading() as session:
        row = session.execute(select(Turn.__table__)).one()
    assert (len(row.question), len(row.intent)) == (600, 40)
    assert len(thumbs(database)[0][2]) == 300


def test_feedback_waits_for_a_turn_that_another_process_writes(database: Database) -> None:
    mine, other = TurnRecorder(database, gather_seconds=0.01), TurnRecorder(database)
    mine.take(FeedbackRecord("late", True))
    mine.take(record("mine"))
    until(lambda: turns(database) == ["mine"])
    other.take(record("late"))
    until(lambda: thumbs(database) == [("late", True, "")])
    mine.close()
    other.close()
    assert thumbs(database) == [("late", True, "")]


def test_feedback_for_nothing_is_given_up(database: Database, caplog: pytest.LogCaptureFixture) -> None:
    recorder = TurnRecorder(database)
    recorder.take(FeedbackRecord("nobody", True))
    recorder.take(FeedbackRecord("long-ago", True, begun=time.monotonic() - 100))
    recorder.close()
    assert thumbs(database) == []
    assert "1 thumbs were for turns that are not there" in caplog.text


def test_old_turns_go_with_their_feedback(database: Database) -> None:
    recorder = TurnRecorder(database)
    recorder.take(record("old", at=now() - datetime.timedelta(days=31)))
    recorder.take(record("new"))
    recorder.take(FeedbackRecord("old", True))
    recorder.take(FeedbackRecord("new", False))
    recorder.close()
    assert purge_turns(database, 0) == 0
    assert purge_turns(database, 30) == 1
    assert turns(database) == ["new"]
    with database.reading() as session:
        assert len(session.execute(select(Feedback.__table__)).all()) == 1


def until(holds: Any) -> None:
    deadline = time.monotonic() + 10
    while not holds():
        assert time.monotonic() < deadline, "it never came about"
        time.sleep(0.01)
