from __future__ import annotations

import pytest

from plan_kb.database import Database
from plan_kb.edition.draft import load_draft
from plan_kb.edition.publish import publish
from plan_kb.edition.store import NoSuchEdition
from plan_kb.edition_choice import DRAFT, LIVE, EditionChoice, NotAskable


def rename(database: Database, name: str) -> None:
    with database.writing() as session:
        load_draft(session)[0].short = name


def test_the_draft_and_each_edition_can_be_chosen(database: Database) -> None:
    choice = EditionChoice()
    rename(database, "新简称")
    with database.reading() as session:
        draft, live = choice.choose(session, DRAFT), choice.choose(session, LIVE)
        assert choice.choose(session, "1").knowledge is live.knowledge
    assert draft.knowledge.main_plan.plan.short == "新简称"
    assert live.knowledge.main_plan.plan.short == "青田区三年行动计划"
    assert (draft.knowledge.edition.number, live.knowledge.edition.number) == (2, 1)
    assert draft.state != live.state


def test_a_state_is_built_once_for_as_long_as_it_is_the_same(database: Database) -> None:
    choice = EditionChoice()
    with database.reading() as session:
        first = choice.choose(session, DRAFT)
        assert choice.choose(session, DRAFT).knowledge is first.knowledge
    rename(database, "新简称")
    with database.reading() as session:
        second = choice.choose(session, DRAFT)
    assert second.state != first.state
    assert second.knowledge is not first.knowledge


def test_the_newest_edition_is_followed(database: Database) -> None:
    choice = EditionChoice()
    with database.reading() as session:
        assert choice.choose(session, LIVE).name == "1"
    with database.writing() as session:
        publish(session, "again", "tester")
    with database.reading() as session:
        assert choice.choose(session, LIVE).name == "2"


def test_what_cannot_be_asked_is_told(database: Database) -> None:
    choice = EditionChoice()
    with database.reading() as session, pytest.raises(NoSuchEdition):
        choice.choose(session, "9")
    with database.writing() as session:
        load_draft(session)[0].indicators[0].targets[0].bound = "无"
    with database.reading() as session, pytest.raises(NotAskable):
        choice.choose(session, DRAFT)
