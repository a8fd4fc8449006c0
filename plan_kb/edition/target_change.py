"""Another figure for a target: everywhere it stands in the draft, it is changed together.

A figure stands in the target itself (value, low, high, quote), in the text of the measure or passage that sets it, and
in the plan's whole text. ``propose`` says what would change and changes nothing; ``apply`` does it.
"""
from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from plan_kb.edition.model import Bound
from plan_kb.edition.rewording import Span, find_words
from plan_kb.source.typography import halve, squeeze
from plan_kb.tables import Measure, Passage, Plan, Target

_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_AROUND = 12
"""Characters shown around a figure that stays."""


@dataclass(frozen=True)
class PlaceChange:
    """What changes at the place of one target."""

    target: Target
    low: float
    high: float
    value: str
    quote: str
    text_before: str
    """The text of the measure or passage before all changes."""
    text: str
    problem: str
    """Key of why the figure cannot be changed here (``console.change_target.problems``), empty where it can."""


@dataclass(frozen=True)
class TargetChange:
    """A change of a figure at several places, as it would be saved."""

    plan: Plan
    places: tuple[PlaceChange, ...]
    source: str
    """The whole text afterwards."""
    left: tuple[str, ...]
    """Words around the old figure where it stays in the whole text."""

    @property
    def possible(self) -> bool:
        """Whether it can be saved."""
        return bool(self.places) and not any(place.problem for place in self.places)


def propose(
    targets: Sequence[Target], low: float, high: float, quotes: Mapping[int, str] | None = None
) -> TargetChange:
    """Return what changes where ``targets`` of one plan get the figure ``low`` (to ``high``).

    ``quotes`` are new quotes by the target's id, where somebody worded them otherwise.
    """
    plan = targets[0].indicator.plan
    source = plan.source
    texts: dict[int, str] = {}
    before = {id(place_of(target)): place_of(target).text for target in targets}
    places = []
    for target in targets:
        place = place_of(target)
        text = texts.get(id(place), place.text)
        new_value = renumber(target.value, low, high) if target.bound != Bound.TREND.value else ""
        worded = squeeze((quotes or {}).get(target.id, ""))
        quote, new_text, new_source, problem = _reword(target.quote, target.value, new_value, worded, text, source)
        if not problem:
            texts[id(place)], source = new_text, new_source
        places.append(
            PlaceChange(target, low, high, new_value, quote, before[id(place)], new_text, problem)
        )
    finished = tuple(
        PlaceChange(p.target, p.low, p.high, p.value, p.quote, p.text_before, texts.get(id(place_of(p.target)), p.text),
                    p.problem)
        for p in places
    )  # fmt: skip
    left = tuple(dict.fromkeys(words for target in targets for words in _around(target.value, source)))
    return TargetChange(plan, finished, source, left)


def apply(change: TargetChange) -> None:
    """Make the change in the rows; raises ``ValueError`` where it is not possible."""
    if not change.possible:
        raise ValueError("the figure cannot be changed at each of its places")
    for place in change.places:
        target = place.target
        target.low, target.high, target.value, target.quote = place.low, place.high, place.value, place.quote
        target.doubling = bool(target.doubling) and "翻一番" in squeeze(place.quote)
        place_of(target).text = place.text
    change.plan.source = change.source


def place_of(target: Target) -> Measure | Passage:
    """Return the measure or the passage that sets a target."""
    place = target.measure if target.measure is not None else target.passage
    if place is None:
        raise ValueError("a target without a place")
    return place


def renumber(value: str, low: float, high: float) -> str:
    """Return a printed value with other figures: ``24家`` → ``30家``; empty where its figures are not one or two."""
    figures = [Span(match.start(), match.end()) for match in _NUMBER.finditer(halve(value))]
    if len(figures) == 2:
        return figures[0].replaced(figures[1].replaced(value, show(high)), show(low))
    if len(figures) == 1 and low == high:
        return figures[0].replaced(value, show(low))
    return ""


def show(number: float) -> str:
    """Return a figure as it is printed."""
    return str(int(number)) if number == int(number) else repr(number)


def _reword(
    quote: str, value: str, new_value: str, worded: str, text: str, source: str
) -> tuple[str, str, str, str]:
    """Return the new quote, text and source, and what is wrong."""
    if not new_value:
        return quote, text, source, "no_figure"
    values = find_words(value, quote)
    if not values:
        return quote, text, source, "value_not_in_quote"
    new_quote = worded or squeeze(values[-1].replaced(quote, new_value))
    if squeeze(new_value) not in new_quote:
        return new_quote, text, source, "new_value_not_in_quote"
    in_text = find_words(quote, text)
    if not in_text:
        return new_quote, text, source, "quote_not_in_text"
    of_text = find_words(text, source)
    in_source = find_words(quote, source, of_text[0] if of_text else None)
    if not in_source:
        return new_quote, text, source, "text_not_in_source"

    def renewed(words: str, span: Span) -> str:
        if worded and worded != squeeze(values[-1].replaced(quote, new_value)):
            return span.replaced(words, new_quote)
        return find_words(value, words, span)[-1].replaced(words, new_value)

    return new_quote, renewed(text, in_text[0]), renewed(source, in_source[0]), ""


def _around(value: str, source: str) -> list[str]:
    return [
        squeeze(source[max(0, span.start - _AROUND) : span.end + _AROUND]) for span in find_words(value, source)
    ]
