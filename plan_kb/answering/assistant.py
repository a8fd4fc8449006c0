"""From a question and its context to a reply: the order in which the readings of a message are tried."""

from __future__ import annotations

from plan_kb.answering.asked import Asked
from plan_kb.answering.faq_asked import FaqAsked
from plan_kb.answering.followups import follow_up_buttons
from plan_kb.answering.part import MOST_BUTTONS, Part, merged
from plan_kb.answering.plan_named import PlanReply, naming_plans
from plan_kb.answering.positions import bare_number
from plan_kb.answering.reply import Kind, Reply
from plan_kb.answering.splitting import readings_of
from plan_kb.answering.writer import Writer
from plan_kb.knowledge import Knowledge
from plan_kb.linking.linker import Linked
from plan_kb.linking.mention import Thing
from plan_kb.text.normalise import HAN, visible
from plan_kb.understanding.context import Context, Focus
from plan_kb.understanding.plans import plans_meant
from plan_kb.understanding.question import Question
from plan_kb.understanding.reading import Reading

LONGEST_MESSAGE = 500
_NO_ANSWER = (Kind.NOT_IN_PLAN, Kind.CLARIFY, Kind.OFF_TOPIC)


def reply(
    knowledge: Knowledge, question: Question, context: Context, longest: int = LONGEST_MESSAGE
) -> tuple[Reply, Context]:
    """Answers a question from one edition.

    Args:
        knowledge: the edition in memory.
        question: the message with its intents.
        context: what earlier turns of the conversation left.
        longest: characters of a message that are read.

    Returns:
        The reply, and the context for the next turn.
    """
    linked = knowledge.link(question.text[: longest + 1])
    language = "en" if linked.is_english else "zh"
    writer = Writer(knowledge.main_plan, language, knowledge.edition.plans)
    number = knowledge.edition.number
    if len(question.text.strip()) > longest:
        return Reply(Kind.OFF_TOPIC, writer.say("too_long", limit=longest), (), (), number), context
    if not any(character.isalnum() or f"{HAN[0]}" <= character <= f"{HAN[2]}" for character in visible(question.text)):
        return Reply(Kind.OFF_TOPIC, writer.say("empty"), (), (), number), context
    parts = FaqAsked(knowledge, linked, language).strong()
    if parts:
        return merged(parts, number), context
    meant = plans_meant(knowledge, question.text, context)
    replies: list[PlanReply] = []
    for key in meant.keys:
        view = knowledge.about(key)
        made, context = _reply_of_plan(view, view.link(question.text), question, context, language)
        replies.append(PlanReply(view.main_plan, made))
    if len(knowledge.lookups) == 1:
        return replies[0].made, context
    others = [knowledge.lookups[key] for key in meant.others]
    return naming_plans(replies, others, knowledge.edition.plans, question.text, language), context


def _reply_of_plan(
    knowledge: Knowledge, linked: Linked, question: Question, context: Context, language: str
) -> tuple[Reply, Context]:
    """The reply from an edition with one plan."""
    number = knowledge.edition.number
    by_staff = FaqAsked(knowledge, linked, language)
    parts: list[Part] = []
    after = context
    for reading in readings_of(knowledge, linked, question, context):
        part = Asked(reading, language).part()
        parts.append(part)
        after = _context_after(reading, part, after)
    if all(part.kind in _NO_ANSWER for part in parts):
        fitting = by_staff.instead(parts)
        if fitting is not parts:
            return merged(fitting, number), context
    made = merged(parts, number)
    if made.kind in (Kind.ANSWER, Kind.NOT_IN_PLAN) and not made.buttons:
        buttons = follow_up_buttons(Writer(knowledge.main_plan, language), parts[0])[:MOST_BUTTONS]
        made = Reply(made.kind, made.text, made.citations, buttons, number)
    return made, after


def _context_after(reading: Reading, part: Part, context: Context) -> Context:
    ask = part.ask or reading.ask
    if part.kind is Kind.CLARIFY:
        return context.asking_back(ask, part.listed or ())
    if part.kind is Kind.ANSWER or (part.kind is Kind.NOT_IN_PLAN and part.things):
        if part.kind is Kind.NOT_IN_PLAN and reading.group != "fact":
            ask = context.focus.ask if context.focus else "ask_content"
        places = tuple(dict.fromkeys(citation.ref for citation in part.citations))
        focus = Focus(ask, part.things, _numbered(reading, part.things, context))
        return context.with_focus(focus, part.listed, places)
    return context


def _numbered(reading: Reading, things: tuple[Thing, ...], context: Context) -> bool:
    """Whether the reading named its thing by number, outright or by going on with a numbered one."""
    named = any(ordinal.noun and not ordinal.step for ordinal in reading.linked.ordinals)
    focus = context.focus
    return named or bool(
        focus and focus.numbered and (reading.linked.ordinals or bare_number(reading) or things == focus.things)
    )
