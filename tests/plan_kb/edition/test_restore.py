from __future__ import annotations

import datetime

from sqlalchemy import select

from plan_kb.database import Database
from plan_kb.edition.check import check_draft, errors_of
from plan_kb.edition.compile import compile_plans
from plan_kb.edition.draft import load_draft
from plan_kb.edition.initial import initialise
from plan_kb.edition.publish import publish
from plan_kb.edition.restore import restore_draft
from plan_kb.edition.store import read_edition
from plan_kb.tables import Alias, AliasTarget, AuditEntry, FaqEntry, FaqWording, ProgressReport
from tests.plan_kb.conftest import small_plan


def test_an_edition_comes_back_as_it_was_published(empty_database: Database) -> None:
    initialise(empty_database)
    with empty_database.writing() as session:
        plan = load_draft(session)[0]
        plan.units[0].telephone = "021-12345678"
        report = ProgressReport(value="21家", as_of=datetime.date(2024, 12, 31), source="总结(2024年)")
        plan.indicators[2].reports.append(report)
        entry = FaqEntry(answer="不收费。", source="口径")
        entry.wordings = [FaqWording(position=0, question="要钱吗"), FaqWording(position=1, question="收费吗")]
        plan.faq.append(entry)
        alias = Alias(surface="娃娃", kind="unit", shared=True)
        alias.targets = [AliasTarget(position=place, unit=unit) for place, unit in enumerate(plan.units[:2])]
        plan.aliases.append(alias)
        session.flush()
        number = publish(session, "with the work of staff", "tester")
    with empty_database.writing() as session:
        plan = load_draft(session)[0]
        explained = {row.figure for row in plan.explained_figures}
        session.delete(plan.areas[0])
        session.delete(plan.units[0])
        plan.faq.clear()
        plan.title = "another"
        session.flush()
        session.expire_all()
        restore_draft(session, read_edition(session, number), "tester")
    with empty_database.reading() as session:
        draft = load_draft(session)
        assert compile_plans(draft) == read_edition(session, number).plans
        assert errors_of(check_draft(draft)) == []
        assert {row.figure for row in draft[0].explained_figures} == explained
        entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "restore")).one()
        assert "another" in str(entry.before)


def test_a_plan_that_the_edition_does_not_hold_waits(database: Database) -> None:
    with database.writing() as session:
        other = small_plan()
        other.key = "other"
        session.add(other)
        session.flush()
        restore_draft(session, read_edition(session, 1), "tester")
    with database.reading() as session:
        assert {plan.key: plan.in_edition for plan in load_draft(session)}["other"] is False
        assert compile_plans(load_draft(session)) == read_edition(session, 1).plans
