"""Which answers the draft would change: the same questions asked of draft and newest edition, side by side."""
from __future__ import annotations

from starlette.responses import Response

from plan_kb.console.answers import answers_shown
from plan_kb.console.pages.check import finding_path
from plan_kb.console.routing import Pages
from plan_kb.console.visit import Visit

pages = Pages()
pages.link("watching.nav.changes", "/answer-changes", "publish", 20)

_PARTS = {"changes": "answer_changes_part.html", "unreachable": "unreachable_part.html"}

_PART_TYPE = "text/fragment+html; charset=utf-8"
"""No page of its own: a browser that is sent to it shows nothing."""


@pages.get("/answer-changes", "viewer")
def show(visit: Visit) -> Response:
    """All of them."""
    with visit.reading() as session:
        return visit.page("answer_changes.html", answers=answers_shown(visit, session))


@pages.get("/answer-changes/part", "viewer")
def part(visit: Visit) -> Response:
    """Only the part of a page that changes while questions are asked."""
    with visit.reading() as session:
        template = _PARTS.get(visit.asked("of"), _PARTS["changes"])
        shown = visit.page(template, answers=answers_shown(visit, session), path_of=finding_path)
    shown.headers["Content-Type"] = _PART_TYPE
    return shown
