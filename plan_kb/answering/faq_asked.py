"""Questions that staff have answered themselves: told in their words, with the source that they name."""

from __future__ import annotations

from plan_kb.answering.part import Part, answer
from plan_kb.answering.reply import Citation
from plan_kb.answering.writer import Writer
from plan_kb.knowledge import Knowledge
from plan_kb.linking import cues
from plan_kb.linking.linker import Linked
from plan_kb.retrieval.faq import Fitting
from plan_kb.retrieval.wording import asks

_ENDS = ",。!?;\n"


class FaqAsked:
    """The answers of the staff that fit a message; empty at once where the edition has none."""

    def __init__(self, knowledge: Knowledge, linked: Linked, language: str) -> None:
        self._knowledge = knowledge
        self._language = language
        self._found = _fitting(knowledge, linked) if len(knowledge.faq) else []

    def strong(self) -> list[Part]:
        """The parts of the reply where every question of the message is one of the staff's own wordings."""
        return self._parts() if self._found and all(f is not None and f.strong for f in self._found) else []

    def instead(self, parts: list[Part]) -> list[Part]:
        """What replaces ``parts``, with which the plan itself answers nothing; ``parts`` where nothing fits."""
        fitting = self._parts()
        if not fitting:
            return parts
        return fitting if None not in self._found else [*fitting, *parts]

    def _parts(self) -> list[Part]:
        return [self._part(found) for found in self._found if found is not None]

    def _part(self, found: Fitting) -> Part:
        writer = Writer(self._knowledge.lookups[found.plan], self._language)
        entry = found.entry
        text = writer.say("faq", answer=entry.answer.strip(), source=entry.source.strip())
        return answer(text, [Citation(found.plan, entry.ref, entry.questions[0], entry.answer)])


def _fitting(knowledge: Knowledge, linked: Linked) -> list[Fitting | None]:
    """What fits the whole message, else each of its clauses that asks; None for a clause that nothing fits."""
    whole = knowledge.faq.best(linked)
    if whole is not None:
        return [whole]
    clauses = [clause for clause in _clauses(linked) if cues.has("question_marks", clause.text) or asks(clause)]
    return [knowledge.faq.best(clause) for clause in clauses] if clauses else []


def _clauses(linked: Linked) -> list[Linked]:
    """The clauses of a message that has several; none of one that has not."""
    ends = [i for i, character in enumerate(linked.text) if character in _ENDS]
    starts = [0, *(end + 1 for end in ends)]
    parts = [linked.part(a, b) for a, b in zip(starts, [*ends, len(linked.text)], strict=True) if b > a]
    return parts if len(parts) > 1 else []
