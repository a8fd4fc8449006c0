"""Turns about a paragraph of the text: what else the one that was cited says, and another one for the last question."""
from __future__ import annotations

from typing import TYPE_CHECKING

from plan_kb.answering.fact_asked import FactAsked
from plan_kb.answering.facts import targets_of
from plan_kb.answering.part import Part
from plan_kb.linking.mention import Kind, Thing

if TYPE_CHECKING:
    from plan_kb.answering.asked import Asked

_LONGEST_FRAGMENT = 14
_OFTEN_MISTAKEN = ("ask_result", "ask_compare", "ask_other_figure", "ask_confirm")
"""Likeliest intents of questions for the other figures of a paragraph, besides those that fit."""


def of_same_paragraph(asked: Asked) -> Part | None:
    """The other figures of the paragraph that was cited last."""
    reading = asked.reading
    places = reading.context.places
    asks = ("ask_target", "ask_place", "ask_list", "ask_count", "more", "ask_content", *_OFTEN_MISTAKEN)
    if not places or reading.names_something or not reading.cue("same_paragraph") or reading.ask not in asks:
        return None
    if not (reading.cue("targets_listed") or reading.cue("figure_words") or reading.cue("value_words")):
        return None
    plan = asked.writer.lookup.plan.key
    things = [
        Thing(plan, Kind.TASK, place.removeprefix("task/"))
        if place.startswith("task/")
        else Thing(plan, Kind.PASSAGE, place)
        for place in places
    ]
    if reading.cue("task_itself"):
        things = [thing for thing in things if thing.kind is Kind.TASK] or things
    telling = [thing for thing in things if len(targets_of(asked.writer, thing)) > 1]
    return asked.fact("ask_target", ((telling or things)[0],))


def of_another_paragraph(asked: Asked) -> Part | None:
    """What was asked of a goal, asked of the goal that a fragment names (载体那段的)."""
    reading, focus = asked.reading, asked.reading.context.focus
    of_goal = focus is not None and bool(focus.things) and focus.things[0].kind is Kind.PASSAGE
    if focus is None or not of_goal or not reading.cue("paragraph") or reading.cue("interrogatives"):
        return None
    goals = FactAsked(reading, asked.writer).indicators.goals() if len(reading.text) <= _LONGEST_FRAGMENT else ()
    return asked.fact(focus.ask, goals) if goals else None
