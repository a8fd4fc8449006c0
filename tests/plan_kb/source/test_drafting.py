from __future__ import annotations

import datetime
import json

import pytest
from sqlalchemy import desc, select

from plan_kb.database import Database
from plan_kb.edition.compile import compile_plan
from plan_kb.edition.draft import load_draft
from plan_kb.edition.wire import load_edition
from plan_kb.source.drafting import AlreadyInDraft, put_plan
from plan_kb.tables import Alias, AliasTarget, AuditEntry, FaqEntry, FaqWording, Plan, ProgressReport
from tests.plan_kb.conftest import small_plan


def test_a_plan_in_the_draft_is_not_replaced_unasked(database: Database) -> None:
    with pytest.raises(AlreadyInDraft), database.writing() as session:
        put_plan(session, small_plan(), "editor")


def test_an_import_is_written_in_the_audit_log(database: Database) -> None:
    with database.reading() as session:
        entries = session.scalars(select(AuditEntry).where(AuditEntry.action == "import")).all()
    assert [(entry.actor, entry.subject, entry.before) for entry in entries] == [
        ("tester", "plan/qingtian-2028-2030", None)
    ]


def enter_staff_work(plan: Plan) -> None:
    units = {unit.name: unit for unit in plan.units}
    indicators = {indicator.key: indicator for indicator in plan.indicators}
    units["区科技局"].telephone = "1234567"
    day = datetime.date(2029, 6, 30)
    indicators["hightech"].reports.append(ProgressReport(value="60家", as_of=day, source="区科技局统计"))
    wording = FaqWording(position=1, question="能咨询吗")
    plan.faq.append(FaqEntry(answer="可以。", source="区科技局", wordings=[wording]))
    plan.aliases.append(
        Alias(surface="科技口", kind="unit", position=99, targets=[AliasTarget(position=1, unit=units["区科技局"])])
    )


def test_what_staff_entered_survives_a_new_import(database: Database) -> None:
    with database.writing() as session:
        enter_staff_work(load_draft(session)[0])
    with database.reading() as session:
        before = compile_plan(load_draft(session)[0])
    with database.writing() as session:
        imported = put_plan(session, small_plan(), "editor", replace=True)
    with database.reading() as session:
        after = compile_plan(load_draft(session)[0])
        audit = session.scalars(select(AuditEntry).order_by(desc(AuditEntry.id))).first()
    assert imported.replaced
    assert not imported.lost
    assert after == before
    assert len(after.staff_facts) == 2
    assert load_edition(1, audit.before["plan"]).plans == (before,)


def test_what_has_no_place_any_more_is_named_and_kept_in_the_audit_log(database: Database) -> None:
    with database.writing() as session:
        plan = load_draft(session)[0]
        enter_staff_work(plan)
        next(unit for unit in plan.units if unit.name == "区科技局").name = "区科委"
        next(indicator for indicator in plan.indicators if indicator.key == "hightech").key = "other"
    with database.writing() as session:
        imported = put_plan(session, small_plan(), "editor", replace=True)
    assert len(imported.lost) == 3
    with database.reading() as session:
        audit = session.scalars(select(AuditEntry).order_by(desc(AuditEntry.id))).first()
    assert json.loads(audit.before["plan"])["plans"][0]["units"][0]["telephone"] == "1234567"
    assert audit.after["lost"] == list(imported.lost)


def test_two_plans_stand_side_by_side(database: Database) -> None:
    other = small_plan()
    other.key = "another-plan"
    with database.writing() as session:
        put_plan(session, other, "editor")
    with database.reading() as session:
        assert [plan.key for plan in load_draft(session)] == ["another-plan", "qingtian-2028-2030"]
