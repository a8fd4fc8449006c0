"""Which answer a reading gets: by the group of its intent, then by what it asks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from plan_kb.answering import absent
from plan_kb.answering.clarifying import Clarifying
from plan_kb.answering.confirming import confirm, judged
from plan_kb.answering.contacts import contacts
from plan_kb.answering.fact_asked import FactAsked
from plan_kb.answering.facts import targets_of
from plan_kb.answering.going_on import GoingOn
from plan_kb.answering.part import Part, not_in_plan
from plan_kb.answering.plan_asked import about_plan
from plan_kb.answering.positions import bare_number, chosen_option, position_in_list
from plan_kb.answering.progress import asks_of_the_past, progress
from plan_kb.answering.reply import Kind as ReplyKind
from plan_kb.answering.resolving import context_things
from plan_kb.answering.standing import Standing
from plan_kb.answering.writer import Writer
from plan_kb.linking.mention import Kind, Thing
from plan_kb.text.code import looks_like_code
from plan_kb.understanding.answerability import best_answerable
from plan_kb.understanding.question import Intent, group_of
from plan_kb.understanding.reading import Reading
from plan_kb.understanding.topics import settings

ROWS = (Kind.TASK, Kind.MEASURE, Kind.INDICATOR)
_LONG_MESSAGE = 40
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
        self.going_on = GoingOn(self)

    def part(self) -> Part:
        """The part of the reply for this reading."""
        reading = self.reading
        chosen = chosen_option(reading) if reading.context.pending else ()
        if chosen and (
            reading.group in ("dialogue", "smalltalk") or not reading.names_something or len(reading.text) <= 12
        ):
            return self.fact(reading.context.pending, chosen)
        if bare_number(reading):
            return self.going_on.followup()
        names_only = self.standing.only_names() or reading.ask == "followup"
        if reading.context.pending and names_only and reading.names_something:
            return self.fact(reading.context.pending)
        if (
            reading.linked.figures
            and reading.group != "smalltalk"
            and not reading.names_something
            and reading.context.focus
            and (
                reading.group in ("dialogue", "foreign")
                or self.going_on.with_figures()
                or self.standing.doubts_the_target()
            )
        ):
            return self.fact("ask_confirm" if self.standing.doubts_the_target() else "ask_place")
        settled = self.going_on.settled()
        if settled is not None:
            return settled
        if self.going_on.carries_on():
            return self.going_on.followup()
        if self.standing.points_at_nothing():
            return Clarifying(reading, self.writer).topic(reading.ask)
        group = reading.group
        best = best_answerable(reading)
        if looks_like_code(reading.linked.raw) and not reading.names_something:
            return self._aside("foreign")
        if group in ("smalltalk", "foreign"):
            if self.standing.asks_whose_figure():
                return self.fact("ask_place")
            if group == "foreign" and best and self.standing.is_answerable():
                return Asked(self._reading_as(best), self.writer.language).part()
            return self._aside(group)
        elsewhere = self.standing.speaks_of_another_place()
        if elsewhere and (reading.ask == "ask_compare" or not self.standing.names_own_district()):
            said = self.writer.say("absent_place", district=self._district())
            named = tuple(t for m in reading.indicator_names for t in m.of(Kind.INDICATOR)) or reading.rows
            return not_in_plan(said, (), reading.distinguished(list(named)) if reading.indicator_names else named)
        if reading.linked.other_bodies and self.standing.asks_of_units():
            return self._of_unnamed_body()
        if reading.missing_number():
            lookup = self.writer.lookup
            return not_in_plan(self.writer.say("no_such_number", tasks=len(lookup.tasks), areas=len(lookup.areas)))
        if reading.ask == "ask_confirm" and self.standing.mistakes_the_year():
            return self._of_the_right_year()
        if self.standing.asks_for_another_year() and group != "plan":
            told = self.by_staff("ask_result") if asks_of_the_past(reading) else None
            return told or absent.pointing(
                self.writer, self.writer.say("absent_year", year=self.writer.lookup.plan.last_year), reading.rows
            )
        if self.standing.asks_about_its_basis():
            return self.not_said("ask_other_service")
        if group == "absent":
            if best and group_of(best.name) == "fact" and self.standing.is_answerable():
                return self.fact(best.name)
            return self.not_said(reading.ask)
        if group == "plan":
            return about_plan(self)
        if self.standing.goes_beyond():
            return self.not_said("ask_other_service")
        achieved = reading.confidence("ask_result") >= settings()["least_confidence_of_result_beside_target"]
        if reading.ask == "ask_target" and achieved and reading.asks_of_the_past():
            return self.not_said("ask_result")
        if reading.ask == "followup" and not reading.names_something and not reading.linked.ordinals:
            least = settings()["least_confidence_of_ellipsis"]
            other = next(
                (i for i in reading.intents[1:3] if group_of(i.name) == "fact" and i.confidence >= least), None
            )
            if other is not None and not self.going_on.narrowed():
                return self.fact(other.name)
        if reading.ask == "followup" or self.standing.only_names():
            return self.going_on.followup()
        if reading.ask == "more" and reading.cue("doubling"):
            return self.fact("ask_list")
        if reading.ask == "more" and position_in_list(reading) is not None:
            return self.going_on.followup()
        if reading.ask == "more":
            rival = next((i for i in reading.intents[1:4] if group_of(i.name) == "fact"), None)
            if rival is None or reading.intents[0].confidence >= settings()["sure_of_more"]:
                return self.going_on.more()
            return self.fact(rival.name)
        return self.fact(reading.ask)

    def _of_the_right_year(self) -> Part:
        """The target with its year, after a question that dates it later (那个千亿规模是2028年才交卷吧)."""
        return judged(self.writer, FactAsked(self.reading, self.writer).part("ask_target"), False)

    def _of_unnamed_body(self) -> Part:
        """A body that no plan names has no task; where a row is named, who is responsible for it instead."""
        rows = self.reading.rows
        if not rows and self.reading.ask in ("ask_unit", "ask_confirm") and not self.reading.cue("task_itself"):
            rows = context_things(self.reading, ROWS)
        denied = self.writer.say("no_such_unit" if rows else "unit_of_no_task")
        if not rows:
            return not_in_plan(denied)
        part = FactAsked(self.reading, self.writer).part("ask_unit", rows)
        return replace(part, text=f"{denied}\n{part.text}")

    def _district(self) -> str:
        return self.writer.districts()

    def _aside(self, group: str) -> Part:
        reading = self.reading
        ordinary = [i for i in reading.intents if group_of(i.name) in ("fact", "dialogue")]
        least = settings()["least_topic_score_against_aside"]
        if group == "smalltalk":
            if reading.rows and reading.topics.score() >= least and self.standing.only_names():
                return self.going_on.followup()
            if (
                reading.rows
                and reading.topics.score() >= least
                and ordinary
                and ordinary[0].confidence >= settings()["least_confidence_of_rival"]
            ):
                return Asked(self._reading_as(ordinary[0]), self.writer.language).part()
            story = len(reading.text) > _LONG_MESSAGE
            if story and reading.names_something and reading.cue("interrogatives") and ordinary:
                return Asked(self._reading_as(ordinary[0]), self.writer.language).part()
            if story and reading.mass("smalltalk") < settings()["sure_of_smalltalk_in_a_story"]:
                return self.unknown()
            values = {"district": self._district()}
            return Part(ReplyKind.SMALLTALK, self.writer.say(reading.ask, **values))
        if self.standing.only_names():
            return self.going_on.followup()
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

    def not_said(self, ask: str) -> Part:
        reading = self.reading
        things = reading.rows or (() if reading.unexplained else context_things(reading, ROWS))
        named = reading.cue("naming") and reading.rows
        if (ask == "ask_definition" and (self.standing.is_content() or named)) or (ask == "ask_person" and named):
            return self.fact("ask_content")
        if ask == "ask_person" and reading.cue("addressees") and reading.passages:
            return self.fact("ask_content")
        rival = reading.confidence("ask_place") >= settings()["least_confidence_of_place_beside_figure"]
        if ask == "ask_other_figure" and rival and self.standing.quotes_the_plan():
            return self.fact("ask_place")
        if ask == "ask_person" and len(reading.text) <= _SHORTEST_QUESTION and context_things(reading, ROWS):
            return self.fact("ask_unit")
        if ask in ("ask_other_service", "ask_opinion") and reading.cue("which_unit") and self.standing.names_a_row():
            return self.fact("ask_unit")
        of_unit = reading.confidence("ask_unit") >= settings()["least_confidence_of_unit_beside_procedure"]
        if ask == "ask_procedure" and of_unit and reading.cue("belongs_to_whom") and self.standing.names_a_row():
            return self.fact("ask_unit")
        if ask == "ask_definition" and self.standing.is_explained():
            return self.fact("ask_place")
        picked = position_in_list(reading)
        if ask == "ask_definition" and isinstance(picked, tuple) and not self.standing.names_a_row():
            figures = all(thing.kind is Kind.INDICATOR for thing in picked)
            return self.fact("ask_target" if figures else "ask_content", picked)
        if ask == "ask_definition" and reading.rows and reading.cue("plan_says"):
            return self.fact("ask_content")
        if ask == "ask_result" and (due := self._things_with_a_date()):
            return self.fact("ask_target", due)
        if self.standing.asks_for_a_named_target(ask):
            return self.fact("ask_target")
        if (
            ask in ("ask_result", "ask_money")
            and (
                reading.indicator_names
                or (self.standing.names_a_row() and (reading.cue("how_many") or reading.cue("figure_words")))
                or isinstance(picked, tuple)
                or self.standing.names_last_year_only()
            )
            and self.standing.asks_for_a_target(ask)
            and not self.standing.names_another_year()
        ):
            return self.fact("ask_target")
        return self.by_staff(ask) or absent.absent(self.writer, ask, things)

    def _things_with_a_date(self) -> tuple[Thing, ...]:
        """What is to be done by when (最晚啥时候建完): named or in focus, with targets, each of which says its year."""
        reading = self.reading
        if not reading.cue("when_alone") or reading.linked.years:
            return ()
        named = tuple(t for m in reading.indicator_names for t in m.of(Kind.INDICATOR))
        things = reading.distinguished(list(named)) if named else reading.rows or context_things(reading, ROWS)
        return tuple(thing for thing in things if targets_of(self.writer, thing))

    def by_staff(self, ask: str) -> Part | None:
        """What staff entered beside the plan: contacts and progress; None where they did not."""
        found = _BY_STAFF[ask](self.reading, self.writer) if ask in _BY_STAFF else None
        return replace(found, ask=ask) if found else None

    def unknown(self) -> Part:
        return absent.absent(self.writer, "ask_other_service")

    def fact(self, ask: str, things: tuple[Thing, ...] = ()) -> Part:
        if ask in _BY_STAFF:
            return self.not_said(ask)
        reading = self.reading
        if ask == "ask_unit" and reading.cue("within_a_unit"):
            return self.not_said("ask_contact")
        if ask == "ask_unit" and reading.cue("other_bodies_asked"):
            return self.not_said("ask_other_service")
        confirms = reading.confidence("ask_confirm") >= settings()["least_confidence_of_confirming_beside_unit"]
        figures = any(not figure.only_counts for figure in reading.linked.figures)
        if ask == "ask_unit" and figures and reading.indicator_names and confirms:
            return confirm(reading, self.writer)
        premise = reading.linked.figures or reading.units or reading.areas
        if ask == "ask_confirm" and not premise and reading.names_something and reading.asks_of_the_past():
            return self.not_said("ask_result")
        if ask == "ask_confirm" and not things:
            return confirm(self.reading, self.writer)
        return FactAsked(self.reading, self.writer).part(ask, things)
