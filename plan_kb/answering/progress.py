"""What was reached, which no plan says: told where staff have entered a report, apart from the target."""

from __future__ import annotations

import datetime

from plan_kb.answering import facts
from plan_kb.answering.part import Part, answer
from plan_kb.answering.reply import Citation
from plan_kb.answering.resolving import context_things
from plan_kb.answering.staff_words import says
from plan_kb.answering.standing import Standing
from plan_kb.answering.writer import Writer
from plan_kb.edition.model import StaffFact
from plan_kb.linking import cues
from plan_kb.linking.mention import Kind, Thing
from plan_kb.understanding.reading import Reading

_ROWS = (Kind.TASK, Kind.MEASURE, Kind.INDICATOR)


def progress(reading: Reading, writer: Writer) -> Part | None:
    """The newest report of each indicator in question, of the year that is named where one is; None without any."""
    if says("not_reported", reading.text) or Standing(reading, writer.lookup.plan).foreign_words():
        return None
    years = _years(reading)
    lines, citations, told = [], [], []
    for thing in _indicators(reading, writer):
        reports = [r for r in writer.lookup.reports_of_indicator[thing.key] if not years or _year(r) in years]
        if reports:
            lines.append(_line(writer, thing, reports[-1]))
            name = writer.lookup.indicators[thing.key].name
            citations.append(Citation(writer.lookup.plan.key, reports[-1].ref, name, reports[-1].text))
            told.append(thing)
    return answer("\n".join([*lines, writer.say("progress_note")]), citations, told) if lines else None


def asks_of_the_past(reading: Reading) -> bool:
    """Whether a question with a year (2024年高企多少家) may be one for what was reached then."""
    years = _years(reading)
    return bool(years) and max(years) <= _today().year and not says("plan_words", reading.text)


def _line(writer: Writer, thing: Thing, report: StaffFact) -> str:
    day = datetime.date.fromisoformat(report.as_of)
    return writer.say(
        "progress",
        indicator=writer.indicator(writer.lookup.indicators[thing.key]),
        year=day.year,
        month=day.month,
        day=day.day,
        value=report.value,
        source=report.source,
    )


def _indicators(reading: Reading, writer: Writer) -> tuple[Thing, ...]:
    """The indicators that are named, else those of the rows that are named, else those that the conversation left."""
    named = [t for m in reading.indicator_names for t in reading.distinguished(list(m.of(Kind.INDICATOR)))]
    if not named:
        rows = reading.rows or (() if reading.names_something else context_things(reading, _ROWS))
        for row in rows:
            if row.kind is Kind.INDICATOR:
                named.append(row)
            else:
                named += [facts.indicator_thing(writer, t.indicator) for t in facts.targets_of(writer, row)]
    lookup = writer.lookup
    held = [t for t in dict.fromkeys(named) if t.plan == lookup.plan.key and t.key in lookup.indicators]
    additions = _asks_for_additions(reading)
    return tuple(t for t in held if lookup.indicators[t.key].addition or not additions)


def _asks_for_additions(reading: Reading) -> bool:
    """Whether what is newly added is asked for, by a word that is no part of a name (new R&D institutions)."""
    text = reading.text
    for mention in reading.linked.mentions:
        text = text.replace(mention.surface, " ")
    return cues.has("addition", text)


def _years(reading: Reading) -> set[int]:
    """The years that the question names; 去年 counts from today."""
    years = {y.year if y.year is not None else _today().year + (y.offset or 0) for y in reading.linked.years}
    return {year for year in years if year}


def _year(report: StaffFact) -> int:
    return datetime.date.fromisoformat(report.as_of).year


def _today() -> datetime.date:
    return datetime.date.today()
