"""Answers to questions of fact: from what is asked and named to the part that answers it."""
from __future__ import annotations

from collections.abc import Callable

from plan_kb.answering import absent, facts
from plan_kb.answering.clarifying import Clarifying
from plan_kb.answering.comparison_asked import compare, extreme
from plan_kb.answering.list_asked import list_or_count
from plan_kb.answering.lists import value_matches
from plan_kb.answering.part import Part, keeping_list, not_in_plan
from plan_kb.answering.place_asked import place
from plan_kb.answering.reply import Kind as ReplyKind
from plan_kb.answering.resolving import OutOfList, context_things, narrowed, position_in_list
from plan_kb.answering.writer import Writer
from plan_kb.linking import cues
from plan_kb.linking.mention import Kind, Mention, Source, Thing
from plan_kb.text.normalise import normalise
from plan_kb.understanding.reading import Reading
from plan_kb.understanding.topics import settings

ROWS = (Kind.TASK, Kind.MEASURE, Kind.INDICATOR)
PLACES = (*ROWS, Kind.PASSAGE)
_MOST_LISTED_READINGS = 2

Composer = Callable[[Writer, Thing], "Part | None"]
_COMPOSERS: dict[str, Composer] = {
    "ask_unit": facts.units, "ask_content": facts.content, "ask_area": facts.area, "ask_target": facts.targets,
}


class FactAsked:
    """Answers one question of fact."""

    def __init__(self, reading: Reading, writer: Writer) -> None:
        self.reading = reading
        self.writer = writer

    def part(self, ask: str, things: tuple[Thing, ...] = ()) -> Part:
        """The part for ``ask``, about ``things`` if the dialogue has settled them already."""
        if ask in ("ask_list", "ask_count"):
            return list_or_count(self, ask, things)
        if ask == "ask_extreme":
            return extreme(self)
        if ask == "ask_compare":
            return compare(self, things)
        if ask == "ask_place" or (ask in ("ask_extreme", "ask_list") and self.reading.cue("mentioning")
                                  and self.reading.linked.of(Kind.TERM) and not things):
            return place(self, things)
        if ask not in _COMPOSERS:
            ask = "ask_content"
        if not things:
            if ask == "ask_target":
                found = self._indicators()
                if isinstance(found, Part):
                    return found
                things = found
            elif ask == "ask_content":
                things = self.goals() or self.reading.places
            else:
                things = self.reading.rows
        if not things:
            if not self.reading.places and (self.reading.units or self.reading.areas) and not self._asks_about_focus() \
                    and position_in_list(self.reading) is None:
                return list_or_count(self, "ask_list", (), targets=ask == "ask_target")
            things_or_part = self.from_context(ask)
            if isinstance(things_or_part, Part):
                return things_or_part
            things = things_or_part
            part = self.compose(ask, things)
            return keeping_list(part) if reading_counts(self.reading) else part
        return self.compose(ask, things)

    def _asks_about_focus(self) -> bool:
        """Whether a unit is named only to ask whether the thing in focus is its business (归科委管吗)."""
        return self.reading.cue("pronouns") and bool(context_things(self.reading, ROWS)) and not self.reading.cue("noun:task")

    def compose(self, ask: str, things: tuple[Thing, ...]) -> Part:
        """One part for all things, each answered by the composer of ``ask``."""
        parts = [part for thing in things if (part := self._composed(ask, thing)) is not None]
        if not parts:
            return absent.absent(self.writer, "ask_other_service", things)
        note = self._note_on_unit(ask, things)
        answers = [p for p in parts if p.kind is ReplyKind.ANSWER] or parts[:1]
        text = "\n".join(dict.fromkeys(([note] if note else []) + [p.text for p in answers]))
        citations = tuple(dict.fromkeys(c for p in answers for c in p.citations))
        listed = things if len(things) > 1 else answers[0].listed
        return Part(answers[0].kind, text, citations, things, listed, (), ask)

    def _composed(self, ask: str, thing: Thing) -> Part | None:
        if ask in ("ask_content", "ask_target") and thing.kind is Kind.TASK and self.reading.units:
            named = {t.key for group in self.reading.units for t in group}
            rows = [row for row in facts.measures_of(self.writer, thing) if named & set(row.units)]
            if len(rows) == 1:
                thing = Thing(thing.plan, Kind.MEASURE, rows[0].key)
        if ask in ("ask_unit", "ask_content", "ask_area") and thing.kind is Kind.UNIT:
            return None
        return _COMPOSERS[ask](self.writer, thing)

    def _note_on_unit(self, ask: str, things: tuple[Thing, ...]) -> str:
        """Says that a unit named in a who-question is not among the units of the row."""
        if ask != "ask_unit" or not self.reading.units:
            return ""
        printed = {unit for thing in things for row in facts.measures_of(self.writer, thing) for unit in row.units}
        named = [any(t.key in printed for t in group) for group in self.reading.units]
        return "" if any(named) or not printed else self.writer.say("no_such_unit")

    def _indicators(self) -> tuple[Thing, ...] | Part:
        """What a question for figures is about: the indicators that it names, else rows, goals or areas."""
        reading = self.reading
        goals = tuple(t for t in self.goals() if self.writer.lookup.targets_of_ref.get(t.key))
        if goals and (not reading.indicator_names or reading.cue("paragraph")):
            return goals
        found: list[Thing] = []
        for mention in self._relevant_names():
            candidates = reading.distinguished(list(mention.of(Kind.INDICATOR)))
            if len(candidates) > 1:
                candidates = self._near_rows(candidates)
            if len(candidates) > 1 and not self._listable(candidates):
                return Clarifying(reading, self.writer).between("ask_target", candidates)
            found += candidates
        combined = self._combined(found)
        if combined:
            return combined
        if found:
            found = self.with_tasks_beside(found)
        if found and self._mixes(found):
            return absent.absent(self.writer, "ask_procedure", (found[0],))
        if found:
            return tuple(dict.fromkeys(found))
        by_value = self.by_value() or self._in_target_clauses()
        if by_value:
            return by_value
        if reading.rows and not self._names_rows():
            return absent.pointing(self.writer, self.writer.say("no_figure_for_this"), reading.rows)
        if reading.rows:
            return reading.rows
        return tuple(t for t in reading.places if facts.targets_of(self.writer, t)) or reading.areas

    def _combined(self, found: list[Thing]) -> tuple[Thing, ...]:
        """The indicator that sums up several named ones of one family (合起来要多少家)."""
        families = {self.writer.lookup.indicators[thing.key].family for thing in found}
        if len(found) < 2 or len(families) != 1 or not self.reading.cue("total"):
            return ()
        family = families.pop()
        relatives = [Thing(found[0].plan, Kind.INDICATOR, i.key) for i in self.writer.lookup.plan.indicators if i.family == family]
        single = self.reading.distinguished([thing for thing in relatives if thing not in found] or relatives)
        qualified = [thing for thing in single if self.reading.is_qualified(thing)]
        return tuple(qualified) if len(qualified) == 1 else ()

    def _in_target_clauses(self) -> tuple[Thing, ...]:
        """Indicators whose clause in the text holds the longest words of the text that the question uses."""
        surfaces = sorted((m.surface for m in self.reading.linked.mentions if m.of(Kind.TERM) and len(m.surface) >= 4),
                          key=len, reverse=True)
        for surface in surfaces:
            found = [facts.indicator_thing(self.writer, t.indicator) for t in self.writer.lookup.plan.targets
                     if surface in normalise(t.quote)]
            if found:
                return tuple(dict.fromkeys(found))
        return ()

    def _names_rows(self) -> bool:
        """Whether a task or measure is named as such, not only by some of the words that stand in its text."""
        return any(m.of(Kind.TASK, Kind.MEASURE) for m in self.reading.topics.mentions)

    def with_tasks_beside(self, found: list[Thing]) -> list[Thing]:
        """``found`` and the indicators of tasks that are named side by side with them (上市和科创板的目标)."""
        beside: list[Thing] = []
        names = [m for m in self.reading.linked.mentions if m.source is Source.NAME and m.of(*ROWS)]
        for mention in names:
            if mention.of(Kind.INDICATOR):
                continue
            others = [n for n in names if n is not mention and n.of(Kind.INDICATOR)]
            if any(self.reading.topics.side_by_side(mention, n) or self._in_asking_clauses(mention, n) for n in others):
                beside += [facts.indicator_thing(self.writer, t.indicator) for thing in mention.of(Kind.TASK, Kind.MEASURE)
                           for t in facts.targets_of(self.writer, thing)]
        return list(dict.fromkeys(beside + found))

    def _in_asking_clauses(self, left: Mention, right: Mention) -> bool:
        """Whether two mentions stand in clauses of one message that both ask how many."""
        text = self.reading.text
        between = text[min(left.end, right.end):max(left.start, right.start)]
        first = text[:max(left.start, right.start)]
        return any(mark in between for mark in ",、;。?") and cues.has("how_many", first) and left.start < right.start

    def _mixes(self, found: list[Thing]) -> bool:
        """Whether indicators of different rows stand in one clause without being named side by side: then one is asked
        for as a condition of the other, which no target says."""
        names = self._relevant_names()
        rows = [{m.key for thing in name.of(Kind.INDICATOR) for m in facts.measures_of(self.writer, thing)} for name in names]
        for (left, left_rows), (right, right_rows) in zip(zip(names, rows), zip(names[1:], rows[1:])):
            between = self.reading.text[left.end:right.start]
            if not left_rows & right_rows and not self.reading.topics.side_by_side(left, right) and not set(between) & set(",。?!;、和与跟及比"):
                return True
        return False

    def goals(self) -> tuple[Thing, ...]:
        """The passages that the question names; where it speaks of the goals, the goal that its words fit best."""
        reading = self.reading
        named = tuple(t for m in reading.topics.mentions for t in m.of(Kind.PASSAGE)
                      if not any(o.start <= m.start and m.end <= o.end and o != m and o.end - o.start > m.end - m.start
                                 for o in reading.topics.mentions))
        if named or not reading.cue("goal_place"):
            return tuple(dict.fromkeys(named))
        in_goals = [t for t in reading.topics.places() if t.thing.kind is Kind.PASSAGE and t.thing.key.startswith("goal/")]
        areas = [g for g in self.writer.lookup.plan.goals for a in reading.areas
                 if self.writer.lookup.areas[int(a.key)].name in g.text[:30]]
        if areas:
            return (Thing(self.writer.lookup.plan.key, Kind.PASSAGE, areas[0].ref),)
        return (in_goals[0].thing,) if in_goals and in_goals[0].score >= settings()["least_topic_score"] else ()

    def _relevant_names(self) -> list:  # type: ignore[type-arg]
        """Names of indicators that the question is about, those of its asking clause before those of a story."""
        names = list(self.reading.indicator_names)
        if len(names) < 2:
            return names
        asking = [name for name in names if self.reading.topics._clause_weight(name) > 1.0]
        return asking or names

    def _near_rows(self, candidates: list[Thing]) -> list[Thing]:
        """The candidates that belong to a row which other words of the question name."""
        rows = [row for row in self.reading.rows]
        fitting = [thing for thing in candidates
                   if any(set(m.key for m in facts.measures_of(self.writer, thing))
                          & set(m.key for m in facts.measures_of(self.writer, row)) for row in rows)]
        others = [m for m in self.reading.topics.mentions if not m.of(Kind.INDICATOR) and m.of(Kind.TASK, Kind.MEASURE)]
        return fitting if fitting and others else candidates

    def _listable(self, candidates: list[Thing]) -> bool:
        """Whether one reply with all readings is natural: a total and its addition, or figures of one row and no family."""
        indicators = [self.writer.lookup.indicators[thing.key] for thing in candidates]
        if len(candidates) <= _MOST_LISTED_READINGS and len({i.addition for i in indicators}) > 1:
            return True
        return not self._same_head(candidates)

    def _same_head(self, candidates: list[Thing]) -> bool:
        """Whether the candidates are kinds of one thing, so that a bare name is really ambiguous."""
        indicators = [self.writer.lookup.indicators[thing.key] for thing in candidates]
        return len({i.family for i in indicators}) == 1 and len({i.addition for i in indicators}) == 1 \
            and len({t.unit_of_measure for i in indicators for t in self.writer.lookup.targets_of_indicator[i.key]}) == 1 \
            and all(t.unit_of_measure == "家" for i in indicators for t in self.writer.lookup.targets_of_indicator[i.key])

    def by_value(self) -> tuple[Thing, ...]:
        """Indicators with a figure of the question as their value, where nothing else is named."""
        if not self.reading.linked.figures or self.reading.rows:
            return ()
        plan = self.writer.lookup.plan
        return tuple(dict.fromkeys(
            facts.indicator_thing(self.writer, t.indicator) for f in self.reading.linked.figures if not f.only_counts
            for t in plan.targets if value_matches(t, f)))

    def from_context(self, ask: str) -> tuple[Thing, ...] | Part:
        """The things that the conversation left; else what is near in meaning, a clarification, or an honest no."""
        reading = self.reading
        picked = position_in_list(reading)
        if isinstance(picked, OutOfList):
            return not_in_plan(self.writer.say("position_out_of_list", count=picked.count))
        if picked:
            return picked
        by_value = self.by_value()
        if by_value:
            return by_value
        picked_by_words = narrowed(reading)
        if picked_by_words:
            return picked_by_words
        if reading.unexplained and not reading.cue("pronouns"):
            return self.by_meaning(ask)
        kinds = (*PLACES, Kind.AREA, Kind.UNIT) if ask in ("ask_target", "ask_content") else ROWS
        held = context_things(reading, kinds)
        if held:
            return held
        return Clarifying(reading, self.writer).topic(ask)

    def compose_plain(self, ask: str, things: tuple[Thing, ...]) -> Part:
        """Like :meth:`compose`, without a note on units that the question names."""
        part = self.compose(ask, things)
        note = self._note_on_unit(ask, things)
        text = part.text.removeprefix(note).lstrip("\n") if note else part.text
        return Part(part.kind, text, part.citations, part.things, part.listed, part.buttons, part.ask)

    def from_context_part(self, ask: str) -> Part:
        """The answer to ``ask`` about what the conversation left, or what :meth:`from_context` says instead."""
        held = self.from_context(ask)
        return held if isinstance(held, Part) else self.compose(ask if ask in _COMPOSERS else "ask_content", held)

    def by_meaning(self, ask: str) -> Part:
        """The row nearest in meaning where it is near enough; else the plan does not say it."""
        meaning = self.reading.knowledge.meaning
        if meaning is None:
            return absent.absent(self.writer, "ask_other_service")
        near = meaning.nearest(self.reading.text)
        values = settings()
        if near and near[0].similarity >= values["least_similarity"] and ask in _COMPOSERS:
            second = next((n for n in near[1:] if n.thing != near[0].thing), None)
            if second is None or near[0].similarity - second.similarity >= values["least_similarity_margin"]:
                return self.compose(ask, (near[0].thing,))
        return absent.absent(self.writer, "ask_other_service")




def reading_counts(reading: Reading) -> bool:
    """Whether the question picks an item of a list by its position."""
    return any(not ordinal.noun or ordinal.step for ordinal in reading.linked.ordinals)
