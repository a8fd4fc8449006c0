"""What a question is about: evidence of its mentions, added up over the places and indicators of the plans."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from plan_kb.data import load
from plan_kb.edition.lookup import PlanLookup
from plan_kb.linking import cues
from plan_kb.linking.linker import Linked
from plan_kb.linking.mention import Kind, Mention, Source, Thing

_CONJUNCTION = re.compile(
    r"和|与|、|及|跟|同|还有|/|&|还是|或|比|\b(?:and|or|vs|versus|compared|than|plus)\b|^[\s,]*$|^,(?:和|与)?$"
)


@dataclass(frozen=True)
class Topic:
    """A thing that the question is about, with its evidence."""

    thing: Thing
    score: float
    mention: Mention | None = None


def settings() -> dict[str, float]:
    """Weights and thresholds of understanding, measured (language/thresholds.yml)."""
    values: dict[str, float] = load("language/thresholds.yml")
    return values


class Topics:
    """The evidence of one message (or clause), over all plans of the edition."""

    def __init__(self, linked: Linked, lookups: dict[str, PlanLookup], meant: tuple[Mention, ...] = ()) -> None:
        """``meant``: mentions by meaning (``plan_kb.understanding.meant``), where words alone say too little."""
        self._linked = linked
        self._lookups = lookups
        self.mentions = tuple(linked.mentions) + tuple(self._numbered()) + meant

    def _numbered(self) -> Iterable[Mention]:
        """Ordinals that name a task, goal or area by its number (第8项任务, 发展目标第二条)."""
        for ordinal in self._linked.ordinals:
            if not ordinal.noun or ordinal.step or ordinal.first_n:
                continue
            for lookup in self._lookups.values():
                thing = numbered_thing(lookup, ordinal.noun, ordinal.position)
                if thing:
                    yield Mention(
                        ordinal.start,
                        ordinal.end,
                        self._linked.text[ordinal.start : ordinal.end],
                        (thing,),
                        Source.NAME,
                        settings()["numbered_weight"],
                    )

    def places(self, mentions: Iterable[Mention] | None = None) -> list[Topic]:
        """Measures and passages by evidence, best first."""
        scores: dict[Thing, float] = defaultdict(float)
        for mention in self.mentions if mentions is None else mentions:
            best: dict[Thing, float] = {}
            for thing in mention.things:
                for place, share in self._places_of(thing):
                    best[place] = max(best.get(place, 0.0), share)
            for place, share in best.items():
                scores[place] += share * mention.weight * self.clause_weight(mention)
            for place in self._places_with_both(mention) - set(best):
                scores[place] += mention.weight * self.clause_weight(mention)
        return sorted(
            (Topic(place, score) for place, score in scores.items()), key=lambda t: (-t.score, _order(t.thing))
        )

    def _places_with_both(self, name: Mention) -> set[Thing]:
        """Places with a sentence that holds the name beside other words of the question.

        促进新型研发机构建设 is a task of its own, but 新型研发机构 and 用人 stand together in another.
        """
        found: set[Thing] = set()
        if name.source is not Source.NAME or not name.surface:
            return found
        for other in self.mentions:
            if not other.of(Kind.TERM) or (other.start < name.end and name.start < other.end):
                continue
            for thing in other.of(Kind.TERM):
                lookup = self._lookups.get(thing.plan)
                if lookup and name.surface in lookup.sentences[int(thing.key)].normal:
                    found |= {place for place, share in self._places_of(thing) if share == 1.0}
        return found

    def clause_weight(self, mention: Mention) -> float:
        """Mentions in a clause that asks count more than those of the story around it."""
        text = self._linked.text
        start = max((text.rfind(mark, 0, mention.start) for mark in ",。!?;\n"), default=-1) + 1
        ends = [end for mark in ",。!?;\n" if (end := text.find(mark, mention.end)) >= 0]
        clause = text[start : min(ends, default=len(text))]
        return 1.5 if cues.has("question_marks", clause) else 1.0

    def _places_of(self, thing: Thing) -> list[tuple[Thing, float]]:
        lookup = self._lookups.get(thing.plan)
        if lookup is None:
            return []
        plan, weights = thing.plan, settings()
        if thing.kind is Kind.TASK and int(thing.key) in lookup.tasks:
            return [(Thing(plan, Kind.MEASURE, m.key), 1.0) for m in lookup.tasks[int(thing.key)].measures]
        if thing.kind is Kind.MEASURE:
            return [(thing, 1.0)]
        if thing.kind is Kind.PASSAGE:
            return [(thing, 1.0)]
        if thing.kind is Kind.INDICATOR:
            return [
                (Thing(plan, Kind.MEASURE, t.measure), 1.0)
                if t.measure
                else (Thing(plan, Kind.PASSAGE, t.ref), weights["goal_share_of_indicator"])
                for t in lookup.targets_of_indicator[thing.key]
            ]
        if thing.kind is Kind.TERM:
            sentence = lookup.sentences[int(thing.key)]
            if sentence.measure:
                return [(Thing(plan, Kind.MEASURE, sentence.measure), 1.0)]
            return [(Thing(plan, Kind.PASSAGE, sentence.ref), weights["passage_share_of_phrase"])]
        return []

    def best_rows(self) -> list[Thing]:
        """The tasks or measures asked about: one, or several that are named side by side; a task where all its
        measures are meant alike."""
        return self._best(lambda place: place.kind is Kind.MEASURE)

    def best_places(self) -> list[Thing]:
        """Like :meth:`best_rows`, passages (goals, preamble …) included."""
        return self._best(lambda place: True)

    def _best(self, wanted) -> list[Thing]:  # type: ignore[no-untyped-def]
        found: list[Thing] = []
        remaining = list(self.mentions)
        previous: list[Mention] = []
        least = settings()["least_topic_score"]
        while remaining:
            ranking = [topic for topic in self.places(remaining) if wanted(topic.thing)]
            if not ranking or ranking[0].score < least:
                break
            top = [t.thing for t in ranking if t.score >= ranking[0].score - 1e-9]
            top = self._same_task(top)
            supporting = [
                m
                for m in remaining
                if any(place in top for thing in m.things for place, _ in self._places_of(thing))
                or self._places_with_both(m) & set(top)
            ]
            if max(m.weight for m in supporting) < least:
                break
            if found and not self._side_by_side(previous, supporting):
                break
            found.append(self._merged(top))
            previous += supporting
            covered = set(top)
            remaining = [
                m
                for m in remaining
                if m not in supporting
                and not any(place in covered for thing in m.things for place, _ in self._places_of(thing))
            ]
            remaining = [
                m
                for m in remaining
                if m.source.value == "name" and m.of(Kind.TASK, Kind.MEASURE, Kind.INDICATOR, Kind.TERM, Kind.PASSAGE)
            ]
        return list(dict.fromkeys(found))

    def _same_task(self, top: list[Thing]) -> list[Thing]:
        first = top[0]
        if first.kind is not Kind.MEASURE:
            return [first]
        task = self._lookups[first.plan].measures[first.key].task
        return [
            t
            for t in top
            if t.kind is Kind.MEASURE and t.plan == first.plan and self._lookups[t.plan].measures[t.key].task == task
        ]

    def _merged(self, top: list[Thing]) -> Thing:
        first = top[0]
        if first.kind is not Kind.MEASURE:
            return first
        measures = self._lookups[first.plan].tasks[self._lookups[first.plan].measures[first.key].task].measures
        if len(top) == len(measures):
            return Thing(first.plan, Kind.TASK, str(self._lookups[first.plan].measures[first.key].task))
        return first

    def _side_by_side(self, left: list[Mention], right: list[Mention]) -> bool:
        return any(self.side_by_side(a, b) for a in left for b in right)

    def side_by_side(self, left: Mention, right: Mention) -> bool:
        """Whether two mentions are joined by a conjunction."""
        first, second = (left, right) if left.start < right.start else (right, left)
        between = self._linked.text[first.end : second.start]
        return (
            first.end <= second.start
            and len(between) <= 12
            and not set(between) & set("。?!;")
            and bool(_CONJUNCTION.search(between))
        )

    def indicators(self) -> list[list[Thing]]:
        """The indicators named, one list of readings per name, left to right."""
        return [list(m.of(Kind.INDICATOR)) for m in self.mentions if m.of(Kind.INDICATOR)]

    def score(self) -> float:
        """The evidence for the best place."""
        ranking = self.places()
        return ranking[0].score if ranking else 0.0


def numbered_thing(lookup: PlanLookup, noun: str, position: int) -> Thing | None:
    """Task, goal or area number ``position`` (from the end where negative); None if there is none."""
    numbers = {
        "task": sorted(lookup.tasks),
        "area": sorted(lookup.areas),
        "goal": sorted(g.number for g in lookup.plan.goals if g.number),
    }[noun]
    number = position if position > 0 else (numbers[position] if -position <= len(numbers) else 0)
    if number not in numbers:
        return None
    kind = {"task": Kind.TASK, "area": Kind.AREA, "goal": Kind.PASSAGE}[noun]
    return Thing(lookup.plan.key, kind, f"goal/{number}" if noun == "goal" else str(number))


def _order(thing: Thing) -> tuple[str, float, str]:
    number = re.match(r"\d+(?:\.\d+)?", thing.key)
    return (thing.plan, float(number.group()) if number else 0.0, thing.key)
