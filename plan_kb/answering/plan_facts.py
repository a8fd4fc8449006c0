"""Answers about the plan as a document: issuer, date, basis, period, what it is."""

from __future__ import annotations

import re

from plan_kb.answering.part import Part, answer, not_in_plan
from plan_kb.answering.writer import Writer
from plan_kb.linking.mention import Kind, Thing


def answer_about(writer: Writer, ask: str) -> Part | None:
    """The part for one of the intents of the group ``plan``."""
    plan = writer.lookup.plan
    things = [Thing(plan.key, Kind.PLAN, plan.key)]
    issuer = plan.issuer_en if writer.english else plan.issuer
    title = plan.title_en if writer.english else plan.title
    if ask == "ask_issuer":
        return answer(
            writer.say("issuer", issuer=_both(writer, plan.issuer, plan.issuer_en)),
            [writer.cite("notice", plan.issuer)],
            things,
        )
    if ask == "ask_issue_date":
        return answer(writer.say("issued", issued=plan.issued), [writer.cite("notice", plan.issued)], things)
    if ask == "ask_basis" and not plan.basis:
        return not_in_plan(writer.say("absent_other"), (), things)
    if ask == "ask_basis":
        return answer(
            writer.say("basis", basis=_both(writer, plan.basis, plan.basis_en)),
            [writer.cite("preamble", plan.basis)],
            things,
        )
    if ask == "ask_document_number":
        return not_in_plan(writer.say("absent_document_number"), (), things)
    if ask == "ask_period":
        return answer(
            writer.say("period", first=plan.first_year, last=plan.last_year),
            [writer.cite("notice", plan.title)],
            things,
        )
    if ask == "ask_overview":
        preamble = writer.lookup.passages["preamble"].text
        return answer(
            writer.say("overview", title=title, issuer=issuer, purpose=preamble),
            [writer.cite("preamble", preamble), writer.cite("notice", plan.title)],
            things,
        )
    return None


def _both(writer: Writer, chinese: str, english: str) -> str:
    return f"{english} ({chinese})" if writer.english else re.sub(r"\s+", "", chinese)
