"""Which indicators a question for figures is about: named ones, told apart by its words, or those of rows and goals."""

from __future__ import annotations

import re
from itertools import pairwise

from plan_kb.answering import absent, facts
from plan_kb.answering.clarifying import Clarifying
from plan_kb.answering.fitting import value_matches
from plan_kb.answering.part import Part
from plan_kb.answering.writer import Writer
from plan_kb.linking import cues
from plan_kb.linking.mention import Kind, Mention, Source, Thing
from plan_kb.text.normalise import normalise
from plan_kb.understanding.level import of_another_level
from plan_kb.understanding.quantity import none_fits
from plan_kb.understanding.reading import Reading
from plan_kb.understanding.topics import settings

_SHARE = re.compile(r"(?:里头|里面|里边|里|当中|之中|中)[,、]?[^。!?;]{0,10}?各?占(?:其中)?(?:几|多少)")
_LEAD_OF_A_NAME = 9
"""Characters between "the task on" and the name of an indicator (the task on getting firms listed)."""
_ROWS = (Kind.TASK, Kind.MEASURE, Kind.INDICATOR)
_MOST_LISTED_READINGS = 2


class Indicators:
    """The indicators of one reading."""

    def __init__(self, reading: Reading, writer: Writer) -> None:
        self.reading = reading
        self.writer = writer

    def asked_for(self) -> tuple[Thing, ...] | Part:
        """What a question for figures is about: the indicators that it names, else rows, goals or areas.

        Where it asks for another kind of quantity than their targets give, the plan does not say it.
        """
        found = self._asked_for()
        reading, lookup = self.reading, self.writer.lookup
        named = tuple(dict.fromkeys(t for m in reading.indicator_names for t in m.of(Kind.INDICATOR)))
        things = named if isinstance(found, Part) else found
        targets = [target for thing in things for target in facts.targets_of(self.writer, thing)]
        another = of_another_level(reading.text_around_names, reading.linked.mentions, targets, lookup)
        allotted = bool(reading.indicator_names) and reading.asks_with("allotted")
        if another or allotted or self._asks_for_a_share() or none_fits(reading.asking_text, targets, lookup):
            return absent.pointing(self.writer, self.writer.say("no_figure_for_this"), things)
        return found

    def _asks_for_a_share(self) -> bool:
        """Whether a share of the indicator that is named is asked for (500个人才里,国家级的占几个), of which the plan
        sets no target of its own."""
        share = _SHARE.search(self.reading.text)
        names = self.reading.indicator_names
        return share is not None and bool(names) and all(name.end <= share.start() + 1 for name in names)

    def _asked_for(self) -> tuple[Thing, ...] | Part:
        reading = self.reading
        goals = tuple(t for t in self.goals() if self.writer.lookup.targets_of_ref.get(t.key))
        rows_named = any(m.source is Source.NAME and m.of(*_ROWS) for m in reading.topics.mentions)
        if goals and (not rows_named or reading.cue("paragraph") or reading.cue("goal_place")):
            return goals
        numbered = any(o.noun == "task" and not o.step for o in reading.linked.ordinals)
        if numbered and reading.cue("all_of_it") and reading.rows:
            return reading.rows[:1]
        found: list[Thing] = []
        whole = self._whole_row()
        if whole:
            return whole
        for mention in self._relevant_names():
            candidates = reading.distinguished(list(mention.of(Kind.INDICATOR)))
            if len(candidates) > 1:
                candidates = self._near_rows(candidates)
            if len(candidates) > 1 and not self._listable(candidates) and not self._several_named():
                return Clarifying(reading, self.writer).between("ask_target", candidates)
            found += candidates
        combined = self._combined(found)
        if combined:
            return combined
        if found:
            found = self.with_tasks_beside(found)
        if found and self._mixes():
            return absent.absent(self.writer, "ask_procedure", (found[0],))
        if found:
            return tuple(dict.fromkeys(found))
        by_value = self.by_value() or self._in_target_clauses()
        if by_value:
            return by_value
        if reading.rows and self._mixes():
            return absent.absent(self.writer, "ask_procedure", reading.rows)
        if reading.rows and not self._names_rows():
            return absent.pointing(self.writer, self.writer.say("no_figure_for_this"), reading.rows)
        if reading.rows:
            return reading.rows
        return tuple(t for t in reading.places if facts.targets_of(self.writer, t)) or reading.areas

    def _several_named(self) -> bool:
        """Whether things of different families are named side by side: a reply with all readings of each is natural."""
        names = self._relevant_names()
        families = {self.writer.lookup.indicators[t.key].family or t.key for m in names for t in m.of(Kind.INDICATOR)}
        return len(names) > 1 and len(families) > 1

    def _whole_row(self) -> tuple[Thing, ...]:
        """The row of an indicator that the question calls 这一项 or 这条: all its targets are asked for."""
        text = self.reading.text
        nouns = {start for noun in ("target", "goal") for start, _ in cues.spans(f"noun:{noun}", text)}
        starts = {start for start, end in cues.spans("whole_row", text) if end not in nouns}
        before = [end for _, end in cues.spans("whole_row_before", text)]
        for mention in self.reading.indicator_names:
            rows = {row.key for thing in mention.of(Kind.INDICATOR) for row in facts.measures_of(self.writer, thing)}
            named = mention.end in starts or any(0 <= mention.start - end <= _LEAD_OF_A_NAME for end in before)
            if named and len(rows) == 1:
                return (Thing(self.writer.lookup.plan.key, Kind.MEASURE, rows.pop()),)
        return ()

    def _combined(self, found: list[Thing]) -> tuple[Thing, ...]:
        """The indicator that sums up several named ones of one family (合起来要多少家)."""
        families = {self.writer.lookup.indicators[thing.key].family for thing in found}
        if len(found) < 2 or len(families) != 1 or not self.reading.cue("total"):
            return ()
        if self.reading.asks_for_total_and_addition():
            return ()
        family = families.pop()
        relatives = [
            Thing(found[0].plan, Kind.INDICATOR, i.key)
            for i in self.writer.lookup.plan.indicators
            if i.family == family
        ]
        single = self.reading.distinguished([thing for thing in relatives if thing not in found] or relatives)
        qualified = [thing for thing in single if self.reading.is_qualified(thing)]
        return tuple(qualified) if len(qualified) == 1 else ()

    def _in_target_clauses(self) -> tuple[Thing, ...]:
        """Indicators whose clause in the text holds the longest words of the text that the question uses."""
        surfaces = sorted(
            (m.surface for m in self.reading.linked.mentions if m.of(Kind.TERM) and len(m.surface) >= 4),
            key=len,
            reverse=True,
        )
        for surface in surfaces:
            found = [
                facts.indicator_thing(self.writer, t.indicator)
                for t in self.writer.lookup.plan.targets
                if surface in normalise(t.quote)
            ]
            if found:
                return tuple(dict.fromkeys(found))
        return ()

    def _names_rows(self) -> bool:
        """Whether a task or measure is named as such, not only by some of the words that stand in its text."""
        named = any(m.of(Kind.TASK, Kind.MEASURE) for m in self.reading.topics.mentions)
        return named or self.reading.cue("row_pronouns")

    def with_tasks_beside(self, found: list[Thing]) -> list[Thing]:
        """``found`` and the indicators of tasks that are named side by side with them (上市和科创板的目标)."""
        beside: list[Thing] = []
        names = [m for m in self.reading.linked.mentions if m.source is Source.NAME and m.of(*_ROWS)]
        for mention in names:
            if mention.of(Kind.INDICATOR):
                continue
            others = [n for n in names if n is not mention and n.of(Kind.INDICATOR)]
            asking = cues.asking_span(self.reading.text)[0] <= mention.start
            if asking and any(
                self.reading.topics.side_by_side(mention, n) or self._in_asking_clauses(mention, n) for n in others
            ):
                beside += [
                    facts.indicator_thing(self.writer, t.indicator)
                    for thing in mention.of(Kind.TASK, Kind.MEASURE)
                    for t in facts.targets_of(self.writer, thing)
                ]
        return list(dict.fromkeys(beside + found))

    def _in_asking_clauses(self, left: Mention, right: Mention) -> bool:
        """Whether two mentions stand in clauses of one message that both ask how many."""
        text = self.reading.text
        between = text[min(left.end, right.end) : max(left.start, right.start)]
        first = text[: max(left.start, right.start)]
        return any(mark in between for mark in ",、;。?") and cues.has("how_many", first) and left.start < right.start

    def _mixes(self) -> bool:
        """Whether things of different rows stand in one clause without being named side by side: then one is asked for
        as a condition of the other (孵化器要引进多少家初创企业), which no target says."""
        names = [m for m in self.reading.topics.mentions if m.source is Source.NAME and m.of(*_ROWS)]
        rows = [
            {m.key for thing in name.of(*_ROWS) for m in facts.measures_of(self.writer, thing)} for name in names
        ]
        pairs = list(zip(names, rows, strict=True))
        for (left, left_rows), (right, right_rows) in pairwise(pairs):
            between = self.reading.text[left.end : right.start]
            if (
                not left_rows & right_rows
                and not self.reading.topics.side_by_side(left, right)
                and not set(between) & set(",。?!;、和与跟及比")
            ):
                return True
        return False

    def goals(self) -> tuple[Thing, ...]:
        """The passages that the question names; where it speaks of the goals, the goal that its words fit best."""
        reading = self.reading
        named = tuple(
            t
            for m in reading.topics.mentions
            if m.source is not Source.MEANING
            for t in m.of(Kind.PASSAGE)
            if not any(
                o.start <= m.start and m.end <= o.end and o != m and o.end - o.start > m.end - m.start
                for o in reading.topics.mentions
            )
        )
        focus = reading.context.focus
        spoke_of_goals = bool(focus and focus.things and focus.things[0].key.startswith("goal/"))
        of_goals = spoke_of_goals and bool(reading.areas or reading.cue("paragraph"))
        if named or not (reading.cue("goal_place") or of_goals):
            return tuple(dict.fromkeys(named))
        in_goals = [
            t for t in reading.topics.places() if t.thing.kind is Kind.PASSAGE and t.thing.key.startswith("goal/")
        ]
        areas = [
            g
            for g in self.writer.lookup.plan.goals
            for a in reading.areas
            if self.writer.lookup.areas[int(a.key)].name in g.text[:30]
        ]
        if areas:
            return (Thing(self.writer.lookup.plan.key, Kind.PASSAGE, areas[0].ref),)
        if in_goals and in_goals[0].score >= settings()["least_topic_score"]:
            return (in_goals[0].thing,)
        return self._goals_by_name()

    def _goals_by_name(self) -> tuple[Thing, ...]:
        """The goal in whose name words of the question stand (载体建设那段)."""
        plan = self.writer.lookup.plan
        surfaces = [m.surface for m in self.reading.topics.mentions if m.surface and not m.of(Kind.PLAN, Kind.UNIT)]
        found = [g.ref for g in plan.goals if any(surface in normalise(g.name) for surface in surfaces)]
        return (Thing(plan.key, Kind.PASSAGE, found[0]),) if len(found) == 1 else ()

    def _relevant_names(self) -> list[Mention]:
        """Names of indicators that the question is about, those of its asking clause before those of a story."""
        names = list(self.reading.indicator_names)
        if len(names) < 2:
            return names
        asking = [name for name in names if self.reading.topics.clause_weight(name) > 1.0]
        return asking or names

    def _near_rows(self, candidates: list[Thing]) -> list[Thing]:
        """The candidates that belong to a row which other words of the question name."""
        rows = list(self.reading.rows)
        fitting = [
            thing
            for thing in candidates
            if any(
                {m.key for m in facts.measures_of(self.writer, thing)}
                & {m.key for m in facts.measures_of(self.writer, row)}
                for row in rows
            )
        ]
        others = [m for m in self.reading.topics.mentions if not m.of(Kind.INDICATOR) and m.of(Kind.TASK, Kind.MEASURE)]
        return fitting if fitting and others else candidates

    def _listable(self, candidates: list[Thing]) -> bool:
        """Whether one reply with all readings is natural: a total and its addition, or figures of no one family."""
        indicators = [self.writer.lookup.indicators[thing.key] for thing in candidates]
        if len(candidates) <= _MOST_LISTED_READINGS and len({i.addition for i in indicators}) > 1:
            return True
        return not self._same_head(candidates)

    def _same_head(self, candidates: list[Thing]) -> bool:
        """Whether the candidates are kinds of one thing, so that a bare name is really ambiguous."""
        indicators = [self.writer.lookup.indicators[thing.key] for thing in candidates]
        return (
            len({i.family for i in indicators}) == 1
            and len({i.addition for i in indicators}) == 1
            and len({t.unit_of_measure for i in indicators for t in self.writer.lookup.targets_of_indicator[i.key]})
            == 1
            and all(
                t.unit_of_measure == "家" for i in indicators for t in self.writer.lookup.targets_of_indicator[i.key]
            )
        )

    def by_value(self) -> tuple[Thing, ...]:
        """Indicators with a figure of the question as their value, where nothing else is named."""
        if not self.reading.linked.figures or self.reading.rows:
            return ()
        plan = self.writer.lookup.plan
        return tuple(
            dict.fromkeys(
                facts.indicator_thing(self.writer, t.indicator)
                for f in self.reading.linked.figures
                if not f.only_counts
                for t in plan.targets
                if value_matches(t, f)
            )
        )
