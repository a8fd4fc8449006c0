"""Buttons that lead on from an answer: the other questions about the same thing."""

from __future__ import annotations

from plan_kb.answering import facts
from plan_kb.answering.part import Part
from plan_kb.answering.reply import Button
from plan_kb.answering.writer import Writer
from plan_kb.linking.mention import Kind, Thing


def follow_up_buttons(writer: Writer, part: Part) -> tuple[Button, ...]:
    """Plain questions about what the part is about, apart from what it answered."""
    if not part.things:
        return ()
    thing = part.things[0]
    if thing.plan != writer.lookup.plan.key:
        return ()
    name = short_name(writer, thing)
    questions: list[str] = []
    if thing.kind in (Kind.TASK, Kind.MEASURE, Kind.INDICATOR):
        rows = facts.measures_of(writer, thing)
        if rows:
            if part.ask != "ask_unit":
                questions.append(writer.say("button_units", name=name))
            if part.ask != "ask_target" and facts.targets_of(writer, thing):
                questions.append(writer.say("button_targets", name=name))
            if part.ask != "ask_content":
                questions.append(writer.say("button_content", name=name))
    elif thing.kind is Kind.UNIT and part.listed:
        questions += [
            writer.say("button_content", name=short_name(writer, item))
            for item in part.listed[:3]
            if item.kind is Kind.TASK
        ]
    elif thing.kind is Kind.AREA and part.listed:
        questions += [writer.say("button_units", name=short_name(writer, item)) for item in part.listed[:3]]
    return tuple(Button(question, question) for question in questions)


def short_name(writer: Writer, thing: Thing) -> str:
    """The name that a button shows: as printed, without number."""
    lookup = writer.lookup
    if thing.kind is Kind.TASK:
        return (writer.english and lookup.tasks[int(thing.key)].name_en) or lookup.tasks[int(thing.key)].name
    if thing.kind is Kind.MEASURE:
        measure = lookup.measures[thing.key]
        return (writer.english and measure.name_en) or measure.name
    if thing.kind is Kind.INDICATOR:
        indicator = lookup.indicators[thing.key]
        return (writer.english and indicator.name_en) or indicator.name
    if thing.kind is Kind.AREA:
        return (writer.english and lookup.areas[int(thing.key)].name_en) or lookup.areas[int(thing.key)].name
    if thing.kind is Kind.PASSAGE:
        return (writer.english and lookup.passages[thing.key].title_en) or lookup.passages[thing.key].title
    if thing.kind is Kind.UNIT:
        return (writer.english and lookup.units[thing.key].name_en) or thing.key
    return writer.plan_name()
