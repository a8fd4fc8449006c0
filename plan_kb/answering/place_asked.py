"""Questions for the place: where something is written, what a figure refers to, the original wording."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plan_kb.answering import absent, facts
from plan_kb.answering.fitting import value_matches
from plan_kb.answering.part import Part, answer, not_in_plan
from plan_kb.answering.positions import position_in_list
from plan_kb.answering.reply import Citation
from plan_kb.edition.lookup import Sentence
from plan_kb.edition.model import Target
from plan_kb.linking.mention import Kind, Source, Thing
from plan_kb.text.normalise import bare, normalise
from plan_kb.text.numerals import numbers
from plan_kb.understanding.topics import settings

if TYPE_CHECKING:
    from plan_kb.answering.fact_asked import FactAsked

_MOST_PLACES = 5


def place(asked: FactAsked, things: tuple[Thing, ...]) -> Part:
    """The place of a figure, of words of the text, of a thing, or of what was answered last."""
    reading, writer = asked.reading, asked.writer
    if reading.linked.figures and not things and not (reading.cue("original_words") and reading.rows):
        found = _figure(asked)
        if found is not None:
            return found
    goals = asked.indicators.goals() if reading.cue("paragraph") and not things else ()
    if goals and (reading.cue("figure_words") or "数" in reading.text):
        return asked.compose("ask_target", goals)
    picked = position_in_list(reading) if not things and not reading.places else None
    named = things or (picked if isinstance(picked, tuple) else reading.places)
    words = _sentences(asked)
    if words and not things:
        return _stand(asked, words)
    if not named:
        focus = reading.context.focus
        if focus and focus.things and (not reading.unexplained or reading.cue("original_words")):
            figures = all(thing.kind is Kind.INDICATOR for thing in focus.things)
            instead = "ask_target" if figures else "ask_content"
            part = asked.part(focus.ask if focus.ask not in ("ask_place", "ask_confirm") else instead, focus.things)
            if part.citations:
                quoted = facts.quotes(writer, _in_full(asked, part.citations), list(focus.things))
                return Part(quoted.kind, quoted.text, quoted.citations, focus.things, None, (), focus.ask)
        return asked.from_context_part("ask_place")
    return _places_of(asked, named)


def _in_full(asked: FactAsked, citations: tuple[Citation, ...]) -> tuple[Citation, ...]:
    """The whole sentences around quotes of targets; the row's text before its cell of units."""
    writer, full = asked.writer, []
    for citation in citations:
        around = [s for s in writer.lookup.sentences if s.ref == citation.ref and bare(citation.quote) in bare(s.text)]
        rows = [
            m for m in writer.lookup.measures.values() if f"task/{m.task}" == citation.ref and m.cell == citation.quote
        ]
        if rows:
            full += [writer.cite(citation.ref, row.text) for row in rows]
        full.append(writer.cite(citation.ref, around[0].text) if around and not rows else citation)
    return tuple(dict.fromkeys(full))


def _figure(asked: FactAsked) -> Part | None:
    """What a figure of the text refers to."""
    reading, writer = asked.reading, asked.writer
    lookup = writer.lookup
    counted = len(reading.units)
    figures = [
        f
        for f in reading.linked.figures
        if not f.only_counts and (f.unit_of_measure or f.value >= 2) and not (f.value == counted > 1)
    ]
    if not figures:
        return None
    figure = figures[0]
    found = [t for f in figures for t in lookup.plan.targets if value_matches(t, f)]
    rows = {m.key for thing in reading.rows for m in facts.measures_of(writer, thing)}
    named = [thing for mention in reading.indicator_names for thing in mention.of(Kind.INDICATOR)]
    kin = {lookup.indicators[thing.key].family or thing.key for thing in named}
    narrowed = (
        [t for t in found if (lookup.indicators[t.indicator].family or t.indicator) in kin]
        or [t for t in found if t.measure in rows]
        or found
    )
    if narrowed:
        return _figure_lines(asked, narrowed)
    for sentence in lookup.sentences:
        text = normalise(sentence.text)
        if any(
            number.value == figure.value
            and (not figure.unit_of_measure or text[number.end :].startswith(figure.unit_of_measure))
            for number in numbers(text)
        ):
            return facts.sentence(writer, sentence, reading.text[figure.start : figure.end])
    if reading.rows:
        return None
    return not_in_plan(writer.say("no_such_figure"))


def _figure_lines(asked: FactAsked, found: list[Target]) -> Part:
    writer = asked.writer
    first: dict[str, Target] = {}
    for target in found:
        first.setdefault(target.indicator, target)
    lines = [
        writer.say(
            "figure_is",
            value=writer.target_value(t),
            indicator=writer.indicator(writer.lookup.indicators[t.indicator]),
            place=writer.say("list_separator").join(
                writer.place(other.ref) for other in found if other.indicator == t.indicator
            ),
        )
        for t in first.values()
    ]
    things = [facts.indicator_thing(writer, key) for key in first]
    return answer("\n".join(lines), [writer.cite_target(t) for t in found], things, things)


def _sentences(asked: FactAsked) -> list[tuple[str, Sentence]]:
    """Words of the plan's text in the question, rarest first, each with the sentences that hold it."""
    reading = asked.reading
    lookup = asked.writer.lookup
    mentions = [
        m for m in reading.linked.mentions if m.of(Kind.TERM, Kind.TASK, Kind.MEASURE, Kind.INDICATOR, Kind.PASSAGE)
    ]
    if not mentions:
        return []
    best = max(mentions, key=lambda m: m.weight + (1.0 if m.source is Source.NAME else 0.0))
    if best.weight < settings()["least_score_of_words"] or not best.of(Kind.TERM):
        return []
    sentences = [lookup.sentences[int(thing.key)] for thing in best.of(Kind.TERM)]
    return [(reading.text[best.start : best.end], sentence) for sentence in sentences]


def _stand(asked: FactAsked, words: list[tuple[str, Sentence]]) -> Part:
    writer = asked.writer
    by_place = list({sentence.ref: (term, sentence) for term, sentence in reversed(words)}.values())[::-1]
    by_place = sorted(by_place, key=lambda pair: pair[1].number)[:_MOST_PLACES]
    parts = [facts.sentence(writer, sentence, term) for term, sentence in by_place]
    things = tuple(dict.fromkeys(thing for part in parts for thing in part.things))
    return answer(
        "\n".join(part.text for part in parts),
        [c for part in parts for c in part.citations],
        things,
        things if len(things) > 1 else None,
    )


def _places_of(asked: FactAsked, named: tuple[Thing, ...]) -> Part:
    reading, writer = asked.reading, asked.writer
    indicators = [t for m in reading.indicator_names for t in reading.distinguished(list(m.of(Kind.INDICATOR)))]
    lines, citations = [], []
    things: list[Thing] = []
    for thing in dict.fromkeys(indicators or named):
        found = facts.targets_of(writer, thing) if thing.kind is Kind.INDICATOR else []
        if found:
            for target in found:
                lines.append(writer.say("quote_of", place=writer.place(target.ref), quote=target.quote))
                citations.append(writer.cite_target(target))
        else:
            part = facts.content(writer, thing)
            if part is None:
                continue
            lines.append(part.text)
            citations += part.citations
        things.append(thing)
    if not lines:
        return absent.absent(writer, "ask_other_service")
    return answer("\n".join(dict.fromkeys(lines)), citations, things)
