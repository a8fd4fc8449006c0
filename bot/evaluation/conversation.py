"""Puts a case to the assistant, turn by turn, and keeps what it replied and how it read each message."""
from __future__ import annotations

import json
import time
import traceback
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from typing import Protocol

from bot.evaluation.cases import Case, Turn
from bot.evaluation.judging import Fault, Flaw, faults_of
from plan_kb.answering.assistant import reply
from plan_kb.answering.reply import Kind, Reply
from plan_kb.knowledge import Knowledge
from plan_kb.linking.linker import Linked
from plan_kb.live import using
from plan_kb.settings import read_settings
from plan_kb.understanding.context import Context
from plan_kb.understanding.question import Question


class ReadsMessages(Protocol):
    """What turns a message into a question, as :class:`bot.evaluation.language_model.LanguageModel` does."""

    def question(self, text: str, longest: int) -> Question:
        """The question of ``text``, of which at most ``longest`` characters are read."""
        ...


class Failure(IntEnum):
    """How bad a failure is: the smaller, the worse."""

    FALSE_ANSWER = 1
    WRONG_FACT = 2
    ERROR = 3
    REFUSED = 4
    WRONG_KIND = 5
    OTHER = 6


@dataclass(frozen=True)
class TurnOutcome:
    """A turn with the reply to it."""

    turn: Turn
    question: Question
    linked: Linked
    reply: Reply
    faults: tuple[Fault, ...]
    seconds: float

    @property
    def answered_falsely(self) -> bool:
        """Whether an unanswerable question was answered."""
        return self.turn.expected.forbids_answer and self.reply.kind is Kind.ANSWER

    @property
    def failure(self) -> Failure | None:
        """How the reply fails; None where it is right."""
        if self.answered_falsely:
            return Failure.FALSE_ANSWER
        if not self.faults:
            return None
        if self.reply.kind is Kind.ERROR:
            return Failure.ERROR
        flaws = {fault.flaw for fault in self.faults}
        if self.reply.kind is Kind.ANSWER and flaws & {Flaw.TEXT, Flaw.QUOTE}:
            return Failure.WRONG_FACT
        if self.turn.expected.kind == "answer" and Flaw.KIND in flaws:
            return Failure.REFUSED
        return Failure.WRONG_KIND if Flaw.KIND in flaws else Failure.OTHER


@dataclass(frozen=True)
class CaseOutcome:
    """A case with the outcome of each of its turns."""

    case: Case
    turns: tuple[TurnOutcome, ...]

    @property
    def right(self) -> bool:
        """Whether every turn is."""
        return all(turn.failure is None for turn in self.turns)

    @property
    def failure(self) -> Failure | None:
        """The worst failure of its turns."""
        return min((turn.failure for turn in self.turns if turn.failure), default=None)


class Examiner:
    """Puts cases to the assistant as the channel and the action would, against one edition."""

    def __init__(self, model: ReadsMessages, knowledge: Knowledge, with_context: bool = True) -> None:
        """``with_context`` False: every turn is read as if it were the first."""
        self._model = model
        self._knowledge = knowledge
        self._with_context = with_context
        self._longest = read_settings({}).max_message_length
        self._sources = {plan.key: plan.source for plan in knowledge.edition.plans}

    def examine(self, cases: Iterable[Case]) -> list[CaseOutcome]:
        """The outcome of each case, in order."""
        with using(self._knowledge):
            return [self._conversation(case) for case in cases]

    def warm_up(self) -> None:
        """Loads what the first message would load, so that no case's time holds it."""
        with using(self._knowledge):
            if self._knowledge.meaning:
                self._knowledge.meaning.build()
            reply(self._knowledge, self._model.question("你好", self._longest), Context())

    def _conversation(self, case: Case) -> CaseOutcome:
        outcomes: list[TurnOutcome] = []
        context = Context()
        for turn in case.turns:
            outcome, context = self._turn(turn, case.category, context)
            outcomes.append(outcome)
        return CaseOutcome(case, tuple(outcomes))

    def _turn(self, turn: Turn, category: str, context: Context) -> tuple[TurnOutcome, Context]:
        begin = time.perf_counter()
        question = Question(turn.user, ())
        try:
            question = self._model.question(turn.user, self._longest)
            made, context = reply(self._knowledge, question, context, self._longest)
            faults = faults_of(made, turn.expected, category, self._sources)
        except Exception as error:
            # The server apologises and goes on; here the reason is wanted, and the other cases as well.
            made = Reply(Kind.ERROR, "".join(traceback.format_exception(error)[-3:]))
            faults = [Fault(Flaw.ERROR, f"{type(error).__name__}: {error}")]
        seconds = time.perf_counter() - begin
        linked = self._knowledge.link(question.text[:self._longest + 1])
        return TurnOutcome(turn, question, linked, made, tuple(faults), seconds), self._kept(context)

    def _kept(self, context: Context) -> Context:
        """The context as it comes back out of the conversation's slots."""
        slots = json.loads(json.dumps(context.to_slots()))
        return Context.from_slots(**slots) if self._with_context else Context()
