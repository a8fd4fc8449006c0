"""One edition with everything that answering needs, built once when the edition is published or loaded."""

from __future__ import annotations

import re
from copy import copy
from functools import cached_property, lru_cache, partial

from plan_kb.edition.lookup import PlanLookup
from plan_kb.edition.model import Edition, Plan
from plan_kb.linking.linker import Linked, Linker
from plan_kb.retrieval.faq import FaqIndex
from plan_kb.retrieval.meaning import MeaningIndex
from plan_kb.retrieval.meaning_of_plan import MeaningOfPlan

_REMEMBERED_MESSAGES = 256


class Knowledge:
    """An edition, its lookups and its linker; immutable, shared by all conversations."""

    def __init__(self, edition: Edition, use_sound: bool = True, use_meaning: bool = True) -> None:
        self.edition = edition
        self.lookups: dict[str, PlanLookup] = {plan.key: PlanLookup(plan) for plan in edition.plans}
        self._linker = Linker(edition, list(self.lookups.values()), use_sound)
        self.meaning: MeaningIndex | MeaningOfPlan | None = (
            MeaningIndex(list(self.lookups.values()), self._linker.surfaces) if use_meaning else None
        )
        self._remembered = lru_cache(maxsize=_REMEMBERED_MESSAGES)(self._linker.link)
        self._views: dict[str, Knowledge] = {}
        if len(self.lookups) > 1:
            self._views = {key: self._narrowed(key) for key in self.lookups}

    def link(self, text: str) -> Linked:
        """What ``text`` mentions; the last messages are remembered, as pipeline and action both ask."""
        return self._remembered(text)

    @cached_property
    def faq(self) -> FaqIndex:
        """The answers that staff wrote, by their wordings."""
        return FaqIndex(list(self.lookups.values()), self._linker.link)

    def about(self, key: str) -> Knowledge:
        """The same edition as if it held the plan with ``key`` only; itself where it holds no other."""
        return self._views.get(key, self)

    def _narrowed(self, key: str) -> Knowledge:
        view = copy(self)
        view.lookups = {key: self.lookups[key]}
        view.meaning = MeaningOfPlan(self.meaning, key) if isinstance(self.meaning, MeaningIndex) else None
        view._remembered = lru_cache(maxsize=_REMEMBERED_MESSAGES)(partial(self._linker.link, plan=key))
        view._views = {}
        return view

    def knows(self, word: str) -> bool:
        """Whether ``word`` stands in the text of a plan."""
        return self._linker.knows(word)

    @property
    def has_staff_facts(self) -> bool:
        """Whether staff entered anything beside the plans' texts."""
        return any(plan.staff_facts for plan in self.edition.plans)

    @property
    def main_plan(self) -> PlanLookup:
        """The plan that questions naming none are about: the newest."""
        return max(self.lookups.values(), key=lambda lookup: age(lookup.plan))


def age(plan: Plan) -> tuple[int, list[int], str]:
    """By what plans are ordered in time: last year, then date of issue."""
    return plan.last_year, [int(digits) for digits in re.findall(r"\d+", plan.issued)], plan.key
