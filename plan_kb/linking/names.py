"""Names and aliases of an edition in one automaton (Aho and Corasick 1975): cost grows with the message alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import ahocorasick

from plan_kb.edition.lookup import PlanLookup
from plan_kb.linking.mention import Kind, Mention, Source, Thing
from plan_kb.text.normalise import normalise

_KINDS = {kind.value: kind for kind in Kind}


def _weight(surface: str) -> float:
    """Longer names say more; an English word counts as two characters."""
    length = 2 * len(surface.split()) if surface.isascii() else len(surface)
    return 4.0 + 0.5 * min(length, 10)


class Names:
    """Every name and alias of the plans of an edition."""

    def __init__(self, plans: list[PlanLookup]) -> None:
        found: dict[str, dict[Thing, None]] = defaultdict(dict)
        for lookup in plans:
            for surface, thing in self._surfaces(lookup):
                surface = normalise(surface)
                if len(surface) >= 2:
                    found[surface][thing] = None
        self.surfaces: dict[str, tuple[Thing, ...]] = {surface: tuple(things) for surface, things in found.items()}
        self._automaton = ahocorasick.Automaton()
        for surface in self.surfaces:
            self._automaton.add_word(surface, surface)
        if self.surfaces:
            self._automaton.make_automaton()

    @staticmethod
    def _surfaces(lookup: PlanLookup) -> Iterator[tuple[str, Thing]]:
        plan = lookup.plan

        def thing(kind: Kind, key: object) -> Thing:
            return Thing(plan.key, kind, str(key))

        for area in plan.areas:
            for name in (area.name, area.name_en.lower()):
                yield name, thing(Kind.AREA, area.number)
        for task in plan.tasks:
            for name in (task.name, task.name_en.lower()):
                yield name, thing(Kind.TASK, task.number)
            for measure in task.measures if len(task.measures) > 1 else ():
                for name in (measure.name, measure.name_en.lower()):
                    yield name, thing(Kind.MEASURE, measure.key)
        for unit in plan.units:
            for name in (unit.key, unit.name_en.lower()):
                yield name, thing(Kind.UNIT, unit.key)
        for indicator in plan.indicators:
            for name in (indicator.name, indicator.name_en.lower()):
                yield name, thing(Kind.INDICATOR, indicator.key)
        for passage in plan.passages:
            if not passage.ref.startswith("task/"):
                for name in (passage.title, passage.title_en.lower()):
                    yield name, thing(Kind.PASSAGE, passage.ref)
        for goal in plan.goals:
            for name in (goal.name, goal.name_en.lower()):
                yield name, thing(Kind.PASSAGE, goal.ref)
        for name in (plan.title, plan.title_en.lower(), plan.short):
            yield name, thing(Kind.PLAN, plan.key)
        for alias in plan.aliases:
            for key in alias.keys:
                for kind, resolved in _resolve(lookup, alias.kind, key):
                    yield alias.surface, thing(kind, resolved)

    def find(self, text: str) -> list[Mention]:
        """Every occurrence of a name in the normalised ``text``, overlapping ones included."""
        if not self.surfaces:
            return []
        mentions = []
        for last, surface in self._automaton.iter(text):
            start, end = last - len(surface) + 1, last + 1
            if _on_boundaries(text, start, end):
                mentions.append(Mention(start, end, surface, self.surfaces[surface], Source.NAME, _weight(surface)))
        return mentions


def _resolve(lookup: PlanLookup, kind: str, key: str) -> list[tuple[Kind, str]]:
    """The things that one key of an alias stands for."""
    if kind == "body":
        return [(Kind.UNIT, unit) for unit in lookup.units_of_body(key)]
    if kind == "goal":
        return [(Kind.PASSAGE, key)]
    if kind == "passage" and key.startswith("task/"):
        return [(Kind.TASK, key.removeprefix("task/"))]
    if kind == "term":
        wanted = normalise(key)
        return [(Kind.TERM, str(s.number)) for s in lookup.sentences if wanted in s.normal]
    return [(_KINDS[kind], key)]


def _on_boundaries(text: str, start: int, end: int) -> bool:
    """Whether a Latin surface is not a part of a longer word (a plural ``s`` aside)."""

    def latin(character: str) -> bool:
        return character.isascii() and character.isalnum()

    if latin(text[start]) and start and latin(text[start - 1]):
        return False
    if latin(text[end - 1]) and end < len(text) and latin(text[end]):
        plural = text[end] == "s" and (end + 1 == len(text) or not latin(text[end + 1]))
        return plural and text[end - 1].isalpha()
    return True
