"""Turns that go on with the conversation: fragments, another thing for the last question, more of the same."""
from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from plan_kb.answering import plan_facts
from plan_kb.answering.clarifying import Clarifying
from plan_kb.answering.fact_asked import FactAsked
from plan_kb.answering.facts import measures_of, target_list
from plan_kb.answering.of_those import of_those
from plan_kb.answering.paragraph_asked import of_another_paragraph, of_same_paragraph
from plan_kb.answering.part import Part, joined, keeping_list, not_in_plan
from plan_kb.answering.positions import OutOfList, other_of_pair, position_in_list, rest_of_list
from plan_kb.answering.reply import Kind as ReplyKind
from plan_kb.answering.resolving import context_things, narrowed
from plan_kb.answering.staff_words import says
from plan_kb.linking import cues
from plan_kb.linking.mention import Kind, Source, Thing
from plan_kb.understanding.narrowing import speaks_of_something_else
from plan_kb.understanding.question import group_of
from plan_kb.understanding.topics import settings

if TYPE_CHECKING:
    from plan_kb.answering.asked import Asked

ROWS = (Kind.TASK, Kind.MEASURE, Kind.INDICATOR)
_ASK_OF_NOUN = {"target": "ask_target", "unit": "ask_unit", "area": "ask_area", "measure": "ask_content"}
_LONGEST_FRAGMENT = 14
_KEPT = ("ask_unit", "ask_area", "ask_target")
"""What is asked of the next thing, too, when nothing but its name is typed."""
_OF_A_THING = ("ask_unit", "ask_target", "ask_content", "ask_area")
_LEAD = 12
"""The other one is named within so many characters of the beginning, or it belongs to something else."""
_ENGLISH_FOR_CHINESE = 4
"""So many letters say what a Chinese character says."""


class GoingOn:
    """How one reading goes on with what was said before."""

    def __init__(self, asked: Asked) -> None:
        self._asked = asked
        self._reading = asked.reading
        self._writer = asked.writer

    def settled(self) -> Part | None:
        """The part where the last turns settle what is asked, whatever its likeliest intent is."""
        return (
            of_those(self._reading, self._writer)
            or self._of_the_other()
            or self._by_place()
            or self._settled_by_focus()
            or self._by_both_units()
            or of_same_paragraph(self._asked)
            or of_another_paragraph(self._asked)
            or self._settled_by_words()
        )

    def _settled_by_focus(self) -> Part | None:
        """Fragments that only the last question explains: 总数 after a target, by whom after the date of issue."""
        reading, focus = self._reading, self._reading.context.focus
        longest = _LONGEST_FRAGMENT * (_ENGLISH_FOR_CHINESE if reading.linked.is_english else 1)
        if focus is None or self._named_outright() or len(reading.text) > longest:
            return None
        if focus.ask == "ask_target" and reading.ask not in ("ask_unit", "ask_area", "ask_content", "ask_extreme"):
            found = narrowed(reading)
            if found:
                return self._asked.fact("ask_place" if reading.ask == "ask_place" else "ask_target", found)
        listing = reading.ask in ("ask_list", "ask_count", "more")
        if focus.ask == "ask_target" and reading.cue("doubling") and not (listing or reading.names_something):
            return self._asked.fact("ask_target", focus.things)
        if reading.ask == "ask_unit" and focus.things and focus.things[0].kind is Kind.PLAN and not reading.places:
            return plan_facts.answer_about(self._writer, "ask_issuer")
        if focus.ask == "ask_issuer" and reading.ask == "ask_period" and reading.cue("when_alone"):
            return plan_facts.answer_about(self._writer, "ask_issue_date")
        return None

    def _of_the_other(self) -> Part | None:
        """What is asked of the other one of two (另一项提到了哪些人才计划), or what was asked of the first."""
        reading, focus = self._reading, self._reading.context.focus
        opens = any(start <= _LEAD for start, _ in cues.spans("the_other", reading.text))
        other = other_of_pair(reading) if focus is not None and opens and reading.group in ("fact", "dialogue") else ()
        if not other or focus is None:
            return None
        sure = reading.group == "fact" and reading.confidence(reading.ask) >= settings()["unsure"]
        ask = reading.ask if sure and reading.ask in _OF_A_THING else focus.ask
        return keeping_list(self._asked.fact(ask if ask in _OF_A_THING else "ask_content", other))

    def _by_place(self) -> Part | None:
        """Of several indicators in focus, the one that a goal or a task sets (指发展目标中的那一个)."""
        reading, focus = self._reading, self._reading.context.focus
        if focus is None or len(focus.things) < 2 or self._named_outright() or len(reading.text) > _LONGEST_FRAGMENT:
            return None
        indicators = [thing for thing in focus.things if thing.kind is Kind.INDICATOR]
        wanted = [cue for cue in ("goal_place", "task_place") if reading.cue(cue)]
        if len(indicators) != len(focus.things) or len(wanted) != 1 or reading.cue("interrogatives"):
            return None
        of_goal = wanted == ["goal_place"]
        targets = self._writer.lookup.targets_of_indicator
        found = [t for t in indicators if any((not target.measure) is of_goal for target in targets[t.key])]
        return self._asked.fact(focus.ask, (found[0],)) if len(found) == 1 else None

    def _settled_by_words(self) -> Part | None:
        """Turns whose words say outright how they go on with the conversation."""
        reading, focus = self._reading, self._reading.context.focus
        if focus is not None and not self._named_outright() and self._means_own_district_after_all():
            return self._asked.fact(focus.ask, focus.things)
        if focus is None or reading.names_something:
            return None
        if reading.cue("asked_first"):
            return self._first_asked()
        if reading.cue("that_is_all") and len(reading.text) <= _LONGEST_FRAGMENT:
            return self.more()
        of_basis = focus.ask in ("ask_basis", "ask_document_number")
        if of_basis and reading.cue("that_document") and reading.group in ("fact", "absent", "plan"):
            return self._asked.unknown()
        if reading.cue("two_before") and reading.cue("same"):
            return self._asked.fact("ask_compare")
        figures = [figure for figure in reading.linked.figures if not figure.only_counts]
        if figures and reading.cue("meaning_of_figure") and reading.ask != "ask_confirm":
            return self._asked.fact("ask_place")
        if reading.cue("correcting"):
            meant = cues.without_denied(reading.text)
            asks = [ask for noun, ask in _ASK_OF_NOUN.items() if cues.has(f"noun:{noun}", meant)]
            return self._asked.fact(asks[0]) if len(asks) == 1 and context_things(reading, ROWS) else None
        return None

    def _first_asked(self) -> Part:
        """What was asked first, or what is asked of it now (我头一个问的再说一遍)."""
        reading, context = self._reading, self._reading.context
        first = (*((context.focus,) if context.focus else ()), *context.earlier)[-1]
        sure = reading.confidence(reading.ask) >= settings()["unsure"]
        own = reading.group == "fact" and reading.ask not in ("ask_place", "ask_list") and sure
        return self._asked.fact(reading.ask if own else first.ask, first.things)

    def _means_own_district_after_all(self) -> bool:
        """Whether the question for another district is put again for the plan's own (说错了,是奉贤的)."""
        reading = self._reading
        short = len(reading.text) <= _LONGEST_FRAGMENT and not reading.cue("interrogatives")
        return short and self._asked.standing.names_own_district() and not reading.linked.other_places

    def carries_on(self) -> bool:
        """Whether another thing is named for the last question and nothing is asked anew (我朋友想搞孵化器呢)."""
        reading = self._reading
        focus = reading.context.focus
        return (
            focus is not None
            and group_of(focus.ask) == "fact"
            and reading.text.rstrip("?!。 ").endswith("呢")
            and not reading.cue("interrogatives")
            and self._named_outright()
            and not (reading.ask == "ask_compare" and reading.cue("compared"))
        )

    def _by_both_units(self) -> Part | None:
        """What the two units that were spoken of do together (他俩一块管的是哪个)."""
        reading = self._reading
        if not (reading.cue("two_before") and reading.cue("jointly")) or reading.names_something:
            return None
        return self._asked.fact("ask_list") if len(context_things(reading, (Kind.UNIT,))) > 1 else None

    def with_figures(self) -> bool:
        """Whether a bare figure follows another whose place was asked for (2700是什么数 … 88家呢)."""
        focus = self._reading.context.focus
        return focus is not None and focus.ask == "ask_place" and len(self._reading.text) <= _LONGEST_FRAGMENT // 2

    def _by_staff_for_a_fragment(self) -> Part | None:
        """What staff entered, for 电话呢 and 现在呢 after an answer."""
        reading = self._reading
        if reading.names_something or not reading.context.focus:
            return None
        least = settings()["least_confidence_of_ellipsis"]
        asked = {i.name for i in reading.intents if i.confidence >= least}
        if "ask_contact" in asked and any(says(w, reading.text) for w in ("telephone", "address", "hours", "contact")):
            return self._asked.by_staff("ask_contact")
        return self._asked.by_staff("ask_result") if says("progress", reading.text) else None

    def followup(self) -> Part:
        """A new thing for the last question, or the name of a thing and nothing else."""
        reading = self._reading
        focus = reading.context.focus
        told = self._by_staff_for_a_fragment()
        if told:
            return told
        by_qualifier = self.narrowed() if any(o.step for o in reading.linked.ordinals) else ()
        if by_qualifier and focus and focus.ask == "ask_target":
            return self._asked.fact("ask_target", by_qualifier)
        picked = position_in_list(reading)
        if isinstance(picked, OutOfList):
            return not_in_plan(self._writer.say("position_out_of_list", count=picked.count))
        if isinstance(picked, tuple):
            ask = (
                focus.ask
                if focus and focus.ask not in ("ask_list", "ask_count", "ask_extreme", "ask_place", "")
                else "ask_content"
            )
            ask = next((worded for noun, worded in _ASK_OF_NOUN.items() if reading.cue(f"noun:{noun}")), ask)
            if reading.cue("targets_listed"):
                ask = "ask_target"
            if all(thing.kind in (Kind.UNIT, Kind.AREA) for thing in picked):
                ask = "ask_list"
            return keeping_list(self._asked.fact(ask, picked))
        if focus and focus.ask == "ask_target" and not self._named_outright():
            found = self.narrowed()
            if found:
                return self._asked.fact(focus.ask, found)
        if not reading.names_something:
            found = self.narrowed()
            if focus is None and self._counts_too_far():
                lookup = self._writer.lookup
                said = self._writer.say("no_such_number", tasks=len(lookup.tasks), areas=len(lookup.areas))
                return not_in_plan(said)
            if found and focus:
                return self._asked.fact(focus.ask, found)
            if reading.unexplained or speaks_of_something_else(reading):
                return self._asked.unknown()
            return Clarifying(reading, self._writer).topic(focus.ask if focus else "ask_content")
        if focus and focus.things and focus.things[0].kind is Kind.PASSAGE and (
            reading.cue("paragraph") or (reading.areas and not reading.rows)
        ):
            named = FactAsked(reading, self._writer).indicators.goals()
            if named:
                return self._asked.fact(focus.ask, named)
        if focus and focus.things and focus.things[0].kind is Kind.PASSAGE and reading.indicator_names:
            goals = [t.thing for t in reading.topics.places() if self._sets_what_is_named(t.thing)]
            if goals:
                return self._asked.fact(focus.ask, (goals[0],))
        both = self._of_a_bare_name()
        if both is not None:
            return both
        keep = focus is not None and focus.ask and (not self._asked.standing.only_names() or reading.cue("carrying_on"))
        ask = focus.ask if keep and focus else self._default_ask()
        figures = any(not f.only_counts for f in reading.linked.figures)
        if (figures and not keep) or (reading.indicator_names and reading.cue("total")):
            ask = "ask_target"
        if keep and reading.cue("responsible"):
            ask = "ask_unit"
        elif keep and self._says_target():
            ask = "ask_target"
        if ask in ("ask_list", "ask_count") and not (reading.units or reading.areas):
            ask = self._default_ask()
        if (
            ask in ("ask_unit", "ask_target", "ask_content", "ask_area")
            and not reading.places
            and not reading.indicator_names
            and (reading.units or reading.areas)
        ):
            ask = "ask_list"
        return self._asked.fact(ask)

    def _sets_what_is_named(self, place: Thing) -> bool:
        """Whether a goal sets a target for an indicator that the question names."""
        names = [m.of(Kind.INDICATOR) for m in self._reading.indicator_names]
        alone = [things for things in names if len(things) == 1]
        named = {thing.key for things in alone or names for thing in things}
        of_goal = place.kind is Kind.PASSAGE and place.key.startswith("goal/")
        return of_goal and any(t.indicator in named for t in self._writer.lookup.targets_of_ref.get(place.key, ()))

    def _of_a_bare_name(self) -> Part | None:
        """The last question put to what is named, and what the plan says of it: a name alone may mean either."""
        focus, bare = self._reading.context.focus, self._asked.standing.only_names()
        if focus is None or focus.ask not in _KEPT or not bare or self._reading.cue("carrying_on"):
            return None
        own = self._default_ask()
        kept = self._asked.fact(focus.ask)
        if own in (focus.ask, "ask_list") or kept.kind is not ReplyKind.ANSWER:
            return None
        return replace(joined([kept, self._asked.fact(own)]), ask=focus.ask)

    def _counts_too_far(self) -> bool:
        """Whether 第十六项, with nothing said before, counts beyond the last task."""
        tasks = self._writer.lookup.tasks
        return any(not o.step and o.position > len(tasks) for o in self._reading.linked.ordinals)

    def _says_target(self) -> bool:
        """Whether 目标 or 指标 stands beside the thing that is named (那就说载体的目标)."""
        text = self._reading.text
        for mention in self._reading.topics.mentions:
            text = text.replace(mention.surface, " ") if mention.surface else text
        return cues.has("targets_listed", text)

    def _named_outright(self) -> bool:
        return any(m.source is Source.NAME for m in self._reading.topics.mentions)

    def _default_ask(self) -> str:
        reading = self._reading
        if reading.indicator_names:
            return "ask_target"
        if reading.units and not reading.rows:
            return "ask_list"
        if reading.areas and not reading.rows:
            return "ask_list"
        return "ask_content"

    def narrowed(self) -> tuple[Thing, ...]:
        """The indicators among those in focus that a bare qualifier picks."""
        return narrowed(self._reading)

    def more(self) -> Part:
        """The rest of what the last answer was about, or that this was all."""
        reading = self._reading
        focus = reading.context.focus
        if focus is not None and (others := rest_of_list(reading)):
            ask = focus.ask if focus.ask not in ("ask_list", "ask_count", "") else "ask_content"
            return self._asked.fact(ask, others)
        if focus is None and reading.unexplained:
            return self._asked.unknown()
        if focus is None:
            return Clarifying(reading, self._writer).topic("ask_content")
        if reading.names_something or reading.unexplained:
            return self._asked.fact("ask_content", reading.places or context_things(reading, ROWS))
        if focus.things and focus.things[0].kind is Kind.INDICATOR and focus.ask == "ask_target":
            targets = self._other_targets(focus.things)
            if targets:
                return targets
        part = self._asked.fact(focus.ask, focus.things)
        return Part(
            part.kind,
            f"{self._writer.say('nothing_more')}\n{part.text}",
            part.citations,
            part.things,
            part.listed,
            part.buttons,
            focus.ask,
        )

    def _other_targets(self, things: tuple[Thing, ...]) -> Part | None:
        """The other indicators of the same rows."""
        rows = [row for thing in things for row in measures_of(self._writer, thing)]
        named = {thing.key for thing in things}
        rest = [t for row in rows for t in self._writer.lookup.targets_of_measure[row.key] if t.indicator not in named]
        if not rest:
            return None
        subject = self._writer.measure(rows[0])
        return target_list(self._writer, rest, self._writer.say("targets_of", subject=subject, year=rest[0].year), [])
