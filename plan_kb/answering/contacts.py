"""Contacts of units, which no plan gives: told where staff have filled them in, and then only what is asked for."""

from __future__ import annotations

from plan_kb.answering import facts
from plan_kb.answering.part import Part, answer
from plan_kb.answering.reply import Citation
from plan_kb.answering.resolving import context_things
from plan_kb.answering.staff_words import says, without
from plan_kb.answering.writer import Writer
from plan_kb.edition.model import Unit
from plan_kb.linking.mention import Kind, Thing
from plan_kb.text.words import is_noun
from plan_kb.understanding.reading import Reading

_DETAILS = ("telephone", "address", "hours")
_WORDS = (*_DETAILS, "contact", "not_kept")
_HOLDERS = (Kind.TASK, Kind.MEASURE, Kind.INDICATOR, Kind.UNIT)


def contacts(reading: Reading, writer: Writer) -> Part | None:
    """The contacts that staff entered for the units in question; None where there is nothing to tell."""
    wanted = _wanted(reading.text)
    lines, citations, told = [], [], []
    for thing in _units(reading, writer):
        unit, entry = writer.lookup.units[thing.key], writer.lookup.contacts_of_unit.get(thing.key)
        details = [
            writer.say(f"contact_{name}", value=value) for name, value in _details(unit) if value and name in wanted
        ]
        if details and entry is not None:
            joined = writer.say("list_separator").join(details)
            lines.append(writer.say("contact", unit=writer.unit(unit.key), details=joined))
            citations.append(Citation(writer.lookup.plan.key, entry.ref, unit.key, entry.text))
            told.append(thing)
    return answer("\n".join(lines), citations, told) if lines else None


def _details(unit: Unit) -> list[tuple[str, str]]:
    return [(name, getattr(unit, name).strip()) for name in _DETAILS]


def _wanted(text: str) -> tuple[str, ...]:
    """Which details are asked for: those that the words name; all of them where they name none that is not kept."""
    named = tuple(name for name in _DETAILS if says(name, text))
    return named or (() if says("not_kept", text) else _DETAILS)


def _units(reading: Reading, writer: Writer) -> tuple[Thing, ...]:
    """The units that are named, else those of the row that is named, else those that the conversation left."""
    lookup = writer.lookup
    named = tuple(dict.fromkeys(thing for group in reading.units for thing in group))
    if not named and not _names_another(reading):
        holders = reading.rows or tuple(t for m in reading.indicator_names for t in m.of(Kind.INDICATOR))
        named = units_of(writer, holders or context_things(reading, _HOLDERS))
    return tuple(thing for thing in named if thing.plan == lookup.plan.key and thing.key in lookup.units)


def _names_another(reading: Reading) -> bool:
    """Whether a noun that no plan has (税务局) stands beside: its contact is asked for, not that of the row's units."""
    rest = [without(_WORDS, word) for word in reading.unexplained if not reading.knowledge.knows(word)]
    return any(len(word) >= 2 and is_noun(word) for word in rest)


def units_of(writer: Writer, things: tuple[Thing, ...]) -> tuple[Thing, ...]:
    """The units beside the rows that the things stand for, and those among the things themselves."""
    found: list[Thing] = []
    for thing in things:
        if thing.kind is Kind.UNIT:
            found.append(thing)
        for row in facts.measures_of(writer, thing):
            found += [Thing(writer.lookup.plan.key, Kind.UNIT, unit) for unit in row.units]
    return tuple(dict.fromkeys(found))
