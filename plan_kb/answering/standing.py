"""What a reading is, before it is answered: about another year or place, beyond the plan, or a bare name."""

from __future__ import annotations

import re
from functools import cached_property

from plan_kb.answering.fitting import value_matches
from plan_kb.answering.resolving import context_is_empty, context_things
from plan_kb.edition.model import Plan
from plan_kb.linking import cues
from plan_kb.linking.mention import Kind, Source
from plan_kb.text.normalise import normalise
from plan_kb.text.words import is_noun
from plan_kb.understanding.answerability import answerability, measure_fits
from plan_kb.understanding.narrowing import narrowed, surely_narrowed
from plan_kb.understanding.reading import Reading
from plan_kb.understanding.topics import settings

_ROWS = (Kind.TASK, Kind.MEASURE, Kind.INDICATOR)
_ASKING_PARTICLES = ("吗", "么", "嘛", "不", "没")
_QUOTED = re.compile("[“「『\"‘']([^“”「」『』\"‘’']{4,})[”」』\"’']")


class Standing:
    """Yes-or-no properties of one reading that decide how it is answered."""

    def __init__(self, reading: Reading, plan: Plan) -> None:
        self.reading = reading
        self.plan = plan

    @cached_property
    def answerability(self) -> float:
        """How likely the plan answers the reading, which leans on nothing that was said before."""
        return answerability(self.reading)

    def stands_alone(self) -> bool:
        """Whether the reading leans on nothing that was said before."""
        return self.reading.names_something or self.reading.context.focus is None

    def goes_beyond(self) -> bool:
        """Whether the plan rather does not answer this."""
        if not self.stands_alone():
            return False
        figure = self.reading.ask in ("ask_target", "ask_compare", "ask_extreme")
        strange = figure and any(is_noun(word) for word in self.foreign_words())
        if figure and self.foreign_words() and not any(m.source is Source.NAME for m in self.reading.topics.mentions):
            return True
        if figure or self.reading.ask == "ask_unit":
            rows = [m for m in self.reading.linked.mentions if m.source is Source.NAME and m.of(*_ROWS)]
            reading = self.reading
            other = surely_narrowed(reading.knowledge, reading.text, rows, reading.unexplained)
            if rows and len(other) == len(rows):
                return True
            if rows and reading.confidence("ask_unit") >= settings()["sure_of_unit"]:
                return False
        bound = "" if not strange else "_of_strange_figure" if self._is_narrowed() else "_of_figure"
        return self.answerability < settings()[f"least_answerability{bound}"]

    def _is_narrowed(self) -> bool:
        reading = self.reading
        return not reading.names_something or bool(
            narrowed(reading.knowledge, reading.text, reading.topics.mentions, reading.unexplained)
        )

    def is_answerable(self) -> bool:
        """Whether the plan surely answers this, whatever the likeliest intent is."""
        return self.reading.names_something and self.answerability >= settings()["sure_answerability"]

    def names_a_row(self) -> bool:
        """Whether a row of the task list, or words of one, are named as such."""
        lookups, reading = self.reading.knowledge.lookups, self.reading
        other = narrowed(reading.knowledge, reading.text, reading.linked.mentions, reading.unexplained)
        for mention in reading.linked.mentions:
            if mention.source is Source.NAME and mention not in other and (
                mention.of(*_ROWS)
                or any(lookups[t.plan].sentences[int(t.key)].measure for t in mention.of(Kind.TERM))
            ):
                return True
        return False

    def points_at_nothing(self) -> bool:
        """Whether 它 or 那项 opens a conversation: nobody knows what is meant."""
        reading = self.reading
        said = reading.names_something or reading.unexplained or reading.linked.figures or reading.linked.of(Kind.PLAN)
        fact = reading.ask in ("ask_unit", "ask_target", "ask_content", "ask_area")
        opens = any(start == 0 for start, _ in cues.spans("row_pronouns", reading.text))
        return context_is_empty(reading) and fact and opens and not said

    def doubts_the_target(self) -> bool:
        """Whether a figure that no target has follows the answer with a target (我怎么记得是3000家)."""
        focus, targets = self.reading.context.focus, self.reading.knowledge.main_plan.plan.targets
        figures = [f for f in self.reading.linked.figures if not f.only_counts]
        matched = any(value_matches(t, f) for t in targets for f in figures)
        return focus is not None and focus.ask in ("ask_target", "ask_confirm") and bool(figures) and not matched

    def asks_whose_figure(self) -> bool:
        """Whether a figure of the plan, with its unit of measure, is all that a message asks about."""
        reading = self.reading
        figures = [f for f in reading.linked.figures if f.unit_of_measure and not f.only_counts]
        asked = reading.confidence("ask_place") >= settings()["least_confidence_of_place_beside_figure"]
        targets = reading.knowledge.main_plan.plan.targets
        return asked and not reading.names_something and any(value_matches(t, f) for t in targets for f in figures)

    def quotes_the_plan(self) -> bool:
        """Whether the question holds words of the plan in quotation marks."""
        source = normalise(self.plan.source)
        return any(normalise(words) in source for words in _QUOTED.findall(self.reading.linked.raw))

    def is_explained(self) -> bool:
        """Whether the text itself says what the named words are: ``…是X``, ``X是…`` or ``《…》(X)``."""
        lookups = self.reading.knowledge.lookups
        for mention in self.reading.linked.mentions:
            surface = re.escape(mention.surface)
            for thing in mention.of(Kind.TERM):
                text = lookups[thing.plan].sentences[int(thing.key)].normal
                if mention.source is Source.NAME and re.search(rf"是{surface}|{surface}是|》\({surface}\)", text):
                    return True
        return False

    def asks_about_its_basis(self) -> bool:
        """Whether the content of the document that the plan rests on is asked for, which the plan does not give."""
        basis, title = normalise(self.plan.basis), normalise(self.plan.title)
        surfaces = [m.surface for m in self.reading.linked.of(Kind.TERM) if len(m.surface) >= 4]
        named = any(surface in basis and surface not in title for surface in surfaces)
        return named and self.reading.ask in ("ask_content", "ask_target", "ask_unit", "ask_list", "ask_count")

    def foreign_words(self) -> list[str]:
        """Unknown words of the asking clauses that stand in no plan; English ones only where several do."""
        reading = self.reading
        found = [
            word
            for word in reading.unexplained
            if not reading.knowledge.knows(word) and reading.stands_in_an_asking_clause(word)
        ]
        chinese = [word for word in found if not word.isascii()]
        return found if len(found) - len(chinese) >= 2 else chinese

    def asks_for_another_year(self) -> bool:
        plan = self.plan
        years = [year for year in self.reading.linked.years if year.year is not None or year.offset]
        if not years or self.reading.ask not in (
            "ask_target",
            "ask_list",
            "ask_count",
            "ask_compare",
            "ask_extreme",
            "ask_result",
            "followup",
        ):
            return any(year.year is not None and year.year > plan.last_year for year in years)
        return self.names_another_year()

    def mistakes_the_year(self) -> bool:
        """Whether a target that is named is said to be for one year after the plan's last."""
        years = {year.year for year in self.reading.linked.years if year.year is not None}
        later = len(years) == 1 and min(years) > self.plan.last_year
        return later and bool(self.reading.indicator_names) and not self.reading.cue("how_many")

    def names_another_year(self) -> bool:
        """Whether years are named and the one that the targets are for is not among them."""
        named = {year.year for year in self.reading.linked.years if year.year is not None or year.offset}
        return bool(named) and self.plan.last_year not in named

    def speaks_of_another_place(self) -> bool:
        """Whether another place is named, other than where one says where one is from (我在新加坡做基金)."""
        places, text = self.reading.linked.other_places, self.reading.text
        start, end = cues.asking_span(text)
        if not places or (start == 0 and end == len(text)):
            return bool(places)
        told = [p for p in places if cues.has("speaking_of_oneself", cues.clause_around(text, p[0]))]
        return any(p not in told for p in places) or not self.reading.names_something

    def names_own_district(self) -> bool:
        """Whether the text names the plan's district, too: then the other place belongs to the story."""
        names = [self.plan.district.rstrip("区县市"), *self.plan.district_en.lower().split()[:1]]
        return any(name in self.reading.text for name in names if name) or self.reading.cue("own_district")

    def asks_of_units(self) -> bool:
        """Whether units are what the question lists, counts or confirms, and no unit of the plan is named."""
        asks = ("ask_list", "ask_count", "ask_confirm", "ask_content", "ask_unit", "ask_overview", "ask_compare")
        return self.reading.ask in asks and not self.reading.units

    def only_names(self) -> bool:
        """Whether nothing but the name of a thing was typed."""
        reading = self.reading
        if not reading.names_something or reading.text.rstrip("?!。,. ").endswith(_ASKING_PARTICLES):
            return False
        covered = {position for m in reading.topics.mentions for position in range(m.start, m.end)}
        return len(covered) >= len(reading.text.strip("?!。,. ")) - 1

    def names_last_year_only(self) -> bool:
        """Whether a fragment asks for the plan's last year of what is in focus (到2025年底几家)."""
        years = {year.year for year in self.reading.linked.years}
        in_focus = not self.reading.names_something and bool(context_things(self.reading, _ROWS))
        return in_focus and years == {self.plan.last_year}

    def asks_for_a_target(self, ask: str, surely: bool = False) -> bool:
        """Whether a figure is asked for as a target is: no word of the present, of the past or of receiving.

        ``surely`` tells that something else says so, however unlikely the intent is.
        """
        reading = self.reading
        rival = reading.confidence("ask_target")
        knows = reading.knowledge.knows
        return (
            (surely or rival >= settings()["least_confidence_of_target"] or self._says_it_is_set())
            and not reading.asks_of_the_past()
            and not cues.has("receiving", self._without_names())
            and not any(is_noun(w) and not knows(w) for w in reading.unexplained if not w.isascii())
            and not narrowed(reading.knowledge, reading.text, reading.topics.mentions, reading.unexplained)
        )

    def asks_for_a_named_target(self, ask: str) -> bool:
        """Whether how many there are to be of an indicator is asked, though the likeliest intent is another.

        The names of indicators hold words of other questions (认定 of procedures, 比例 of other figures). What such a
        question would surely hold (条件, 为什么, 其中 …) must not stand there.
        """
        reading = self.reading
        if not reading.indicator_names or not (reading.cue("how_many") or reading.asks_with("targets_listed")):
            return False
        telling = f"tells:{ask}"
        if not cues.exists(telling) or cues.has(telling, self._without_names()):
            return False
        if ask == "ask_result" and reading.confidence(ask) >= settings()["sure_of_result"]:
            return False
        return self.asks_for_a_target(ask, measure_fits(reading))

    def _without_names(self) -> str:
        text = self.reading.asking_text
        for mention in self.reading.indicator_names:
            text = text.replace(mention.surface, " ") if mention.surface else text
        return text

    def _says_it_is_set(self) -> bool:
        """Whether the words say that the plan sets a figure for an indicator (比重定了多少)."""
        return bool(self.reading.indicator_names) and self.reading.cue("set_by_plan")

    def is_content(self) -> bool:
        """Whether 是什么 asks for the content of a place named by number or title, or of what is in focus."""
        reading = self.reading
        if any(o.noun for o in reading.linked.ordinals) or reading.passages or reading.areas:
            return True
        return (
            not reading.names_something
            and not reading.unexplained
            and reading.cue("pronouns")
            and bool(context_things(reading, _ROWS))
        )

    def means_the_focus(self) -> bool:
        """Whether a question about the plan as a document (是哪个单位) is rather one about the row in focus."""
        reading = self.reading
        rivals = {i.name: i.confidence for i in reading.intents[:4]}
        rival = rivals.get("ask_unit" if reading.ask == "ask_issuer" else "ask_content", 0.0)
        return (
            not reading.linked.of(Kind.PLAN)
            and len(reading.text) <= 8
            and rival >= settings()["least_confidence_of_rival"]
            and bool(context_things(reading, _ROWS))
            and reading.ask in ("ask_issuer", "ask_overview")
        )
