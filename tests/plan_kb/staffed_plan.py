"""The packaged plan with what staff may enter beside it: contacts, progress reports, answers."""

from __future__ import annotations

import dataclasses

from plan_kb.edition.model import Edition, FaqEntry, Plan, StaffFact
from plan_kb.edition.packaged import packaged_edition
from plan_kb.knowledge import Knowledge

COMMISSION, FINANCE = "区科委", "区财政局(金融办)"


def staffed_plan() -> Plan:
    """The plan with two units' contacts and reports of three indicators."""
    plan = packaged_edition().plans[0]
    contacts = {
        COMMISSION: {"telephone": "021-57100001", "address": "南桥镇解放东路1号"},
        FINANCE: {"telephone": "021-57100002", "hours": "周一至周五 9:00-17:00"},
    }
    units = tuple(dataclasses.replace(unit, **contacts.get(unit.key, {})) for unit in plan.units)
    facts = (
        StaffFact("staff/unit/1", "unit", COMMISSION, "区科委:电话021-57100001;地址南桥镇解放东路1号"),
        StaffFact("staff/unit/2", "unit", FINANCE, "区财政局(金融办):电话021-57100002;办公时间周一至周五 9:00-17:00"),
        report(1, "hightech-enterprises", "2024-06-30", "2100家"),
        report(2, "hightech-enterprises", "2025-06-30", "2500家"),
        report(3, plan_indicator("科技创新创业载体数"), "2025-03-31", "19家"),
    )
    return dataclasses.replace(plan, units=units, staff_facts=facts)


def plan_indicator(name: str) -> str:
    """The key of an indicator."""
    return next(i.key for i in packaged_edition().plans[0].indicators if i.name == name)


def report(number: int, indicator: str, as_of: str, value: str) -> StaffFact:
    """A progress report as an edition holds it."""
    text = f"{indicator}:{as_of}为{value}(来源:区科委季报)"
    return StaffFact(f"staff/progress/{number}", "progress", indicator, text, as_of, value, "区科委季报")


def knowledge_with(*answers: FaqEntry) -> Knowledge:
    """The knowledge of the staffed plan with ``answers``."""
    return Knowledge(Edition(7, (dataclasses.replace(staffed_plan(), faq=answers),)))
