"""Replies where an edition holds several plans: each says from which plan it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from plan_kb.answering.part import MOST_BUTTONS
from plan_kb.answering.reply import Button, Kind, Reply
from plan_kb.answering.writer import Writer
from plan_kb.edition.lookup import PlanLookup
from plan_kb.edition.model import Plan

_NAMED = (Kind.ANSWER, Kind.NOT_IN_PLAN, Kind.CLARIFY)
"""Kinds of replies that say something of a plan."""


@dataclass(frozen=True)
class PlanReply:
    """A reply from one plan."""

    lookup: PlanLookup
    made: Reply


def naming_plans(
    replies: Sequence[PlanReply], others: Sequence[PlanLookup], plans: Sequence[Plan], text: str, language: str
) -> Reply:
    """Make one reply of the replies of several plans, each with its plan's name.

    ``plans`` are all that there are; ``others`` could have been meant by ``text``, too: each gets a button that asks
    the same of it.
    """
    answers = [reply for reply in replies if reply.made.kind is Kind.ANSWER] or list(replies[:1])
    first = answers[0].made
    if first.kind not in _NAMED:
        return first
    words = "\n".join(_named(reply, language, plans) for reply in answers)
    citations = tuple(dict.fromkeys(citation for reply in answers for citation in reply.made.citations))
    buttons = tuple(dict.fromkeys(button for reply in answers for button in reply.made.buttons))
    if first.kind is Kind.CLARIFY:
        return replace(first, text=words, citations=citations)
    same = tuple(_asking(lookup, text, language) for lookup in others) if first.kind is Kind.ANSWER else ()
    kept = buttons[: max(0, MOST_BUTTONS - len(same))]
    return replace(first, text=words, citations=citations, buttons=(*kept, *same)[:MOST_BUTTONS])


def _named(reply: PlanReply, language: str, plans: Sequence[Plan]) -> str:
    writer = Writer(reply.lookup, language, plans)
    if reply.made.text == writer.say("absent_place", district=writer.districts()):
        return reply.made.text  # it speaks of all plans
    return writer.say("of_plan", short=writer.plan_name(), text=reply.made.text)


def _asking(lookup: PlanLookup, text: str, language: str) -> Button:
    writer = Writer(lookup, language)
    question = writer.say("for_plan", short=writer.plan_name(), question=text.strip())
    return Button(writer.say("other_plan", short=writer.plan_name()), question)
