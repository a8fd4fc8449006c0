"""One question of a message: what is asked, with the evidence of what it is about."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property

from plan_kb.data import load
from plan_kb.knowledge import Knowledge
from plan_kb.linking import cues
from plan_kb.linking.linker import Linked
from plan_kb.linking.mention import Kind, Mention, Source, Thing
from plan_kb.text.normalise import normalise
from plan_kb.understanding.context import Context
from plan_kb.understanding.meant import meant_by
from plan_kb.understanding.question import Intent, group_of
from plan_kb.understanding.topics import Topics, numbered_thing

_SIDES = {
    "fact": "answerable",
    "plan": "answerable",
    "dialogue": "answerable",
    "absent": "absent",
    "smalltalk": "smalltalk",
    "foreign": "foreign",
}
_ROWS = (Kind.TASK, Kind.MEASURE, Kind.INDICATOR, Kind.TERM)
_AND = re.compile(r"^.{0,4}?(?:和|与|跟|、|及|\band\b|/|&).{0,4}$")
_WORD_BEFORE_AREA = re.compile("([\u4e00-\u9fff]{2})(?:[那哪这]个|那|这|的那个|的)?$")
_BEFORE_A_PRONOUN = ",。!?;在对就把于末么那"


@dataclass(frozen=True)
class Reading:
    """A clause (or whole message) with its intents, over one edition and one context."""

    knowledge: Knowledge
    linked: Linked
    intents: tuple[Intent, ...]
    context: Context
    unexplained: tuple[str, ...] = ()
    leans: bool = False
    """Whether it goes on with the question before it in the message: then only names change the topic."""

    @cached_property
    def ask(self) -> str:
        """The likeliest intent of the likeliest group: confidence spread over kindred intents counts together."""
        mass: dict[str, float] = {}
        for intent in self.intents:
            side = _SIDES.get(group_of(intent.name), "")
            mass[side] = mass.get(side, 0.0) + intent.confidence
        if not mass:
            return ""
        if self.unexplained and not self.names_something:
            return self.intents[0].name
        best = max(mass, key=lambda side: mass[side])
        return next(i.name for i in self.intents if _SIDES.get(group_of(i.name), "") == best)

    def mass(self, side: str) -> float:
        """Sum of the confidences of the intents of one side: answerable, absent, smalltalk or foreign."""
        return sum(i.confidence for i in self.intents if _SIDES.get(group_of(i.name), "") == side)

    def confidence(self, intent: str) -> float:
        """How likely ``intent`` is."""
        return next((i.confidence for i in self.intents if i.name == intent), 0.0)

    @property
    def group(self) -> str:
        return group_of(self.ask)

    @property
    def text(self) -> str:
        return self.linked.text

    @property
    def language(self) -> str:
        return "en" if self.linked.is_english else "zh"

    def cue(self, name: str) -> bool:
        """Whether the text holds a word of a group of language/cues.yml."""
        return cues.has(name, self.text)

    @cached_property
    def topics(self) -> Topics:
        if self.leans:
            named = tuple(m for m in self.linked.mentions if m.source is Source.NAME)
            return Topics(replace(self.linked, mentions=named), self.knowledge.lookups)
        meant = () if self._points_back() else meant_by(self.knowledge, self.linked, self.context.focus is not None)
        return Topics(self.linked, self.knowledge.lookups, meant)

    def _points_back(self) -> bool:
        """Whether 这方面 or 那一项 stands for what was spoken of, and does not only follow the name of a thing."""
        starts = [start for start, _ in cues.spans("matter_pronouns", self.text)]
        alone = any(start == 0 or self.text[start - 1] in _BEFORE_A_PRONOUN for start in starts)
        opening = any(start == 0 for start, _ in cues.spans("row_pronouns", self.text))
        return opening or (self.context.focus is not None and alone)

    @cached_property
    def rows(self) -> tuple[Thing, ...]:
        """Tasks or measures named in the text, best first."""
        return tuple(self.topics.best_rows())

    @cached_property
    def places(self) -> tuple[Thing, ...]:
        """Tasks, measures or passages named in the text, best first."""
        return tuple(self.topics.best_places())

    @cached_property
    def units(self) -> tuple[tuple[Thing, ...], ...]:
        """Units named, one tuple for each mention (several printed units where a body is named)."""
        return tuple(dict.fromkeys(m.things for m in self.linked.of(Kind.UNIT)))

    @cached_property
    def areas(self) -> tuple[Thing, ...]:
        """Areas named, by name or number."""
        named = [thing for m in self.topics.mentions for thing in m.of(Kind.AREA)]
        return tuple(dict.fromkeys(named)) or self._areas_by_keyword()

    def _areas_by_keyword(self) -> tuple[Thing, ...]:
        """The one area in whose name the word before 领域 stands (人才那个领域)."""
        lookup = self.knowledge.main_plan
        for start, _ in cues.spans("noun:area", self.text):
            before = _WORD_BEFORE_AREA.search(self.text[:start])
            word = before.group(1) if before else ""
            found = [a for a in lookup.areas.values() if word and word in normalise(a.name)]
            if len(found) == 1:
                return (Thing(lookup.plan.key, Kind.AREA, str(found[0].number)),)
        return ()

    @cached_property
    def passages(self) -> tuple[Thing, ...]:
        """Passages named by their title, alias or number."""
        named = (m for m in self.topics.mentions if m.source is not Source.MEANING)
        return tuple(dict.fromkeys(t for m in named for t in m.of(Kind.PASSAGE)))

    @cached_property
    def indicator_names(self) -> tuple[Mention, ...]:
        """Mentions that name an indicator."""
        return tuple(m for m in self.topics.mentions if m.of(Kind.INDICATOR))

    @property
    def names_something(self) -> bool:
        """Whether the text names what it is about, so that it needs nothing from the context."""
        return bool(self.places or self.units or self.areas or self.indicator_names)

    def stands_in_an_asking_clause(self, word: str) -> bool:
        """Whether a word stands in a clause with a question word, or no clause has one."""
        return any(word in clause for clause in self._asking_clauses)

    def asks_with(self, cue: str) -> bool:
        """Like :meth:`cue`, within the clauses that ask."""
        return any(cues.has(cue, clause) for clause in self._asking_clauses)

    def asks_of_the_past(self) -> bool:
        """Whether what has been achieved is asked for: a word of the present or past that is not of the plan itself."""
        return any(cues.has("actual", cues.without("set_by_plan", clause)) for clause in self._asking_clauses)

    @property
    def asking_text(self) -> str:
        """The clauses that ask."""
        return ",".join(self._asking_clauses)

    @property
    def text_around_names(self) -> str:
        """The clauses that ask, and those that hold the name of a row or an indicator."""
        names = [m.surface for m in self.linked.mentions if m.source is Source.NAME and m.of(*_ROWS)]
        asking = self._asking_clauses
        clauses = re.split("[,。!?;]", self.text)
        return ",".join(clause for clause in clauses if clause in asking or any(name in clause for name in names))

    @cached_property
    def _asking_clauses(self) -> list[str]:
        clauses = re.split("[,。!?;]", self.text)
        for asks in ("interrogatives", "targets_listed"):
            if asking := [clause for clause in clauses if cues.has(asks, clause)]:
                return asking
        return clauses

    def missing_number(self) -> bool:
        """Whether the text names a task, goal or area by a number that no plan has."""
        for ordinal in self.linked.ordinals:
            if (
                ordinal.noun
                and not ordinal.step
                and not ordinal.first_n
                and not any(
                    numbered_thing(lookup, ordinal.noun, ordinal.position) for lookup in self.knowledge.lookups.values()
                )
            ):
                return True
        return False

    def distinguished(self, candidates: list[Thing]) -> list[Thing]:
        """The candidates (indicators) that the words of the text single out; all of them where none does."""
        if len(candidates) < 2:
            return candidates
        lookup = self.knowledge.lookups[candidates[0].plan]
        named = [m.of(Kind.INDICATOR) for m in self.indicator_names]
        alone = {things[0] for things in named if len(things) == 1 and things[0] in candidates}
        if len(alone) == 1:
            return list(alone)
        if self.asks_for_total_and_addition():
            return candidates
        words = {thing: self._words_of(thing) for thing in candidates}
        common = set.intersection(*words.values())
        text = cues.without_denied(self._without_shared_names(candidates))
        meant = cues.without_denied(self.text)
        scores = {thing: sum(len(word) for word in words[thing] - common if word in text) for thing in candidates}
        for thing in candidates:
            indicator = lookup.indicators[thing.key]
            others = [lookup.indicators[other.key] for other in candidates if other != thing]
            if any(other.addition != indicator.addition for other in others):
                scores[thing] += 4 * cues.has("addition" if indicator.addition else "total", meant)
            refs = {t.ref for t in lookup.targets_of_indicator[thing.key]}
            if self.cue("goal_place") and any(ref.startswith("goal/") for ref in refs):
                scores[thing] += 3
        best = max(scores.values())
        return [thing for thing in candidates if scores[thing] == best] if best > 0 else candidates

    def asks_for_total_and_addition(self) -> bool:
        """Whether both are asked for side by side (总数和新增各几家), not the total of what is added."""
        totals, additions = cues.spans("total", self.text), cues.spans("addition", self.text)
        pairs = [(a, b) if a < b else (b, a) for a in totals for b in additions]
        joined = any(a[1] <= b[0] and _AND.search(self.text[a[1] : b[0]]) for a, b in pairs)
        return joined or (bool(pairs) and self.cue("separately"))

    def is_qualified(self, thing: Thing) -> bool:
        """Whether the text holds one of the words that language/qualifiers.yml gives for an indicator."""
        name = self.knowledge.lookups[thing.plan].indicators[thing.key].name
        qualifiers: dict[str, list[str]] = load("language/qualifiers.yml")
        return any(other in self.text for word, others in qualifiers.items() if word in name for other in others)

    def _without_shared_names(self, candidates: list[Thing]) -> str:
        """The text without the names that stand for several of the candidates alike."""
        text = self.text
        shared = [m for m in self.topics.mentions if len([thing for thing in m.things if thing in candidates]) > 1]
        # What stands beside such a name with 和 is another thing (小巨人跟专精特新): it tells none of them apart.
        beside = [
            m
            for m in self.indicator_names
            if any(self.topics.side_by_side(m, name) and not self._between(m, name) for name in shared)
        ]
        for mention in (*shared, *beside):
            text = text.replace(mention.surface, " ") if mention.surface else text
        return text

    def _between(self, left: Mention, right: Mention) -> bool:
        """Whether another name of an indicator stands between two."""
        first, last = sorted((left.start, right.start))
        return any(first < m.start < last for m in self.indicator_names)

    def _words_of(self, thing: Thing) -> set[str]:
        """Runs of two to four characters of an indicator's name (English: its words)."""
        indicator = self.knowledge.lookups[thing.plan].indicators[thing.key]
        qualifiers: dict[str, list[str]] = load("language/qualifiers.yml")
        runs = {indicator.name[i : i + n] for n in (2, 3, 4) for i in range(len(indicator.name) - n + 1)}
        runs |= {word for word in indicator.name_en.lower().split() if len(word) > 3}
        for word, others in qualifiers.items():
            if word in indicator.name:
                runs |= set(others)
        return runs
