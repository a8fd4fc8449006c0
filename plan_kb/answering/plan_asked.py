"""Questions about the plan as a document: issuer, date, basis, period, overview."""
from __future__ import annotations

from typing import TYPE_CHECKING

from plan_kb.answering import plan_facts
from plan_kb.answering.part import Part, joined
from plan_kb.answering.resolving import context_things
from plan_kb.linking.mention import Kind, Thing
from plan_kb.understanding.question import group_of
from plan_kb.understanding.topics import settings

if TYPE_CHECKING:
    from plan_kb.answering.asked import Asked

_OVERALL = "goal/overall"
_ROWS = (Kind.TASK, Kind.MEASURE, Kind.INDICATOR)


def about_plan(asked: Asked) -> Part:
    """Issuer, date, basis, period or overview of the plan, unless something in it is what the question names."""
    reading = asked.reading
    if not reading.linked.of(Kind.PLAN) and not reading.cue("document_words"):
        least = settings()["least_confidence_instead_of_plan"]
        other = next(
            (i for i in reading.intents[1:4] if group_of(i.name) == "fact" and i.confidence >= least), None
        )
        if other is not None:
            return asked.fact(other.name)
    if reading.ask == "ask_overview" and reading.cue("overall_aim") and _OVERALL in asked.writer.lookup.passages:
        return asked.fact("ask_content", (Thing(asked.writer.lookup.plan.key, Kind.PASSAGE, _OVERALL),))
    if reading.units and not reading.rows and reading.ask == "ask_overview":
        return asked.fact("ask_list")
    of_document = reading.linked.of(Kind.PLAN) or reading.cue("document_words")
    unsure = reading.intents[0].confidence < settings()["sure_of_plan"]
    if unsure and not of_document and context_things(reading, _ROWS):
        return asked.not_said("ask_procedure")
    if reading.intents[0].confidence < settings()["least_confidence_of_plan"] and not reading.context.focus:
        return asked.unknown()
    about_row = asked.standing.names_a_row()
    if reading.ask == "ask_overview" and (reading.passages or about_row):
        if not reading.passages and asked.standing.goes_beyond():
            return asked.not_said("ask_other_service")
        fact = next((i for i in reading.intents[1:3] if group_of(i.name) == "fact"), None)
        return asked.fact(fact.name if fact and reading.indicator_names else "ask_content")
    if asked.standing.means_the_focus() or (
        reading.ask == "ask_overview"
        and reading.cue("row_pronouns")
        and not reading.linked.of(Kind.PLAN)
        and context_things(reading, _ROWS)
    ):
        return asked.fact("ask_unit" if reading.ask == "ask_issuer" else "ask_content")
    if about_row and not reading.linked.of(Kind.PLAN):
        return asked.fact("ask_unit") if reading.ask == "ask_issuer" else asked.not_said("ask_procedure")
    if (
        reading.unexplained
        and not reading.linked.of(Kind.PLAN)
        and reading.intents[0].confidence < settings()["sure_of_plan"]
    ):
        return asked.unknown()
    focus = reading.context.focus
    of_basis = reading.cue("basis_words") or (focus is not None and focus.ask == "ask_basis")
    if reading.ask == "ask_document_number" and of_basis:
        # 文号 right after the basis is that of the basis, which the plan does give.
        return plan_facts.answer_about(asked.writer, "ask_basis") or asked.unknown()
    asks = [
        i.name
        for i in reading.intents[:2]
        if i.name == reading.ask
        or (group_of(i.name) == "plan" and i.confidence >= settings()["least_confidence_of_second_fact"])
    ]
    parts = [part for ask in asks or [reading.ask] if (part := plan_facts.answer_about(asked.writer, ask))]
    return joined(parts) if parts else asked.unknown()
