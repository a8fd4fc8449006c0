"""Which answer of the staff fits a question: one whose wording asks the same, and is near in meaning as well."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from plan_kb.data import load
from plan_kb.edition.lookup import PlanLookup
from plan_kb.edition.model import FaqEntry
from plan_kb.linking.linker import Linked
from plan_kb.retrieval.encoder import encoder
from plan_kb.retrieval.wording import Wording, agree, wording


@dataclass(frozen=True)
class Fitting:
    """An entry that fits a question."""

    plan: str
    entry: FaqEntry
    question: str
    """The wording of the entry that it was found by."""
    similarity: float
    """Cosine of question and wording; 1 where they are the same but for words that make no difference."""

    @property
    def strong(self) -> bool:
        """Whether it is answered even where the plan has an answer of its own."""
        return self.similarity >= _thresholds()["least_similarity_of_strong_faq"]


class FaqIndex:
    """The answers of the staff in one edition."""

    def __init__(self, plans: list[PlanLookup], link: Callable[[str], Linked]) -> None:
        self._wordings: list[tuple[str, FaqEntry, str, Wording]] = [
            (lookup.plan.key, entry, question, wording(link(question)))
            for lookup in plans
            for entry in lookup.plan.faq
            for question in entry.questions
            if question.strip()
        ]

    def __len__(self) -> int:
        return len(self._wordings)

    def best(self, linked: Linked) -> Fitting | None:
        """The entry that asks what the message asks; None where none does. Encodes only where words agree."""
        asked = wording(linked)
        found = [
            Fitting(plan, entry, question, _similarity(asked, known))
            for plan, entry, question, known in self._wordings
            if agree(asked, known)
        ]
        best = max(found, key=lambda fitting: fitting.similarity, default=None)
        return best if best and best.similarity >= _thresholds()["least_similarity_of_faq"] else None


def _similarity(asked: Wording, known: Wording) -> float:
    if asked.bare == known.bare and asked.bare:
        return 1.0
    return float(np.dot(encoder().query(asked.text), encoder().query(known.text)))


def _thresholds() -> dict[str, float]:
    values: dict[str, float] = load("language/thresholds.yml")
    return values
