"""Publishing the draft: what changes, a comment, one transaction."""
from __future__ import annotations

from sqlalchemy.orm import Session
from starlette.responses import Response

from plan_kb.console.answers import answers_shown
from plan_kb.console.assistant import assistant_of
from plan_kb.console.comparing import shown
from plan_kb.console.pages.check import finding_path
from plan_kb.console.routing import Pages
from plan_kb.console.standing import standing
from plan_kb.console.visit import Visit
from plan_kb.edition.publish import LONGEST_COMMENT, NotPublished, publish
from plan_kb.messages import message

pages = Pages()
pages.link("console.nav.publish", "/publish", "publish", 40)


@pages.get("/publish", "viewer")
def show(visit: Visit) -> Response:
    """What would change, and for publishers the form."""
    with visit.reading() as session:
        return _page(visit, session)


@pages.post("/publish", "publisher")
def take(visit: Visit) -> Response:
    """Publishes what was shown; where the draft has changed since, shows it anew instead."""
    comment = visit.field("comment")
    with visit.writing() as session:
        if visit.field("state") != standing(session).state:
            return _page(visit, session, message("console.publish.changed"), 409)
        if not comment or len(comment) > LONGEST_COMMENT:
            reason = "no_comment" if not comment else "long_comment"
            return _page(visit, session, message(f"console.publish.{reason}", most=LONGEST_COMMENT), 422)
        try:
            number = publish(session, comment, visit.account.name)
        except NotPublished as error:
            session.rollback()
            problem = message(f"console.publish.{error}")
        else:
            assistant_of(visit).comparing.stop()
            return visit.redirect(f"/history/{number}", message("console.publish.done", number=number))
    with visit.reading() as session:
        return _page(visit, session, problem, 422)


def _page(visit: Visit, session: Session, problem: str = "", status: int = 200) -> Response:
    state = standing(session)
    return visit.page(
        "publish.html", status, standing=state, groups=shown(state.differences), problem=problem,
        comment=visit.field("comment"), most=LONGEST_COMMENT, path_of=finding_path,
        answers=answers_shown(visit, session),
    )  # fmt: skip
