from __future__ import annotations

import pytest
from sqlalchemy import select

from plan_kb.database import Database
from plan_kb.edition.check import check_draft, errors_of
from plan_kb.edition.draft import load_draft
from plan_kb.edition_choice import DRAFT, EditionChoice
from plan_kb.linking.mention import Kind, Thing
from plan_kb.tables import Alias, FaqEntry, Unanswered
from plan_kb.unanswered.deciding import Refused, answer, attach, dismiss
from plan_kb.unanswered.suggesting import nameable

PLAN = "qingtian-2028-2030"
TASK = Thing(PLAN, Kind.TASK, "2")


def decisions(database: Database) -> dict[str, str]:
    with database.reading() as session:
        return {row.wording: row.outcome for row in session.scalars(select(Unanswered))}


def test_a_name_for_each_kind_of_thing_is_understood_by_the_draft(database: Database) -> None:
    choice = EditionChoice()
    with database.reading() as session:
        things = [item.thing for item in nameable(choice.choose(session, DRAFT).knowledge)]
    assert {thing.kind for thing in things} == {
        Kind.TASK, Kind.MEASURE, Kind.INDICATOR, Kind.UNIT, Kind.AREA, Kind.PASSAGE,
    }  # fmt: skip
    for number, thing in enumerate(things):
        with database.writing() as session:
            attach(session, thing, f"别号{'甲乙丙丁戊己庚辛壬癸'[number % 10]}{number}", [], "tester")
    with database.reading() as session:
        assert errors_of(check_draft(load_draft(session))) == []
        knowledge = choice.choose(session, DRAFT).knowledge
    for number, thing in enumerate(things):
        linked = knowledge.link(f"别号{'甲乙丙丁戊己庚辛壬癸'[number % 10]}{number}")
        assert [m.things for m in linked.mentions] == [(thing,)]


def test_the_wordings_are_settled_with_it(database: Database) -> None:
    with database.writing() as session:
        attach(session, TASK, "挂牌", ["挂牌找谁", "挂牌归谁管"], "tester")
    assert decisions(database) == {"挂牌找谁": "alias", "挂牌归谁管": "alias"}
    with database.writing() as session:
        dismiss(session, ["挂牌找谁"], "tester")
    assert decisions(database)["挂牌找谁"] == "dismissed"


@pytest.mark.parametrize(
    ("thing", "name", "reason"),
    [
        (TASK, "", "length"),
        (TASK, "长" * 61, "length"),
        (TASK, "企业", "ordinary"),
        (TASK, "任务", "ordinary"),
        (TASK, "上市", "known"),
        (TASK, "助力企业上市", "known"),
        (TASK, "高企", "taken"),
        (TASK, "区科技局", "taken"),
        (Thing(PLAN, Kind.TASK, "99"), "挂牌", "gone"),
        (Thing("no-plan", Kind.TASK, "2"), "挂牌", "gone"),
    ],
)
def test_what_would_spoil_other_answers_is_refused(database: Database, thing: Thing, name: str, reason: str) -> None:
    with pytest.raises(Refused) as caught, database.writing() as session:
        attach(session, thing, name, ["x"], "tester")
    assert caught.value.reason == reason
    assert decisions(database) == {}
    with database.reading() as session:
        assert session.scalars(select(Alias).where(Alias.__table__.c.origin == "staff")).all() == []


def test_an_answer_is_written_with_its_wordings(database: Database) -> None:
    with database.writing() as session:
        answer(session, 1, ["怎么领", " ", "怎么领", "如何领"], " 网上领。 ", "口径", ["怎么领"], "tester")
    with database.reading() as session:
        entry = session.scalars(select(FaqEntry)).one()
        assert ([w.question for w in entry.wordings], entry.answer) == (["怎么领", "如何领"], "网上领。")
    assert decisions(database) == {"怎么领": "faq"}


@pytest.mark.parametrize("missing", ["wordings", "answer", "source", "plan"])
def test_an_incomplete_answer_is_refused(database: Database, missing: str) -> None:
    with pytest.raises(Refused) as caught, database.writing() as session:
        answer(
            session,
            99 if missing == "plan" else 1,
            ["  "] if missing == "wordings" else ["怎么领"],
            "" if missing == "answer" else "网上领。",
            "" if missing == "source" else "口径",
            ["怎么领"],
            "tester",
        )
    assert caught.value.reason == ("gone" if missing == "plan" else "incomplete")
    assert decisions(database) == {}
