"""One edition with everything that answering needs, built once when the edition is published or loaded."""

from __future__ import annotations

from functools import cached_property, lru_cache

from plan_kb.edition.lookup import PlanLookup
from plan_kb.edition.model import Edition
from plan_kb.linking.linker import Linked, Linker
from plan_kb.retrieval.faq import FaqIndex
from plan_kb.retrieval.meaning import MeaningIndex

_REMEMBERED_MESSAGES = 256


class Knowledge:
    """An edition, its lookups and its linker; immutable, shared by all conversations."""

    def __init__(self, edition: Edition, use_sound: bool = True, use_meaning: bool = True) -> None:
        self.edition = edition
        self.lookups: dict[str, PlanLookup] = {plan.key: PlanLookup(plan) for plan in edition.plans}
        self._linker = Linker(edition, list(self.lookups.values()), use_sound)
        self.meaning = MeaningIndex(list(self.lookups.values())) if use_meaning else None
        self._remembered = lru_cache(maxsize=_REMEMBERED_MESSAGES)(self._linker.link)

    def link(self, text: str) -> Linked:
        """What ``text`` mentions; the last messages are remembered, as pipeline and action both ask."""
        return self._remembered(text)

    @cached_property
    def faq(self) -> FaqIndex:
        """The answers that staff wrote, by their wordings."""
        return FaqIndex(list(self.lookups.values()), self._linker.link)

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
        return self.lookups[max(self.edition.plans, key=lambda plan: (plan.last_year, plan.issued)).key]
