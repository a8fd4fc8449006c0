"""From a message to everything it mentions, against one edition."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from plan_kb.edition.lookup import PlanLookup
from plan_kb.edition.model import Edition
from plan_kb.linking import expressions
from plan_kb.linking.cues import question_words
from plan_kb.linking.english import EnglishNames
from plan_kb.linking.expressions import Figure, Ordinal, Year
from plan_kb.linking.mention import Kind, Mention, Thing
from plan_kb.linking.names import Names
from plan_kb.linking.phrases import Phrases
from plan_kb.text.normalise import normalise
from plan_kb.text.spelling import Spelling


@dataclass(frozen=True)
class Linked:
    """A message as the linker read it."""

    raw: str
    normal: str
    """The message normalised."""
    text: str
    """``normal`` with spelling repaired; every span below counts in it."""
    mentions: tuple[Mention, ...]
    """Names and phrases, left to right; a phrase may overlap a name that it says more than."""
    figures: tuple[Figure, ...]
    ordinals: tuple[Ordinal, ...]
    years: tuple[Year, ...]
    other_places: tuple[tuple[int, int], ...]
    other_bodies: tuple[tuple[int, int], ...] = ()
    """Bureaus that no plan names."""

    @cached_property
    def things(self) -> tuple[Thing, ...]:
        """Every thing of every mention, each once."""
        return tuple(dict.fromkeys(thing for mention in self.mentions for thing in mention.things))

    def of(self, *kinds: Kind) -> tuple[Mention, ...]:
        """The mentions that can stand for a thing of these kinds, reduced to these kinds."""
        return tuple(replace(mention, things=mention.of(*kinds)) for mention in self.mentions if mention.of(*kinds))

    @cached_property
    def is_english(self) -> bool:
        """Whether the person writes English, so that the answer should be in English."""
        latin = sum(character.isascii() and character.isalpha() for character in self.text)
        han = sum("\u3400" <= character <= "\u9fff" for character in self.text)
        return latin > 0 and latin > 4 * han

    def part(self, start: int, end: int) -> Linked:
        """The clause ``text[start:end]`` with what it mentions, spans counted from its start."""

        def inside(item: Mention | Figure | Ordinal | Year) -> bool:
            return start <= item.start and item.end <= end

        def moved(item):  # type: ignore[no-untyped-def]
            return replace(item, start=item.start - start, end=item.end - start)

        return Linked(
            self.text[start:end],
            self.text[start:end],
            self.text[start:end],
            tuple(moved(m) for m in self.mentions if inside(m)),
            tuple(moved(f) for f in self.figures if inside(f)),
            tuple(moved(o) for o in self.ordinals if inside(o)),
            tuple(moved(y) for y in self.years if inside(y)),
            tuple((a - start, b - start) for a, b in self.other_places if start <= a and b <= end),
            tuple((a - start, b - start) for a, b in self.other_bodies if start <= a and b <= end),
        )


class Linker:
    """Links messages to the things of one edition."""

    def __init__(self, edition: Edition, plans: list[PlanLookup], use_sound: bool = True) -> None:
        self._names = Names(plans)
        self._phrases = Phrases(plans)
        self._english = EnglishNames(plans, self._names.surfaces)
        own = " ".join(
            normalise(plan.source + plan.district + plan.district_en + plan.title_en) for plan in edition.plans
        )
        self._other_places = expressions.other_places(own)
        units = [name for name, things in self._names.surfaces.items() if any(t.kind is Kind.UNIT for t in things)]
        self._other_bodies = expressions.other_bodies(" ".join([own, *units]))
        # Ways of speaking of the content are many and ordinary: nothing is misspelt for being near to one of them.
        names = {
            surface
            for surface, things in self._names.surfaces.items()
            if surface.isascii() or surface in own or any(thing.kind is not Kind.TERM for thing in things)
        }
        words = names | self._phrases.words
        spoken = (set(self._names.surfaces) - names) | set(self._other_bodies.names)
        self._spelling = Spelling(words, spoken, question_words()) if use_sound else None

    @property
    def surfaces(self) -> Mapping[str, tuple[Thing, ...]]:
        """Every name and alias, normalised, with what it names."""
        return self._names.surfaces

    def knows(self, word: str) -> bool:
        """Whether ``word`` stands in the text of a plan."""
        return word in self._phrases.words or self._english.knows(word)

    def link(self, raw: str, plan: str = "") -> Linked:
        """What ``raw`` mentions, with ``plan`` of the plan with that key only. Cost grows with the message."""
        normal = normalise(raw)
        text = self._spelling.correct(normal) if self._spelling else normal
        names = self._longest(_of_plan(self._names.find(text) + self._english.names(text), plan))
        taken = [(m.start, m.end) for m in names if m.of(Kind.PLAN) != m.things]
        years = [y for y in expressions.years(text) if not _overlap(y, taken)]
        ordinals = [o for o in expressions.ordinals(text) if not _overlap(o, taken)]
        numbers = [(y.start, y.end) for y in years] + [(o.start, o.end) for o in ordinals]
        taken += numbers
        figures = expressions.figures(text, taken)
        numbers = numbers + [(f.start, f.end) for f in figures]
        phrases = [
            phrase
            for phrase in _of_plan(self._phrases.find(text), plan)
            if not _overlap(phrase, numbers) and self._says_more(phrase, names)
        ]
        mentions = sorted(names + phrases, key=lambda m: (m.start, m.end))
        places = [(a, b) for a, b in self._other_places.find(text) if not any(a < y and x < b for x, y in taken)]
        units = [(m.start, m.end) for m in names if m.of(Kind.UNIT)]
        bodies = [(a, b) for a, b in self._other_bodies.find(text) if not any(a < y and x < b for x, y in units)]
        return Linked(
            raw, normal, text, tuple(mentions), tuple(figures), tuple(ordinals), tuple(years), tuple(places),
            tuple(bodies),
        )  # fmt: skip

    @staticmethod
    def _longest(mentions: list[Mention]) -> list[Mention]:
        """Longest first, without overlaps."""
        kept: list[Mention] = []
        for mention in sorted(mentions, key=lambda m: (m.start - m.end, m.start)):
            if not _overlap(mention, [(k.start, k.end) for k in kept]):
                kept.append(mention)
        return kept

    @staticmethod
    def _says_more(phrase: Mention, names: list[Mention]) -> bool:
        """Whether a phrase is more than the names that it overlaps (新型研发机构灵活用人 is more than 新型研发机构)."""
        overlapping = [n for n in names if n.start < phrase.end and phrase.start < n.end]
        if not overlapping:
            return True
        covered = sum(min(n.end, phrase.end) - max(n.start, phrase.start) for n in overlapping)
        return phrase.end - phrase.start - covered >= 2


def _of_plan(mentions: list[Mention], plan: str) -> list[Mention]:
    """The mentions that can stand for a thing of a plan, reduced to its things; all of them for an empty key."""
    if not plan:
        return mentions
    own = ((mention, tuple(thing for thing in mention.things if thing.plan == plan)) for mention in mentions)
    return [replace(mention, things=things) for mention, things in own if things]


def _overlap(item: Mention | Figure | Ordinal | Year, spans: list[tuple[int, int]]) -> bool:
    return any(item.start < end and start < item.end for start, end in spans)
