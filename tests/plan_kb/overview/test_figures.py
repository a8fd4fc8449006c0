from __future__ import annotations

import datetime
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plan_kb.answering.reply import Kind
from plan_kb.database import Database
from plan_kb.knowledge import Knowledge
from plan_kb.overview.figures import local, overview
from plan_kb.tables import Turn
from tests.plan_kb.asked_turns import turn

PLAN = "fengxian-sme-2023-2025"
THINGS = (f"{PLAN}#task#9", f"{PLAN}#measure#5.2", f"{PLAN}#unit#区科委", f"{PLAN}#indicator#hightech-enterprises",
          f"{PLAN}#task#99", "old#task#1", "nonsense", f"{PLAN}#area#1")  # fmt: skip
BEGIN = datetime.datetime(2026, 3, 1, 12)
TURNS = st.lists(
    st.builds(
        turn,
        st.just("问"),
        st.sampled_from([kind.value for kind in Kind]),
        at=st.integers(0, 20 * 24).map(lambda hours: BEGIN + datetime.timedelta(hours=hours)),
        things=st.lists(st.sampled_from(THINGS), max_size=3).map(tuple),
        seconds=st.floats(0.001, 5),
        liked=st.sampled_from([None, True, False]),
    ),
    max_size=25,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=TURNS)
def test_the_figures_add_up(rows: list[Turn], published_file: Path, tmp_path: Path, knowledge: Knowledge) -> None:
    database = _emptied(published_file, tmp_path)
    since, until = local(BEGIN).date(), local(BEGIN + datetime.timedelta(days=9)).date()
    counted = [r for r in rows if since <= local(r.at).date() <= until]
    asked = [r for r in counted if r.kind != "smalltalk"]
    kinds, likes = Counter(r.kind for r in counted), Counter(r.feedback[0].liked for r in counted if r.feedback)
    answered = sum(r.kind == "answer" for r in asked)
    with database.writing() as session:
        session.add_all(rows)
    with database.reading() as session:
        found = overview(session, knowledge, since, until)
    assert (found.questions, found.answered) == (len(asked), answered)
    assert len(found.days) == (until - since).days + 1
    assert {kind.value: count for kind, count in found.kinds} == kinds
    assert (found.liked, found.disliked) == (likes[True], likes[False])
    assert (found.share_answered is None) is (not asked)
    assert (found.median_seconds is None) is (not asked)
    assert found.conversations == len(asked)
    for ranking in (found.tasks, found.units, found.indicators):
        assert [item.count for item in ranking] == sorted((item.count for item in ranking), reverse=True)
    database.close()


def _emptied(published_file: Path, tmp_path: Path) -> Database:
    import shutil

    copy = tmp_path / "emptied.sqlite"
    shutil.copy(published_file, copy)
    return Database(f"sqlite:///{copy}")


def test_things_are_called_by_their_names(database: Database, knowledge: Knowledge) -> None:
    at = BEGIN
    with database.writing() as session:
        session.add_all([turn("一", "answer", at=at, things=(thing, thing)) for thing in THINGS])
        session.add(turn("二", "answer", at=at, things=(f"{PLAN}#measure#5.1",)))
    day = local(at).date()
    with database.reading() as session:
        found = overview(session, knowledge, day, day)
    assert [(item.name, item.count) for item in found.units] == [("区科委", 1)]
    assert [(item.name, item.count) for item in found.indicators] == [("“高新技术企业认定数”", 1)]
    names = {item.name: item.count for item in found.tasks}
    assert names["“加强孵化器等创新创业载体建设”(第9项)"] == 1
    assert next(count for name, count in names.items() if "第5项" in name) == 2, "rows count for their task"
    assert {"99", "1"} <= set(names), "what is gone is called by its key"


@pytest.mark.parametrize("kind", ["answer", "smalltalk"])
def test_small_talk_is_no_question(database: Database, knowledge: Knowledge, kind: str) -> None:
    with database.writing() as session:
        session.add(turn("你好", kind, at=BEGIN))
    day = local(BEGIN).date()
    with database.reading() as session:
        assert overview(session, knowledge, day, day).questions == (kind == "answer")
