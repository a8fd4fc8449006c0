"""What the pages that ask questions share: the reader, the knowledge of draft and editions, the newest comparison."""
from __future__ import annotations

import logging
import threading
from dataclasses import dataclass

from sqlalchemy.orm import Session

from plan_kb.console.visit import Visit
from plan_kb.database import Database, DatabaseUnavailable
from plan_kb.edition.store import NoSuchEdition
from plan_kb.edition.wire import DamagedEdition
from plan_kb.edition_choice import DRAFT, Chosen, EditionChoice, NotAskable
from plan_kb.messages import message
from plan_kb.questions.golden import golden_questions
from plan_kb.questions.running import Comparing, Progress
from plan_kb.reader import Reader, State

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Assistant:
    """One for each process of the console."""

    reader: Reader
    editions: EditionChoice
    comparing: Comparing


def new_assistant(reader_path: str) -> Assistant:
    """Return one that reads with ``reader_path`` (``module:function``); nothing is loaded yet."""
    reader = Reader(reader_path)
    return Assistant(reader, EditionChoice(), Comparing(reader))


def prepare_in_background(assistant: Assistant, database: Database) -> None:
    """Load the reader and the newest edition in a thread of its own, so that the first page that asks need not wait."""

    def prepare() -> None:
        assistant.reader.load_in_background()
        try:
            with database.reading() as session:
                chosen = assistant.editions.edition(session)
            knowledge = chosen.knowledge
            if knowledge.meaning is not None:
                # The passages that are encoded here need not be encoded again for a draft.
                knowledge.meaning.build()
        except (DatabaseUnavailable, NoSuchEdition, DamagedEdition) as error:
            _log.warning("the newest edition is not prepared for asking: %s", error)

    threading.Thread(target=prepare, name="prepare-assistant", daemon=True).start()


def assistant_of(visit: Visit) -> Assistant:
    """Return that of the process; its reader begins to load where it has not yet."""
    assistant: Assistant = visit.request.app.state.assistant
    assistant.reader.load_in_background()
    return assistant


def reader_problem(assistant: Assistant) -> str:
    """Return in a sentence why nothing can be asked now; empty where it can."""
    if assistant.reader.state is State.READY:
        return ""
    if assistant.reader.state is State.LOADING:
        return message("watching.loading")
    return message("watching.no_reader", reason=assistant.reader.reason)


def answers_of(visit: Visit, session: Session) -> Progress | None:
    """Return how far the comparison of draft and newest edition is, and begin it where it is not; None without both."""
    assistant = assistant_of(visit)
    try:
        draft = assistant.editions.choose(session, DRAFT)
        live = assistant.editions.edition(session)
    except (NotAskable, NoSuchEdition, DamagedEdition):
        return None
    golden = tuple(golden_questions(session))
    return assistant.comparing.started(_state(live, draft, golden), live, draft, golden)


def _state(live: Chosen, draft: Chosen, golden: tuple[str, ...]) -> str:
    return "|".join((live.state, draft.state, *golden))
