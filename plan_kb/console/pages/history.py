"""What was published, by whom and why; publishing an old edition again, or taking it back into the draft."""
from __future__ import annotations

from contextlib import suppress

from sqlalchemy.orm import Session
from starlette.responses import Response

from plan_kb.console.comparing import shown
from plan_kb.console.routing import Pages
from plan_kb.console.standing import standing
from plan_kb.console.visit import NotFound, Visit
from plan_kb.edition.compile import compile_plans
from plan_kb.edition.differences import compare
from plan_kb.edition.draft import load_draft
from plan_kb.edition.model import Edition
from plan_kb.edition.publish import LONGEST_COMMENT, NotPublished, roll_back
from plan_kb.edition.restore import restore_draft
from plan_kb.edition.store import EditionRecord, NoSuchEdition, newest_number, read_edition, read_history
from plan_kb.edition.wire import DamagedEdition
from plan_kb.messages import message

pages = Pages()
pages.link("console.nav.history", "/history", "publish", 50)


@pages.get("/history", "viewer")
def overview(visit: Visit) -> Response:
    """All editions, the newest first."""
    with visit.reading() as session:
        return visit.page("history.html", records=read_history(session))


@pages.get("/history/{number:int}", "viewer")
def show(visit: Visit) -> Response:
    """One edition, and how it differs from the one before."""
    with visit.reading() as session:
        record, newest = _record(session, visit), newest_number(session)
        before = _edition(session, record.number - 1) if record.number > 1 else Edition(0, ())
        differences = compare(before, _edition(session, record.number))
        return visit.page(
            "edition.html", record=record, newest=newest, groups=shown(differences), count=len(differences)
        )


@pages.get("/history/{number:int}/rollback", "publisher")
def ask_to_roll_back(visit: Visit) -> Response:
    """What rolling back to an edition would change."""
    with visit.reading() as session:
        return _rollback_page(visit, session, message("command.rollback.comment", number=visit.number("number")))


@pages.post("/history/{number:int}/rollback", "publisher")
def take_roll_back(visit: Visit) -> Response:
    """Publishes an old edition again, under a new number; on request puts it into the draft, too."""
    number, comment = visit.number("number"), visit.field("comment")
    with visit.writing() as session:
        _record(session, visit)
        if visit.field("newest") != str(newest_number(session)):
            return _rollback_page(visit, session, comment, message("console.publish.changed"), 409)
        try:
            new = roll_back(session, number, comment, visit.account.name)
        except NotPublished as error:
            problem = message(f"console.publish.{error}", most=LONGEST_COMMENT)
            return _rollback_page(visit, session, comment, problem, 422)
        if visit.field("also_draft"):
            restore_draft(session, read_edition(session, number), visit.account.name)
        return visit.redirect(f"/history/{new}", message("console.history.rolled_back", old=number, number=new))


@pages.get("/history/{number:int}/restore", "publisher")
def ask_to_restore(visit: Visit) -> Response:
    """What putting an edition into the draft would change there."""
    with visit.reading() as session:
        return _restore_page(visit, session)


@pages.post("/history/{number:int}/restore", "publisher")
def take_restore(visit: Visit) -> Response:
    """Puts an edition into the draft; what is live stays as it is."""
    with visit.writing() as session:
        record = _record(session, visit)
        if visit.field("state") != standing(session).state:
            return _restore_page(visit, session, 409)
        restore_draft(session, _edition(session, record.number), visit.account.name)
        return visit.redirect("/", message("console.history.restored", number=record.number))


def _restore_page(visit: Visit, session: Session, status: int = 200) -> Response:
    record, state = _record(session, visit), standing(session)
    groups = None
    with suppress(ValueError):  # a draft that no edition could hold cannot be compared, but it can be replaced
        draft = Edition(0, compile_plans(load_draft(session)))
        groups = shown(compare(draft, _edition(session, record.number)))
    return visit.page(
        "restore.html", status, record=record, groups=groups, state=state.state, changed=status == 409
    )


def _rollback_page(visit: Visit, session: Session, comment: str, problem: str = "", status: int = 200) -> Response:
    record, newest = _record(session, visit), newest_number(session)
    differences = compare(_edition(session, newest), _edition(session, record.number))
    return visit.page(
        "rollback.html", status, record=record, newest=newest, groups=shown(differences), comment=comment,
        problem=problem, most=LONGEST_COMMENT,
    )  # fmt: skip


def _record(session: Session, visit: Visit) -> EditionRecord:
    number = visit.number("number")
    found = next((record for record in read_history(session) if record.number == number), None)
    if found is None:
        raise NotFound
    return found


def _edition(session: Session, number: int) -> Edition:
    try:
        return read_edition(session, number)
    except (NoSuchEdition, DamagedEdition) as error:
        raise NotFound from error
