"""What visitors asked and did not get: the list, and leaving some of it."""
from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from sqlalchemy.orm import Session
from starlette.responses import Response

from plan_kb.answering.reply import Reply
from plan_kb.asking import CannotRead, ask
from plan_kb.console.assistant import assistant_of
from plan_kb.console.routing import Pages
from plan_kb.console.standing import standing
from plan_kb.console.visit import Visit
from plan_kb.console.waiting_questions import OPEN, OUTCOMES, PERIODS, days_of, groups_of, known_now
from plan_kb.edition_choice import DRAFT, NotAskable
from plan_kb.messages import message
from plan_kb.reader import State
from plan_kb.unanswered.collecting import Reason
from plan_kb.unanswered.deciding import dismiss, reopen
from plan_kb.understanding.context import Context

pages = Pages()
pages.link("watching.nav.unanswered", "/unanswered", "visitors", 20)

_ON_A_PAGE = 25
_DEEDS = {"dismissed": "dismiss", "reopened": "reopen"}
"""What the audit log calls it."""


@pages.get("/unanswered", "viewer")
def show(visit: Visit) -> Response:
    """Groups of wordings, the most frequent first; after a decision also what the draft answers now."""
    with visit.reading() as session:
        return _page(visit, session)


@pages.post("/unanswered/dismiss", "editor")
def leave(visit: Visit) -> Response:
    """Leaves the chosen wordings as they are."""
    return _decide(visit, "dismissed")


@pages.post("/unanswered/reopen", "editor")
def open_again(visit: Visit) -> Response:
    """Takes back what was decided about the chosen wordings."""
    return _decide(visit, "reopened")


def _decide(visit: Visit, deed: str) -> Response:
    keys = chosen_keys(visit)
    back = f"/unanswered?{urlencode({'days': days_of(visit.field('days')), 'outcome': visit.field('outcome')})}"
    with visit.writing() as session:
        if not keys:
            return visit.redirect(back, message("watching.unanswered.none_chosen"))
        count = dismiss(session, keys, visit.account.name) if deed == "dismissed" else reopen(session, keys)
        visit.record(session, _DEEDS[deed], "unanswered", None, {"wordings": list(keys)[:50]})
        return visit.redirect(back, message(f"watching.unanswered.{deed}", count=count))


def chosen_keys(visit: Visit) -> Sequence[str]:
    """The wordings of the groups that are ticked; a group's field holds its wordings, one a line."""
    ticked = [value for value in visit.form.getlist("group") if isinstance(value, str)]
    return list(dict.fromkeys(key for value in ticked for key in value.split("\n") if key))


def _page(visit: Visit, session: Session) -> Response:
    days, reason = days_of(visit.asked("days")), visit.asked("reason")
    outcome = visit.asked("outcome") if visit.asked("outcome") in OUTCOMES else OPEN
    groups = groups_of(session, known_now(visit, session), days, outcome, reason, visit.asked("q"))
    pages_of = max(1, -(-len(groups) // _ON_A_PAGE))
    page = min(max(1, int(visit.asked("page")[:4])), pages_of) if visit.asked("page").isdecimal() else 1
    return visit.page(
        "unanswered.html",
        groups=groups[(page - 1) * _ON_A_PAGE : page * _ON_A_PAGE],
        count=len(groups),
        page=page,
        pages=pages_of,
        days=days,
        periods=PERIODS,
        outcome=outcome,
        outcomes=OUTCOMES,
        reason=reason,
        reasons=[r.value for r in Reason],
        q=visit.asked("q"),
        asked=visit.asked("asked"),
        drafted=_drafted(visit, session, visit.asked("asked")[:500]),
        differs=bool(standing(session).differences),
    )


def _drafted(visit: Visit, session: Session, question: str) -> Reply | None:
    """What the draft answers to the wording that was just decided about; None where it cannot be asked now."""
    assistant = assistant_of(visit)
    if not question or assistant.reader.state is not State.READY:
        return None
    try:
        knowledge = assistant.editions.choose(session, DRAFT).knowledge
        return ask(knowledge, assistant.reader, question, Context())[0]
    except (NotAskable, CannotRead):
        return None
