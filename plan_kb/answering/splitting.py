"""Several questions in one message: each clause that asks something of its own is read by itself."""

from __future__ import annotations

from dataclasses import replace

from plan_kb.answering.positions import counted_in_list, position_in_list
from plan_kb.knowledge import Knowledge
from plan_kb.linking import cues
from plan_kb.linking.linker import Linked
from plan_kb.linking.mention import Thing
from plan_kb.text.words import is_noun
from plan_kb.understanding.context import Context, Focus
from plan_kb.understanding.explained import still_unexplained
from plan_kb.understanding.question import Clause, Question, group_of
from plan_kb.understanding.reading import Reading
from plan_kb.understanding.story import without_story
from plan_kb.understanding.topics import settings

_ASKING = ("fact", "plan")
_BY_STAFF = ("ask_contact", "ask_result")
"""What only staff's entries answer; without any, a clause that asks for it is not worth a reply of its own."""


def readings_of(knowledge: Knowledge, linked: Linked, question: Question, context: Context) -> list[Reading]:
    """One reading for the message, or one for each of its questions.

    A message is split where two clauses ask different things surely enough; a clause that names nothing asks about
    what the clause before it named.
    """
    linked = counted_in_list(without_story(linked), context)
    unexplained = still_unexplained(knowledge, linked, question.unexplained)
    whole = Reading(knowledge, linked, question.intents, context, unexplained)
    asking = [
        clause
        for clause in question.clauses
        if _asks(knowledge, clause) and _is_a_question(linked.text[clause.start : clause.end])
    ]
    if len(asking) < 2 or whole.cue("within_a_unit"):
        return [_by_its_surest_clause(whole, question)]
    readings = [
        Reading(
            knowledge,
            linked.part(c.start, c.end),
            c.intents,
            context,
            still_unexplained(knowledge, linked, c.unexplained),
        )
        for c in asking
    ]
    if not _worth_splitting(readings):
        return [_by_its_surest_clause(whole, question)]
    completed = []
    lead = linked.part(0, asking[0].start)
    subject = _named(Reading(knowledge, lead, question.intents, context)) if asking[0].start else ()
    for reading in readings:
        leaning = replace(reading, leans=bool(subject))
        named = _named(leaning)
        if named:
            subject = named
        elif subject:
            reading = replace(leaning, context=replace(context, focus=Focus("", subject), listed=()))
        completed.append(reading)
    return completed


def _by_its_surest_clause(whole: Reading, question: Question) -> Reading:
    """The whole message, asked as its surest clause asks where the message as a whole says less of that."""
    lead = settings()["lead_of_a_clause"]
    steering = [c for c in question.clauses if c.intents and c.intents[0].name == "hostile"]
    if (
        any(c.intents[0].confidence >= settings()["sure_of_hostile"] for c in steering)
        and whole.intents
        and whole.intents[0].confidence < settings()["unsure"]
    ):
        return replace(whole, intents=steering[0].intents)
    asking = [
        clause
        for clause in question.clauses
        if clause.intents
        and not _is_of_something_else(whole.knowledge, clause)
        and group_of(clause.intents[0].name) in (*_ASKING, "absent")
        and cues.has("interrogatives", whole.text[clause.start : clause.end])
    ]
    surest = max(asking, key=lambda clause: clause.intents[0].confidence, default=None)
    if surest is None or not whole.intents:
        return whole
    answerable = [c for c in asking if group_of(c.intents[0].name) in _ASKING and c.intents[0].name != "ask_place"]
    sure = settings()["sure_of_clause"]
    if group_of(surest.intents[0].name) == "absent" and any(c.intents[0].confidence >= sure for c in answerable):
        return whole
    if surest.intents[0].confidence < whole.intents[0].confidence + lead:
        return whole
    return replace(whole, intents=surest.intents)


def _named(reading: Reading) -> tuple[Thing, ...]:
    named = reading.rows or reading.places or tuple(t for unit in reading.units for t in unit) or reading.areas
    if named:
        return named
    picked = position_in_list(reading)
    return picked if isinstance(picked, tuple) else ()


def _asks(knowledge: Knowledge, clause: Clause) -> bool:
    if not clause.intents or clause.intents[0].confidence < settings()["least_confidence_of_clause"]:
        return False
    name = clause.intents[0].name
    if _is_of_something_else(knowledge, clause):
        return False
    return group_of(name) in _ASKING or (name in _BY_STAFF and knowledge.has_staff_facts)


def _is_of_something_else(knowledge: Knowledge, clause: Clause) -> bool:
    """Whether a clause that seems to ask about the plan as a document holds a noun strange to it (任期几年)."""
    strange = any(is_noun(word) and not knowledge.knows(word) for word in clause.unexplained)
    return strange and group_of(clause.intents[0].name) == "plan"


def _is_a_question(clause: str) -> bool:
    """Whether a clause has a question word and more: 哪几个 after another question only repeats it."""
    said = cues.without("counting_words", clause.strip(",。!?; "))
    return cues.has("interrogatives", clause) and bool(said.strip())


def _worth_splitting(readings: list[Reading]) -> bool:
    """Whether the clauses ask about different things or ask different questions."""
    questions = {(reading.ask, reading.places or reading.units or reading.areas) for reading in readings}
    return len(questions) > 1
