"""The comparison of answers as pages show it."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from plan_kb.answering.reply import Reply
from plan_kb.console.assistant import answers_of
from plan_kb.console.comparing import Piece, changed_words
from plan_kb.console.visit import Visit
from plan_kb.edition.findings import Finding
from plan_kb.questions.running import Progress
from plan_kb.questions.shown import ChangedAnswer, by_answer
from plan_kb.questions.unreachable import findings_of


@dataclass(frozen=True)
class AnswersShown:
    """What a page says of the answers of draft and newest edition."""

    progress: Progress
    answers: list[ChangedAnswer]
    unreachable: list[Finding]
    pieces: Callable[[Reply, Reply], list[Piece]]
    """Both texts as one, with what went and what came."""


def answers_shown(visit: Visit, session: Session) -> AnswersShown | None:
    """Return it, and begin the comparison where there is none yet; None where draft or edition cannot be asked."""
    progress = answers_of(visit, session)
    if progress is None:
        return None
    result = progress.result
    return AnswersShown(
        progress,
        by_answer(result.changes) if result else [],
        findings_of(session, result.unreachable) if result else [],
        lambda before, after: changed_words(before.text, after.text),
    )
