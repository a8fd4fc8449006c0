from __future__ import annotations

import datetime
from collections.abc import Sequence

import pytest

from plan_kb.database import Database
from plan_kb.edition.publish import publish
from plan_kb.knowledge import Knowledge
from plan_kb.tables import Turn
from plan_kb.unanswered.collecting import Reason, Wording, collect, key_of
from plan_kb.unanswered.deciding import answer, dismiss, reopen
from tests.plan_kb.asked_turns import now, turn

NOW = now()
HOUR = datetime.timedelta(hours=1)


def put(database: Database, rows: Sequence[Turn]) -> None:
    with database.writing() as session:
        session.add_all(rows)


def collected(database: Database, knowledge: Knowledge, hours: int = 24) -> dict[str, Wording]:
    until = now() + HOUR
    with database.reading() as session:
        return {w.key: w for w in collect(session, knowledge, until - hours * HOUR, until)}


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (turn("人才公寓怎么申请"), Reason.NOT_IN_PLAN),
        (turn("目标是多少", "clarify"), Reason.ASKED_BACK),
        (turn("孵化器今天下雨吗", "off_topic"), Reason.OFF_TOPIC),
        (turn("今天下雨吗", "off_topic"), None),
        (turn("孵化器由谁负责", "answer"), None),
        (turn("你好", "smalltalk"), None),
        (turn("孵化器由谁负责", "answer", liked=False), Reason.DISLIKED),
        (turn("孵化器由谁负责", "answer", liked=True), None),
    ],
    ids=lambda value: value.question if isinstance(value, Turn) else str(value),
)
def test_which_turns_count(database: Database, knowledge: Knowledge, row: Turn, reason: Reason | None) -> None:
    copy = turn(row.question, row.kind, liked=row.feedback[0].liked if row.feedback else None)
    put(database, [copy])
    found = collected(database, knowledge)
    assert [list(w.reasons) for w in found.values()] == ([[reason]] if reason else [])


def test_asking_back_counts_only_without_a_choice(database: Database, knowledge: Knowledge) -> None:
    put(
        database,
        [
            turn("小巨人多少家", "clarify", conversation="chose", at=NOW - 2 * HOUR),
            turn("国家级的", "answer", conversation="chose", at=NOW - HOUR),
            turn("目标多少", "clarify", conversation="gave up", at=NOW - 2 * HOUR),
            turn("算了", "smalltalk", conversation="gave up", at=NOW - HOUR),
        ],
    )
    assert set(collected(database, knowledge)) == {"目标多少"}


def test_the_newest_thumb_counts_and_its_words_are_kept(database: Database, knowledge: Knowledge) -> None:
    changed = turn("孵化器由谁负责", "answer", liked=False, reason="看错了")
    put(database, [changed, turn("上市由谁负责", "answer", liked=False, reason="没写电话")])
    with database.writing() as session:
        from plan_kb.tables import Feedback

        row = session.merge(changed)
        row.feedback.append(Feedback(at=now(), liked=True))
    found = collected(database, knowledge)
    assert set(found) == {"上市由谁负责"}
    assert found["上市由谁负责"].complaint == "没写电话"


def test_one_wording_is_counted_however_it_is_typed(database: Database, knowledge: Knowledge) -> None:
    put(
        database,
        [
            turn("人才公寓怎么申请", at=NOW - 3 * HOUR),
            turn("人才公寓怎麼申請？", at=NOW - HOUR),
            turn(" 人才公寓怎么申请。", at=NOW - 2 * HOUR),
            turn("人才公寓怎么申请", at=NOW - 50 * HOUR),
        ],
    )
    found = collected(database, knowledge)
    assert [(w.key, w.count, w.question) for w in found.values()] == [("人才公寓怎么申请", 3, "人才公寓怎麼申請？")]
    assert found["人才公寓怎么申请"].last == NOW - HOUR


def test_what_is_dismissed_stays_dismissed_until_it_is_reopened(database: Database, knowledge: Knowledge) -> None:
    put(database, [turn("人才公寓怎么申请", at=NOW - HOUR)])
    with database.writing() as session:
        dismiss(session, [key_of("人才公寓怎么申请")], "tester")
    put(database, [turn("人才公寓怎么申请", at=now(), edition=5)])
    assert collected(database, knowledge)["人才公寓怎么申请"].outcome == "dismissed"
    with database.writing() as session:
        assert reopen(session, [key_of("人才公寓怎么申请")]) == 1
    assert collected(database, knowledge)["人才公寓怎么申请"].outcome == ""


def test_what_was_answered_is_open_again_where_the_new_edition_does_not_help(
    database: Database, knowledge: Knowledge
) -> None:
    question = "人才公寓怎么申请"
    put(database, [turn(question, at=NOW - HOUR)])
    with database.writing() as session:
        answer(session, 1, [question], "网上申请。", "区人才办", [key_of(question)], "tester")
    put(database, [turn(question, at=now(), edition=1)])
    assert collected(database, knowledge)[question].outcome == "faq", "it is not published yet"
    with database.writing() as session:
        number = publish(session, "with the answer", "tester")
    assert collected(database, knowledge)[question].outcome == "faq"
    put(database, [turn(question, at=now(), edition=number)])
    assert collected(database, knowledge)[question].outcome == ""
