"""Answers to questions of fact: from what is asked and named to the part that answers it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from plan_kb.answering import absent, facts, lists
from plan_kb.answering.clarifying import Clarifying
from plan_kb.answering.comparison_asked import compare, extreme, extreme_of_those
from plan_kb.answering.conditions import Conditions, conditions_of
from plan_kb.answering.fact_worded import worded
from plan_kb.answering.fitting import Fitting
from plan_kb.answering.indicators import Indicators
from plan_kb.answering.list_asked import list_or_count
from plan_kb.answering.part import Part, keeping_list, not_in_plan
from plan_kb.answering.place_asked import place
from plan_kb.answering.positions import OutOfList, position_in_list
from plan_kb.answering.reply import Kind as ReplyKind
from plan_kb.answering.resolving import context_is_empty, context_things, exists, narrowed, task_of
from plan_kb.answering.same_figures import same_figures
from plan_kb.answering.writer import Writer
from plan_kb.linking import cues
from plan_kb.linking.mention import Kind, Source, Thing
from plan_kb.text.words import is_noun
from plan_kb.understanding.level import of_another_level
from plan_kb.understanding.narrowing import speaks_of_something_else
from plan_kb.understanding.reading import Reading

ROWS = (Kind.TASK, Kind.MEASURE, Kind.INDICATOR)
_OF_CONTENT = ("ask_place", "ask_content", "ask_confirm")
_LONGEST_KEYWORDS = 16
_MOST_TASKS_OF_AREA = 3
"""Up to so many tasks of an area are answered one by one."""
_LONGEST_MIXTURE = 12
"""Up to so many characters, an English word is one of the question itself (归谁manage)."""
PLACES = (*ROWS, Kind.PASSAGE)

_INSTEAD_OF_EXTREME = ("ask_unit", "ask_target", "ask_content", "ask_area", "ask_list", "ask_place")
_OF_THE_ROW = ("ask_unit", "ask_area", "ask_content")
"""What is said of the row of an indicator."""

Composer = Callable[[Writer, Thing], "Part | None"]
_COMPOSERS: dict[str, Composer] = {
    "ask_unit": facts.units,
    "ask_content": facts.content,
    "ask_area": facts.area,
    "ask_target": facts.targets,
}


class FactAsked:
    """Answers one question of fact."""

    def __init__(self, reading: Reading, writer: Writer) -> None:
        self.reading = reading
        self.writer = writer
        self.indicators = Indicators(reading, writer)

    def part(self, ask: str, things: tuple[Thing, ...] = ()) -> Part:
        """The part for ``ask``, about ``things`` if the dialogue has settled them already."""
        alike = same_figures(self, ask) if not things else None
        if alike is not None:
            return alike
        if not things:
            ask = worded(self.reading, self.writer, ask)
        if ask in ("ask_list", "ask_count"):
            return list_or_count(self, ask, things)
        if ask == "ask_extreme" and not things and (self.reading.cue("belongs_to_whom") or self.reading.cue("who")):
            greatest = extreme_of_those(self)
            if greatest is not None and greatest.things:
                return keeping_list(self.compose("ask_unit", greatest.things))
        mentioned = ask == "ask_extreme" and self.reading.cue("mentioning") and self.reading.linked.of(Kind.TERM)
        if ask == "ask_extreme" and not mentioned and self._asks_for_an_extreme():
            return extreme(self)
        if ask == "ask_extreme" and not mentioned:
            ask = next((i.name for i in self.reading.intents if i.name in _INSTEAD_OF_EXTREME), "ask_list")
            return self.part(ask, things)
        if ask == "ask_compare":
            return compare(self, things)
        if ask == "ask_content" and self.reading.units and self.reading.cue("besides"):
            return list_or_count(self, "ask_list", things)
        if ask == "ask_place" or (
            ask in ("ask_extreme", "ask_list")
            and self.reading.cue("mentioning")
            and self.reading.linked.of(Kind.TERM)
            and not things
        ):
            return place(self, things)
        if ask not in _COMPOSERS:
            ask = "ask_content"
        if not things:
            if ask == "ask_target":
                found = self.indicators.asked_for()
                if isinstance(found, Part):
                    return found
                things = found
            elif ask == "ask_content":
                things = self.indicators.goals() or self.reading.places
            else:
                things = self._that_double() or self.reading.rows
        if not things:
            if ask == "ask_unit" and self._asks_who_else():
                return self.compose("ask_unit", context_things(self.reading, ROWS))
            if (
                not self.reading.places
                and (self.reading.units or self.reading.areas)
                and not self._asks_about_focus()
                and position_in_list(self.reading) is None
            ):
                return list_or_count(self, "ask_list", (), targets=ask == "ask_target")
            things_or_part = self.from_context(ask)
            if isinstance(things_or_part, Part):
                return things_or_part
            things = things_or_part
            part = self.compose(ask, things)
            return keeping_list(part) if reading_counts(self.reading) else part
        part = self.compose(ask, things)
        return replace(part, things=self._named_indicators() or part.things) if ask in _OF_THE_ROW else part

    def _asks_who_else(self) -> bool:
        """Whether a unit is named only to be set aside (除了科委还有谁一起管)."""
        others = self.reading.cue("besides") and not self.reading.cue("task_itself") and bool(self.reading.units)
        return others and bool(context_things(self.reading, ROWS))

    def _that_double(self) -> tuple[Thing, ...]:
        """The indicators that are to double, where these are asked about as such and none is named."""
        names = any(m.source is Source.NAME and m.of(*ROWS) for m in self.reading.linked.mentions)
        if names or not self.reading.cue("doubling") or not self.reading.cue("targets_listed"):
            return ()
        found = Fitting(self.writer.lookup, Conditions(doubling=True)).targets
        return tuple(dict.fromkeys(facts.indicator_thing(self.writer, target.indicator) for target in found))

    def _asks_for_an_extreme(self) -> bool:
        """Whether a word says so: which one alone (哪个 task) asks for no most or fewest."""
        return any(self.reading.cue(cue) for cue in ("most", "second_most", "fewest", "superlative"))

    def _named_indicators(self) -> tuple[Thing, ...]:
        """The indicators behind the one name of the question: 要多少 after it asks for these and not for their row."""
        names = self.reading.indicator_names
        if len(names) != 1 or names[0].of(Kind.TASK, Kind.MEASURE) or len(self.reading.rows) != 1:
            return ()
        rows = {row.key for row in facts.measures_of(self.writer, self.reading.rows[0])}
        found = self.reading.distinguished(list(names[0].of(Kind.INDICATOR)))
        return tuple(t for t in found if rows & {row.key for row in facts.measures_of(self.writer, t)})

    def _asks_about_focus(self) -> bool:
        """Whether a unit is named only to ask whether the thing in focus is its business (归科委管吗)."""
        return (
            self.reading.cue("pronouns")
            and bool(context_things(self.reading, ROWS))
            and not self.reading.cue("noun:task")
            and not self._pronoun_means_the_unit()
        )

    def _pronoun_means_the_unit(self) -> bool:
        """Whether a unit is named in a clause before the pronoun (人保局呢,它干啥)."""
        text = self.reading.text
        units = [m.end for m in self.reading.linked.of(Kind.UNIT)]
        return any(
            end <= start and any(mark in text[end:start] for mark in ",。?!;")
            for end in units
            for start, _ in cues.spans("pronouns", text)
        )

    def compose(self, ask: str, things: tuple[Thing, ...]) -> Part:
        """One part for all things, each answered by the composer of ``ask``, in the order of the question."""
        things = tuple(sorted(things, key=self._first_named))
        parts = [part for thing in things if (part := self._composed(ask, thing)) is not None]
        if not parts:
            return absent.absent(self.writer, "ask_other_service", things)
        note = self._note_on_unit(ask, things)
        answers = [p for p in parts if p.kind is ReplyKind.ANSWER] or parts[:1]
        text = "\n".join(dict.fromkeys(([note] if note else []) + [p.text for p in answers]))
        citations = tuple(dict.fromkeys(c for p in answers for c in p.citations))
        listed = things if len(things) > 1 else answers[0].listed
        return Part(answers[0].kind, text, citations, things, listed, (), ask)

    def _first_named(self, thing: Thing) -> int:
        """Where the question first names a thing or its task; past its end where it does not."""
        number = task_of(self.reading, thing)
        starts = [
            mention.start
            for mention in self.reading.topics.mentions
            for named in mention.things
            if named == thing or (number is not None and task_of(self.reading, named) == number)
        ]
        return min(starts, default=len(self.reading.text))

    def _composed(self, ask: str, thing: Thing) -> Part | None:
        if ask in ("ask_content", "ask_target") and thing.kind is Kind.TASK and self.reading.units:
            named = {t.key for group in self.reading.units for t in group}
            rows = [row for row in facts.measures_of(self.writer, thing) if named & set(row.units)]
            if len(rows) == 1:
                thing = Thing(thing.plan, Kind.MEASURE, rows[0].key)
        if ask == "ask_content" and thing.kind in (Kind.AREA, Kind.UNIT):
            return self._content_of_several(thing)
        if ask in ("ask_unit", "ask_area") and thing.kind is Kind.UNIT:
            return None
        if ask in _OF_THE_ROW and thing.kind is Kind.INDICATOR and not facts.measures_of(self.writer, thing):
            thing = self._relative_with_row(thing)
        return _COMPOSERS[ask](self.writer, thing)

    def _relative_with_row(self, thing: Thing) -> Thing:
        """An indicator that only a goal sets stands in no row of tasks: the one of its family that does, if any."""
        indicators = self.writer.lookup.plan.indicators
        family = self.writer.lookup.indicators[thing.key].family
        kin = [facts.indicator_thing(self.writer, i.key) for i in indicators if family and i.family == family]
        return next((relative for relative in kin if facts.measures_of(self.writer, relative)), thing)

    def _content_of_several(self, thing: Thing) -> Part:
        """The tasks of an area or unit; where there is one, what it consists of."""
        part = lists.tasks(self.writer, conditions_of(self.reading, (thing,)))
        only = part.listed or ()
        return facts.content(self.writer, only[0]) or part if len(only) == 1 else part

    def _note_on_unit(self, ask: str, things: tuple[Thing, ...]) -> str:
        """Says that a unit named in a who-question is not among the units of the row."""
        if ask != "ask_unit" or not self.reading.units:
            return ""
        printed = {unit for thing in things for row in facts.measures_of(self.writer, thing) for unit in row.units}
        named = [any(t.key in printed for t in group) for group in self.reading.units]
        return "" if any(named) or not printed else self.writer.say("no_such_unit")

    def from_context(self, ask: str) -> tuple[Thing, ...] | Part:
        """The things that the conversation left; else what is near in meaning, a clarification, or an honest no."""
        reading = self.reading
        picked = position_in_list(reading)
        if isinstance(picked, OutOfList):
            return not_in_plan(self.writer.say("position_out_of_list", count=picked.count))
        if picked:
            return picked
        by_value = self.indicators.by_value()
        if by_value:
            return by_value
        picked_by_words = narrowed(reading)
        if picked_by_words:
            return picked_by_words
        strange = [
            word
            for word in reading.unexplained
            if not reading.knowledge.knows(word)
            and (is_noun(word) if not word.isascii() else len(reading.text) > _LONGEST_MIXTURE)
        ]
        if strange and not reading.cue("pronouns"):
            return self.unknown()
        if ask == "ask_target" and any(m.source is Source.NAME for m in reading.linked.of(Kind.TERM)):
            return absent.pointing(self.writer, self.writer.say("no_figure_for_this"), ())
        kinds = (*PLACES, Kind.AREA, Kind.UNIT) if ask in ("ask_target", "ask_content") else ROWS
        asks_of_content = ask in _OF_CONTENT or len(reading.text) <= _LONGEST_KEYWORDS
        if context_is_empty(reading) and asks_of_content and ask != "ask_target" and speaks_of_something_else(reading):
            return self.unknown()
        held = (self._tasks_of_area_in_focus() if ask == "ask_unit" else ()) or context_things(reading, kinds)
        targets = [target for thing in held for target in facts.targets_of(self.writer, thing)]
        if of_another_level(reading.text, reading.linked.mentions, targets, self.writer.lookup):
            said = self.writer.say("no_figure_for_this")
            return absent.pointing(self.writer, said, held) if ask == "ask_target" else self.unknown()
        if held:
            return held
        return Clarifying(reading, self.writer).topic(ask)

    def _tasks_of_area_in_focus(self) -> tuple[Thing, ...]:
        """The tasks of the area that was spoken of last, where they are few: each has units of its own."""
        focus, lookup = self.reading.context.focus, self.writer.lookup
        areas = [t for t in focus.things if t.kind is Kind.AREA and exists(self.reading, t)] if focus else []
        tasks = [number for area in areas for number in lookup.areas[int(area.key)].tasks]
        few = len(tasks) <= _MOST_TASKS_OF_AREA
        return tuple(Thing(lookup.plan.key, Kind.TASK, str(number)) for number in tasks) if few else ()

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

    def unknown(self) -> Part:
        """What the plan does not say."""
        return absent.absent(self.writer, "ask_other_service")


def reading_counts(reading: Reading) -> bool:
    """Whether the question picks an item of a list by its position."""
    return any(not ordinal.noun or ordinal.step for ordinal in reading.linked.ordinals)
