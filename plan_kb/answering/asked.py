"""Which answer a reading gets: by the group of its intent, then by what it asks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from plan_kb.answering import absent, plan_facts
from plan_kb.answering.clarifying import Clarifying
from plan_kb.answering.confirming import confirm
from plan_kb.answering.contacts import contacts
from plan_kb.answering.fact_asked import FactAsked
from plan_kb.answering.part import Part, joined, keeping_list, not_in_plan
from plan_kb.answering.progress import asks_of_the_past, progress
from plan_kb.answering.reply import Kind as ReplyKind
from plan_kb.answering.resolving import (
    OutOfList,
    bare_number,
    chosen_option,
    context_things,
    narrowed,
    position_in_list,
    rest_of_list,
)
from plan_kb.answering.staff_words import says
from plan_kb.answering.standing import Standing
from plan_kb.answering.writer import Writer
from plan_kb.linking import cues
from plan_kb.linking.mention import Kind, Source, Thing
from plan_kb.understanding.answerability import best_answerable
from plan_kb.understanding.question import Intent, group_of
from plan_kb.understanding.reading import Reading
from plan_kb.understanding.topics import settings

ROWS = (Kind.TASK, Kind.MEASURE, Kind.INDICATOR)
_ASK_OF_NOUN = {"target": "ask_target", "unit": "ask_unit", "area": "ask_area", "measure": "ask_content"}
_LONGEST_FRAGMENT = 14
_SHORTEST_QUESTION = 5
"""Up to so many characters, who? asks for the unit."""
_BY_STAFF: dict[str, Callable[[Reading, Writer], Part | None]] = {"ask_contact": contacts, "ask_result": progress}


class Asked:
    """Answers one reading."""

    def __init__(self, reading: Reading, language: str) -> None:
        self.reading = reading
        named = next((t.plan for t in (*reading.places, *(u for g in reading.units for u in g))), "")
        lookups = reading.knowledge.lookups
        plans = reading.knowledge.edition.plans
        self.writer = Writer(lookups.get(named, reading.knowledge.main_plan), language, plans)
        self.standing = Standing(reading, self.writer.lookup.plan)

    def part(self) -> Part:
        """The part of the reply for this reading."""
        reading = self.reading
        chosen = chosen_option(reading) if reading.context.pending else ()
        if chosen and (
            reading.group in ("dialogue", "smalltalk") or not reading.names_something or len(reading.text) <= 12
        ):
            return self._fact(reading.context.pending, chosen)
        if bare_number(reading):
            return self._followup()
        if reading.context.pending and self.standing.only_names() and reading.names_something:
            return self._fact(reading.context.pending)
        if (
            reading.linked.figures
            and not reading.names_something
            and reading.context.focus
            and (reading.group in ("dialogue", "foreign") or self._goes_on_with_figures())
        ):
            return self._fact("ask_place")
        settled = (
            self._settled_by_focus()
            or self._by_both_units()
            or self._of_same_paragraph()
            or self._settled_by_words()
        )
        if settled is not None:
            return settled
        if self._carries_on():
            return self._followup()
        group = reading.group
        best = best_answerable(reading)
        if group in ("smalltalk", "foreign"):
            if group == "foreign" and best and self.standing.is_answerable():
                return Asked(self._reading_as(best), self.writer.language).part()
            return self._aside(group)
        if reading.linked.other_places and not self.standing.names_own_district():
            return not_in_plan(self.writer.say("absent_place", district=self._district()))
        if reading.linked.other_bodies and self.standing.asks_of_units():
            return self._of_unnamed_body()
        if reading.missing_number():
            lookup = self.writer.lookup
            return not_in_plan(self.writer.say("no_such_number", tasks=len(lookup.tasks), areas=len(lookup.areas)))
        if self.standing.asks_for_another_year() and group != "plan":
            told = self._by_staff("ask_result") if asks_of_the_past(reading) else None
            return told or absent.pointing(
                self.writer, self.writer.say("absent_year", year=self.writer.lookup.plan.last_year), reading.rows
            )
        if self.standing.asks_about_its_basis():
            return self._absent("ask_other_service")
        if group == "absent":
            if best and group_of(best.name) == "fact" and self.standing.is_answerable():
                return self._fact(best.name)
            return self._absent(reading.ask)
        if group == "plan":
            return self._about_plan()
        if self.standing.goes_beyond():
            return self._absent("ask_other_service")
        if reading.ask == "followup" and not reading.names_something and not reading.linked.ordinals:
            least = settings()["least_confidence_of_ellipsis"]
            other = next(
                (i for i in reading.intents[1:3] if group_of(i.name) == "fact" and i.confidence >= least), None
            )
            if other is not None and not self._narrowed():
                return self._fact(other.name)
        if reading.ask == "followup" or self.standing.only_names():
            return self._followup()
        if reading.ask == "more" and reading.cue("doubling"):
            return self._fact("ask_list")
        if reading.ask == "more" and position_in_list(reading) is not None:
            return self._followup()
        if reading.ask == "more":
            rival = next((i for i in reading.intents[1:4] if group_of(i.name) == "fact"), None)
            if rival is None or reading.intents[0].confidence >= settings()["sure_of_more"]:
                return self._more()
            return self._fact(rival.name)
        return self._fact(reading.ask)

    def _about_plan(self) -> Part:
        """Issuer, date, basis, period or overview of the plan, unless something in it is what the question names."""
        reading = self.reading
        if not reading.linked.of(Kind.PLAN) and not reading.cue("document_words"):
            least = settings()["least_confidence_instead_of_plan"]
            other = next(
                (i for i in reading.intents[1:4] if group_of(i.name) == "fact" and i.confidence >= least), None
            )
            if other is not None:
                return self._fact(other.name)
        if reading.units and not reading.rows and reading.ask == "ask_overview":
            return self._fact("ask_list")
        of_document = reading.linked.of(Kind.PLAN) or reading.cue("document_words")
        unsure = reading.intents[0].confidence < settings()["sure_of_plan"]
        if unsure and not of_document and context_things(reading, ROWS):
            return self._absent("ask_procedure")
        if reading.intents[0].confidence < settings()["least_confidence_of_plan"] and not reading.context.focus:
            return self._unknown()
        about_row = self.standing.names_a_row()
        if reading.ask == "ask_overview" and (reading.passages or about_row):
            if not reading.passages and self.standing.goes_beyond():
                return self._absent("ask_other_service")
            fact = next((i for i in reading.intents[1:3] if group_of(i.name) == "fact"), None)
            return self._fact(fact.name if fact and reading.indicator_names else "ask_content")
        if self.standing.means_the_focus() or (
            reading.ask == "ask_overview"
            and reading.cue("row_pronouns")
            and not reading.linked.of(Kind.PLAN)
            and context_things(reading, ROWS)
        ):
            return self._fact("ask_unit" if reading.ask == "ask_issuer" else "ask_content")
        if about_row and not reading.linked.of(Kind.PLAN):
            return self._fact("ask_unit") if reading.ask == "ask_issuer" else self._absent("ask_procedure")
        if (
            reading.unexplained
            and not reading.linked.of(Kind.PLAN)
            and reading.intents[0].confidence < settings()["sure_of_plan"]
        ):
            return self._unknown()
        focus = reading.context.focus
        of_basis = reading.cue("basis_words") or (focus is not None and focus.ask == "ask_basis")
        if reading.ask == "ask_document_number" and of_basis:
            # 文号 right after the basis is that of the basis, which the plan does give.
            return plan_facts.answer_about(self.writer, "ask_basis") or self._unknown()
        asks = [
            i.name
            for i in reading.intents[:2]
            if i.name == reading.ask
            or (group_of(i.name) == "plan" and i.confidence >= settings()["least_confidence_of_second_fact"])
        ]
        parts = [part for ask in asks or [reading.ask] if (part := plan_facts.answer_about(self.writer, ask))]
        return joined(parts) if parts else self._unknown()

    def _settled_by_focus(self) -> Part | None:
        """Fragments that only the last question explains: 总数 after a target, by whom after the date of issue."""
        reading, focus = self.reading, self.reading.context.focus
        if focus is None or self._named_outright() or len(reading.text) > _LONGEST_FRAGMENT:
            return None
        if focus.ask == "ask_target" and reading.ask not in ("ask_unit", "ask_area", "ask_content"):
            found = narrowed(reading)
            if found:
                return self._fact("ask_target", found)
        if reading.ask == "ask_unit" and focus.things and focus.things[0].kind is Kind.PLAN and not reading.places:
            return plan_facts.answer_about(self.writer, "ask_issuer")
        return None

    def _settled_by_words(self) -> Part | None:
        """Turns whose words say outright how they go on with the conversation."""
        reading, focus = self.reading, self.reading.context.focus
        if focus is None or reading.names_something:
            return None
        if reading.cue("that_is_all") and len(reading.text) <= _LONGEST_FRAGMENT:
            return self._more()
        if reading.cue("that_document") and focus.ask == "ask_basis" and reading.group in ("fact", "absent"):
            return self._unknown()
        if reading.cue("two_before") and reading.cue("same"):
            return self._fact("ask_compare")
        figures = [figure for figure in reading.linked.figures if not figure.only_counts]
        if figures and reading.cue("meaning_of_figure") and reading.ask != "ask_confirm":
            return self._fact("ask_place")
        if reading.cue("correcting"):
            meant = cues.without_denied(reading.text)
            asks = [ask for noun, ask in _ASK_OF_NOUN.items() if cues.has(f"noun:{noun}", meant)]
            return self._fact(asks[0]) if len(asks) == 1 and context_things(reading, ROWS) else None
        return None

    def _of_unnamed_body(self) -> Part:
        """A body that no plan names has no task; where a row is named, who is responsible for it instead."""
        denied = self.writer.say("no_such_unit" if self.reading.rows else "unit_of_no_task")
        if not self.reading.rows:
            return not_in_plan(denied)
        part = FactAsked(self.reading, self.writer).part("ask_unit", self.reading.rows)
        return replace(part, text=f"{denied}\n{part.text}")

    def _carries_on(self) -> bool:
        """Whether another thing is named for the last question and nothing is asked anew (我朋友想搞孵化器呢)."""
        reading = self.reading
        focus = reading.context.focus
        likely = next((i.confidence for i in reading.intents if i.name == "followup"), 0.0)
        return (
            focus is not None
            and group_of(focus.ask) == "fact"
            and reading.text.rstrip("?!。 ").endswith("呢")
            and not reading.cue("interrogatives")
            and self._named_outright()
            and likely >= settings()["least_confidence_of_followup"]
        )

    def _by_both_units(self) -> Part | None:
        """What the two units that were spoken of do together (他俩一块管的是哪个)."""
        reading = self.reading
        if not (reading.cue("two_before") and reading.cue("jointly")) or reading.names_something:
            return None
        return self._fact("ask_list") if len(context_things(reading, (Kind.UNIT,))) > 1 else None

    def _of_same_paragraph(self) -> Part | None:
        """The other figures of the paragraph that was cited last."""
        reading = self.reading
        places = reading.context.places
        asks = ("ask_target", "ask_result", "ask_place", "ask_list", "ask_count", "more", "ask_content")
        if not places or reading.names_something or not reading.cue("same_paragraph") or reading.ask not in asks:
            return None
        if not (reading.cue("targets_listed") or reading.cue("figure_words") or reading.cue("value_words")):
            return None
        kind, _, number = places[0].partition("/")
        thing = Thing(self.writer.lookup.plan.key, Kind.TASK, number) if kind == "task" else None
        return self._fact("ask_target", (thing or Thing(self.writer.lookup.plan.key, Kind.PASSAGE, places[0]),))

    def _district(self) -> str:
        return self.writer.districts()

    def _aside(self, group: str) -> Part:
        reading = self.reading
        ordinary = [i for i in reading.intents if group_of(i.name) in ("fact", "dialogue")]
        least = settings()["least_topic_score_against_aside"]
        if group == "smalltalk":
            if reading.rows and reading.topics.score() >= least and self.standing.only_names():
                return self._followup()
            if (
                reading.rows
                and reading.topics.score() >= least
                and ordinary
                and ordinary[0].confidence >= settings()["least_confidence_of_rival"]
            ):
                return Asked(self._reading_as(ordinary[0]), self.writer.language).part()
            if len(reading.text) > 40 and reading.mass("smalltalk") < settings()["sure_of_smalltalk_in_a_story"]:
                return self._unknown()
            values = {"district": self._district()}
            return Part(ReplyKind.SMALLTALK, self.writer.say(reading.ask, **values))
        if self.standing.only_names():
            return self._followup()
        thresholds = settings()
        if (
            reading.topics.score() >= thresholds["least_topic_score_of_a_story"]
            and ordinary
            and reading.mass("foreign") < thresholds["sure_of_foreign"]
            and ordinary[0].confidence >= thresholds["least_confidence_of_rival"]
            and not self.standing.foreign_words()
        ):
            return Asked(self._reading_as(ordinary[0]), self.writer.language).part()
        return Part(ReplyKind.OFF_TOPIC, self.writer.say("off_topic"))

    def _reading_as(self, intent: Intent) -> Reading:
        reading = self.reading
        return Reading(reading.knowledge, reading.linked, (intent,), reading.context, reading.unexplained)

    def _absent(self, ask: str) -> Part:
        reading = self.reading
        things = reading.rows or (() if reading.unexplained else context_things(reading, ROWS))
        if ask in ("ask_definition", "ask_person") and (
            self.standing.is_content() or (reading.cue("naming") and reading.rows)
        ):
            return self._fact("ask_content")
        if ask == "ask_person" and len(reading.text) <= _SHORTEST_QUESTION and context_things(reading, ROWS):
            return self._fact("ask_unit")
        if ask in ("ask_other_service", "ask_opinion") and reading.cue("which_unit") and self.standing.names_a_row():
            return self._fact("ask_unit")
        if ask == "ask_definition" and self.standing.is_explained():
            return self._fact("ask_place")
        if (
            ask in ("ask_result", "ask_money")
            and (
                reading.indicator_names
                or (self.standing.names_a_row() and (reading.cue("how_many") or reading.cue("figure_words")))
                or isinstance(position_in_list(reading), tuple)
                or self._names_last_year_only()
            )
            and self.standing.asks_for_a_target(ask)
            and not self.standing.names_another_year()
        ):
            return self._fact("ask_target")
        return self._by_staff(ask) or absent.absent(self.writer, ask, things)

    def _goes_on_with_figures(self) -> bool:
        """Whether a bare figure follows another whose place was asked for (2700是什么数 … 88家呢)."""
        focus = self.reading.context.focus
        return focus is not None and focus.ask == "ask_place" and len(self.reading.text) <= _LONGEST_FRAGMENT // 2

    def _names_last_year_only(self) -> bool:
        """Whether a fragment asks for the plan's last year of what is in focus (到2025年底几家)."""
        years = {year.year for year in self.reading.linked.years}
        in_focus = not self.reading.names_something and bool(context_things(self.reading, ROWS))
        return in_focus and years == {self.writer.lookup.plan.last_year}

    def _by_staff(self, ask: str) -> Part | None:
        """What staff entered beside the plan: contacts and progress; None where they did not."""
        found = _BY_STAFF[ask](self.reading, self.writer) if ask in _BY_STAFF else None
        return replace(found, ask=ask) if found else None

    def _by_staff_for_a_fragment(self) -> Part | None:
        """What staff entered, for 电话呢 and 现在呢 after an answer."""
        reading = self.reading
        if reading.names_something or not reading.context.focus:
            return None
        least = settings()["least_confidence_of_ellipsis"]
        asked = {i.name for i in reading.intents if i.confidence >= least}
        if "ask_contact" in asked and any(says(w, reading.text) for w in ("telephone", "address", "hours", "contact")):
            return self._by_staff("ask_contact")
        return self._by_staff("ask_result") if says("progress", reading.text) else None

    def _unknown(self) -> Part:
        return absent.absent(self.writer, "ask_other_service")

    def _followup(self) -> Part:
        """A new thing for the last question, or the name of a thing and nothing else."""
        reading = self.reading
        focus = reading.context.focus
        told = self._by_staff_for_a_fragment()
        if told:
            return told
        picked = position_in_list(reading)
        if isinstance(picked, OutOfList):
            return not_in_plan(self.writer.say("position_out_of_list", count=picked.count))
        if isinstance(picked, tuple):
            ask = (
                focus.ask
                if focus and focus.ask not in ("ask_list", "ask_count", "ask_extreme", "ask_place", "")
                else "ask_content"
            )
            ask = next((worded for noun, worded in _ASK_OF_NOUN.items() if reading.cue(f"noun:{noun}")), ask)
            if all(thing.kind in (Kind.UNIT, Kind.AREA) for thing in picked):
                ask = "ask_list"
            return keeping_list(self._fact(ask, picked))
        if focus and focus.ask == "ask_target" and not self._named_outright():
            narrowed = self._narrowed()
            if narrowed:
                return self._fact(focus.ask, narrowed)
        if not reading.names_something:
            narrowed = self._narrowed()
            if narrowed and focus:
                return self._fact(focus.ask, narrowed)
            if reading.unexplained:
                return self._unknown()
            return Clarifying(reading, self.writer).topic(focus.ask if focus else "ask_content")
        if focus and focus.things and focus.things[0].kind is Kind.PASSAGE and reading.areas and not reading.rows:
            named = FactAsked(reading, self.writer).indicators.goals()
            if named:
                return self._fact(focus.ask, named)
        if focus and focus.things and focus.things[0].kind is Kind.PASSAGE and reading.indicator_names:
            goals = [
                t.thing
                for t in reading.topics.places()
                if t.thing.kind is Kind.PASSAGE and t.thing.key.startswith("goal/")
            ]
            if goals:
                return self._fact(focus.ask, (goals[0],))
        keep = focus is not None and focus.ask and (not self.standing.only_names() or reading.cue("carrying_on"))
        ask = focus.ask if keep and focus else self._default_ask()
        if any(not f.only_counts for f in reading.linked.figures) or (reading.indicator_names and reading.cue("total")):
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
        return self._fact(ask)

    def _named_outright(self) -> bool:
        return any(m.source is Source.NAME for m in self.reading.topics.mentions)

    def _default_ask(self) -> str:
        reading = self.reading
        if reading.indicator_names:
            return "ask_target"
        if reading.units and not reading.rows:
            return "ask_list"
        if reading.areas and not reading.rows:
            return "ask_list"
        return "ask_content"

    def _narrowed(self) -> tuple[Thing, ...]:
        return narrowed(self.reading)

    def _more(self) -> Part:
        reading = self.reading
        focus = reading.context.focus
        if focus is not None and (others := rest_of_list(reading)):
            return self._fact(focus.ask if focus.ask not in ("ask_list", "ask_count", "") else "ask_content", others)
        if focus is None:
            return self._unknown() if reading.unexplained else Clarifying(reading, self.writer).topic("ask_content")
        if reading.names_something or reading.unexplained:
            return self._fact("ask_content", reading.places or context_things(reading, ROWS))
        if focus.things and focus.things[0].kind is Kind.INDICATOR and focus.ask == "ask_target":
            targets = self._other_targets(focus.things)
            if targets:
                return targets
        part = self._fact(focus.ask, focus.things)
        return Part(
            part.kind,
            f"{self.writer.say('nothing_more')}\n{part.text}",
            part.citations,
            part.things,
            part.listed,
            part.buttons,
            focus.ask,
        )

    def _other_targets(self, things: tuple[Thing, ...]) -> Part | None:
        """The other indicators of the same rows."""
        from plan_kb.answering.facts import measures_of, target_list

        rows = [row for thing in things for row in measures_of(self.writer, thing)]
        named = {thing.key for thing in things}
        rest = [t for row in rows for t in self.writer.lookup.targets_of_measure[row.key] if t.indicator not in named]
        if not rest:
            return None
        subject = self.writer.measure(rows[0])
        return target_list(self.writer, rest, self.writer.say("targets_of", subject=subject, year=rest[0].year), [])

    def _fact(self, ask: str, things: tuple[Thing, ...] = ()) -> Part:
        if ask in _BY_STAFF:
            return self._absent(ask)
        if ask == "ask_confirm" and not things:
            return confirm(self.reading, self.writer)
        return FactAsked(self.reading, self.writer).part(ask, things)
