"""Asking the draft, the newest edition or an old one, and seeing why it answers as it does."""
from __future__ import annotations

from sqlalchemy.orm import Session
from starlette.responses import Response

from plan_kb.asking import CannotRead, Explanation, explained
from plan_kb.console.assistant import assistant_of, reader_problem
from plan_kb.console.routing import Pages
from plan_kb.console.trying import Conversation, conversation_of, intent_in_words, things_in_words
from plan_kb.console.visit import Visit
from plan_kb.edition.store import EditionRecord, NoSuchEdition, read_history
from plan_kb.edition.wire import DamagedEdition
from plan_kb.edition_choice import DRAFT, LIVE, Chosen, NotAskable
from plan_kb.messages import message
from plan_kb.reader import State
from plan_kb.settings import read_settings

pages = Pages()
pages.link("watching.nav.try", "/try", "publish", 15)

_MOST_EDITIONS = 30
_WAIT_SECONDS = 30.0


@pages.get("/try", "viewer")
def show(visit: Visit) -> Response:
    """The box; a question in the address is asked at once."""
    return _page(visit, visit.asked("q"), visit.asked("edition") or LIVE, Conversation())


@pages.post("/try", "viewer")
def ask(visit: Visit) -> Response:
    """The reply to one more message, or an empty box for a new conversation."""
    edition = visit.field("edition") or LIVE
    if visit.field("new"):
        return _page(visit, "", edition, Conversation())
    question = visit.field("choice") or visit.field("question")
    return _page(visit, question, edition, conversation_of(visit.field("conversation")))


def _page(visit: Visit, question: str, edition: str, conversation: Conversation) -> Response:
    assistant = assistant_of(visit)
    if question and assistant.reader.state is State.LOADING:
        assistant.reader.wait(_WAIT_SECONDS)
    problem = reader_problem(assistant)
    with visit.reading() as session:
        history = read_history(session)[:_MOST_EDITIONS]
        chosen, missing = _choose(visit, session, edition)
    found: Explanation | None = None
    if question and chosen is not None and not problem:
        try:
            found = explained(chosen.knowledge, assistant.reader, question, conversation.context)
        except CannotRead as error:
            problem = message("watching.no_reader", reason=error)
    return visit.page(
        "try_it.html",
        found=found,
        before=conversation.turns,
        conversation=(conversation.after(found) if found else conversation).kept(),
        question="" if found else question,
        edition=edition,
        editions=_names(history),
        problem=problem or missing,
        waiting=assistant.reader.state is State.LOADING,
        things=(lambda things: things_in_words(chosen.knowledge, things)) if chosen else None,
        intent_words=intent_in_words,
        longest=read_settings().max_message_length,
    )


def _choose(visit: Visit, session: Session, name: str) -> tuple[Chosen | None, str]:
    """The state that is asked, or a sentence that says why there is none."""
    if name not in (DRAFT, LIVE) and not (name.isascii() and name.isdecimal() and len(name) < 9):
        return None, message("watching.no_edition", number=name[:20])
    try:
        return assistant_of(visit).editions.choose(session, name), ""
    except NotAskable:
        return None, message("watching.not_askable")
    except (NoSuchEdition, DamagedEdition):
        return None, message("watching.no_edition", number=name)


def _names(history: tuple[EditionRecord, ...]) -> list[tuple[str, EditionRecord]]:
    return [(str(record.number), record) for record in history[1:]]
