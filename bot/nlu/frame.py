"""The frame of a question: its words with every mention replaced by a letter for the mention's type.

What is asked is learnt from frames, so that it holds for any plan and for things that staff publish tomorrow.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from plan_kb.linking import cues
from plan_kb.linking.linker import Linked
from plan_kb.linking.mention import Kind, Mention, Source

THING, UNIT, AREA, PASSAGE, PLAN, FIGURE, YEAR, PLACE, ORDINAL = "θυαπρφγδο"
"""Greek letters: they are word characters for every featurizer and no question holds them."""
MARKERS = frozenset("θυαπρφγδο")
MARKER_OF_ENTITY = {
    "thing": THING,
    "unit": UNIT,
    "area": AREA,
    "passage": PASSAGE,
    "figure": FIGURE,
    "year": YEAR,
    "district": PLACE,
}
_LEAST_WEIGHT_OF_PHRASE = 4.0
"""Words of the plan's text that are more common than this stay words: they may be words of the question itself."""


@dataclass(frozen=True)
class Span:
    """A stretch of the text and the marker that replaces it."""

    start: int
    end: int
    marker: str


def spans_of(linked: Linked) -> list[Span]:
    """The spans of a message that its frame replaces."""
    spans = [Span(m.start, m.end, _marker(m)) for m in linked.mentions if _is_name(m, linked.text)]
    spans += [Span(f.start, f.end, FIGURE) for f in linked.figures]
    spans += [Span(y.start, y.end, YEAR) for y in linked.years]
    spans += [Span(a, b, PLACE) for a, b in linked.other_places]
    spans += [Span(a, b, UNIT) for a, b in linked.other_bodies]
    spans += [
        Span(o.start, o.end, {"task": THING, "goal": PASSAGE, "area": AREA}.get(o.noun, ORDINAL))
        for o in linked.ordinals
    ]
    return spans


def _is_name(mention: Mention, text: str) -> bool:
    if mention.source is Source.NAME:
        return True
    covered = [span for group in ("figure_words", "source_words") for span in cues.spans(group, text)]
    return mention.weight >= _LEAST_WEIGHT_OF_PHRASE and not any(
        a < mention.end and mention.start < b for a, b in covered
    )


def _marker(mention: Mention) -> str:
    kinds = {thing.kind for thing in mention.things}
    if {Kind.AREA, Kind.TASK} <= kinds:
        return THING
    for kind, marker in ((Kind.UNIT, UNIT), (Kind.AREA, AREA), (Kind.PLAN, PLAN)):
        if kind in kinds:
            return marker
    return PASSAGE if kinds == {Kind.PASSAGE} else THING


def frame(text: str, spans: Iterable[Span]) -> str:
    """``text`` with each span replaced by its marker; of overlapping spans the longest counts."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.start - s.end, s.start)):
        if all(span.end <= other.start or other.end <= span.start for other in kept):
            kept.append(span)
    pieces, position = [], 0
    for span in sorted(kept, key=lambda s: s.start):
        pieces += [text[position : span.start], f" {span.marker} "]
        position = span.end
    pieces.append(text[position:])
    return " ".join("".join(pieces).split())


_NATURAL = {
    THING: "这项工作",
    UNIT: "该单位",
    AREA: "该领域",
    PASSAGE: "该目标",
    PLAN: "行动计划",
    FIGURE: "这个数",
    YEAR: "那年",
    PLACE: "别处",
    ORDINAL: "第几项",
}
_NATURAL_ENGLISH = {
    THING: "this item",
    UNIT: "this unit",
    AREA: "this area",
    PASSAGE: "this goal",
    PLAN: "the plan",
    FIGURE: "this figure",
    YEAR: "that year",
    PLACE: "elsewhere",
    ORDINAL: "which one",
}


def natural(framed: str) -> str:
    """A frame with plain words in place of the markers, as the sentence encoder reads best."""
    latin = sum(character.isascii() and character.isalpha() for character in framed)
    han = sum("\u3400" <= character <= "\u9fff" for character in framed)
    words = _NATURAL_ENGLISH if latin > han else _NATURAL
    text = "".join(words.get(character, character) for character in framed)
    return text if latin > han else text.replace(" ", "") if not latin else text
