"""Answers about one thing: its units, targets, content, area, place."""

from __future__ import annotations

from plan_kb.answering.part import Part, answer, not_in_plan
from plan_kb.answering.reply import Citation
from plan_kb.answering.writer import Writer
from plan_kb.edition.lookup import Sentence
from plan_kb.edition.model import Measure, Target
from plan_kb.linking.mention import Kind, Thing


def measures_of(writer: Writer, thing: Thing) -> list[Measure]:
    """The rows that a task, measure or indicator stands for, in printed order."""
    lookup = writer.lookup
    if thing.kind is Kind.TASK:
        return list(lookup.tasks[int(thing.key)].measures)
    if thing.kind is Kind.MEASURE:
        return [lookup.measures[thing.key]]
    if thing.kind is Kind.INDICATOR:
        return [lookup.measures[key] for key in lookup.measures_of_indicator(thing.key)]
    return []


def targets_of(writer: Writer, thing: Thing) -> list[Target]:
    """The targets of an indicator, measure, task, goal, area or unit, in order of the text."""
    lookup = writer.lookup
    if thing.kind is Kind.INDICATOR:
        return list(lookup.targets_of_indicator[thing.key])
    if thing.kind is Kind.PASSAGE:
        return list(lookup.targets_of_ref[thing.key])
    if thing.kind is Kind.AREA:
        return [t for number in lookup.areas[int(thing.key)].tasks for t in lookup.targets_of_task(number)]
    if thing.kind is Kind.UNIT:
        return [t for m in lookup.measures.values() if thing.key in m.units for t in lookup.targets_of_measure[m.key]]
    return [t for m in measures_of(writer, thing) for t in lookup.targets_of_measure[m.key]]


def units(writer: Writer, thing: Thing) -> Part | None:
    """Who is responsible; a task whose rows have different units is answered row by row."""
    rows = measures_of(writer, thing)
    if not rows:
        return None
    alike = len({row.units for row in rows}) == 1
    if alike or thing.kind is Kind.INDICATOR:
        row = rows[0]
        text = writer.say("units_of", subject=writer.thing(thing), units=writer.units(row.units))
        return answer(text, [writer.cite_units(row)], [thing])
    lines = [writer.say("units_of", subject=writer.measure(row), units=writer.units(row.units)) for row in rows]
    return answer("\n".join(lines), [writer.cite_units(row) for row in rows], [thing])


def targets(writer: Writer, thing: Thing) -> Part | None:
    """The targets of a thing; not in the plan where it sets none."""
    found = targets_of(writer, thing)
    if thing.kind is Kind.INDICATOR and found:
        return answer(writer.target(found[0]), [writer.cite_target(t) for t in found], [thing])
    if not found:
        rows = measures_of(writer, thing)
        citations = [writer.cite_task(rows[0].task)] if rows else []
        return not_in_plan(writer.say("no_figure_in_task", subject=writer.thing(thing)), citations, [thing])
    return target_list(
        writer, found, writer.say("targets_of", subject=writer.thing(thing), year=found[0].year), [thing]
    )


def target_list(writer: Writer, found: list[Target], heading: str, things: list[Thing]) -> Part:
    """A heading and a line for each indicator, once; every place that sets its target is cited."""
    first: dict[str, Target] = {}
    for target in found:
        first.setdefault(target.indicator, target)
    found = [t for key in first for t in writer.lookup.targets_of_indicator[key]]
    if len(first) == 1:
        target = next(iter(first.values()))
        return answer(
            writer.target(target),
            [writer.cite_target(t) for t in found],
            things,
            [indicator_thing(writer, target.indicator)],
        )
    lines = [
        writer.say(
            "target_line",
            indicator=writer.indicator(writer.lookup.indicators[t.indicator]),
            value=writer.target_value(t),
        )
        for t in first.values()
    ]
    return answer(
        "\n".join([heading, *lines]),
        [writer.cite_target(t) for t in found],
        things,
        [indicator_thing(writer, key) for key in first],
    )


def indicator_thing(writer: Writer, key: str) -> Thing:
    return Thing(writer.lookup.plan.key, Kind.INDICATOR, key)


def content(writer: Writer, thing: Thing) -> Part | None:
    """What the plan says: the whole text of the rows or of the passage."""
    if thing.kind is Kind.PASSAGE:
        passage = writer.lookup.passages[thing.key]
        text = writer.say("content_of_passage", subject=writer.passage(thing.key), text=passage.text)
        return answer(text, [writer.cite(thing.key, passage.text)], [thing])
    rows = measures_of(writer, thing)
    if not rows:
        return None
    subject = Thing(thing.plan, Kind.MEASURE, rows[0].key) if thing.kind is Kind.INDICATOR else thing
    text = writer.say("content_of", subject=writer.thing(subject), text="\n".join(row.text for row in rows))
    return answer(text, [writer.cite(f"task/{row.task}", row.text) for row in rows], [thing])


def area(writer: Writer, thing: Thing) -> Part | None:
    """The area of a task."""
    rows = measures_of(writer, thing)
    if not rows:
        return None
    task = writer.lookup.tasks[rows[0].task]
    found = writer.lookup.areas[task.area]
    return answer(
        writer.say("area_of", subject=writer.task(task), area=writer.area(found)),
        [writer.cite(task.ref, found.name)],
        [thing],
    )


def sentence(writer: Writer, found: Sentence, term: str) -> Part:
    """Where a term stands, with the sentence that holds it."""
    thing = (
        Thing(writer.lookup.plan.key, Kind.MEASURE, found.measure)
        if found.measure
        else Thing(writer.lookup.plan.key, Kind.PASSAGE, found.ref)
    )
    text = writer.say("term_in", term=term, place=writer.place(found.ref), sentence=found.text)
    return answer(text, [writer.cite(found.ref, found.text)], [thing])


def quotes(writer: Writer, citations: tuple[Citation, ...], things: list[Thing]) -> Part:
    """The original wording of what was answered before."""
    lines = [writer.say("quote_of", place=writer.place(c.ref), quote=c.quote) for c in citations]
    return answer("\n".join(lines), citations, things)
