"""What a question means where its words name nothing: the nearest names, aliases and sentences of the plans."""

from __future__ import annotations

import jieba

from plan_kb.knowledge import Knowledge
from plan_kb.linking import cues
from plan_kb.linking.linker import Linked
from plan_kb.linking.mention import Kind, Mention, Source
from plan_kb.text.normalise import HAN
from plan_kb.text.words import is_noun
from plan_kb.understanding.topics import Topics, settings

_SHORT = 4
"""So few characters say little: they have to be nearer."""


def meant_by(knowledge: Knowledge, linked: Linked, in_conversation: bool) -> tuple[Mention, ...]:
    """Mentions by meaning; none where the words of the text name a place clearly, or where nothing is near.

    ``in_conversation``: whether a fragment may stand for what was said before, so that it has to be nearer to be a
    thing of its own.
    """
    values = settings()
    meaning = knowledge.meaning
    if meaning is None or Topics(linked, knowledge.lookups).score() >= values["sure_of_words"]:
        return ()
    start, text = _asking(linked)
    size = _size(text)
    if size < 2 or not any(is_noun(word) and len(word) > 1 for word in jieba.cut(text)):
        return ()
    short = size <= (_SHORT if not in_conversation else 2 * _SHORT)
    least = values["least_similarity_of_fragment" if short else "least_similarity"]
    found = []
    for near in meaning.nearest(text, 2):
        if near.similarity < least:
            continue
        indicators = tuple(thing for thing in near.named if thing.kind is Kind.INDICATOR)
        weight = (near.similarity - values["similarity_of_strangers"]) * values["weight_of_similarity"]
        found.append(Mention(start, start, "", indicators or (near.thing,), Source.MEANING, weight))
    return tuple(found)


def _asking(linked: Linked) -> tuple[int, str]:
    """Where the clauses that ask begin, and their words without those that any question may hold."""
    text = linked.text
    spans = [(m.start, m.end) for m in linked.of(Kind.UNIT, Kind.AREA, Kind.PLAN)]
    spans += [(f.start, f.end) for f in linked.figures] + [(o.start, o.end) for o in linked.ordinals]
    spans += [(y.start, y.end) for y in linked.years]
    rest = "".join(" " if any(a <= i < b for a, b in spans) else character for i, character in enumerate(text))
    start, end = cues.asking_span(text)
    return start, cues.without_question_words(rest[start:end])


def _size(text: str) -> int:
    """How much a text says: its Chinese characters, or twice its English words."""
    return sum(HAN[0] <= character <= HAN[2] for character in text) or 2 * len(text.split())
