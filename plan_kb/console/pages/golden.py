"""Golden questions: those whose answers staff want to see before each publication."""
from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError
from starlette.responses import Response

from plan_kb.console.routing import Pages
from plan_kb.console.visit import NotFound, Visit
from plan_kb.messages import message
from plan_kb.tables import GoldenQuestion

pages = Pages()
pages.link("watching.nav.golden", "/golden", "publish", 30)

_LONGEST_QUESTION, _LONGEST_NOTE = 500, 300


@pages.get("/golden", "viewer")
def show(visit: Visit) -> Response:
    """The list, and for editors the form for a new one."""
    with visit.reading() as session:
        return _list(visit, session)


@pages.post("/golden", "editor")
def add(visit: Visit) -> Response:
    """Adds one."""
    with visit.writing() as session:
        problem = _problem(visit, session, 0)
        if problem:
            return _list(visit, session, problem, 422)
        row = GoldenQuestion(question=visit.field("question"), note=visit.field("note"))
        session.add(row)
        session.flush()
        visit.record(session, "create", f"golden_question/{row.id}", None, _values(row))
        return visit.redirect("/golden", message("watching.golden.added"))


@pages.get("/golden/{id:int}", "editor")
def edit(visit: Visit) -> Response:
    """The form for one."""
    with visit.reading() as session:
        row = _row(visit, session)
        return visit.page("golden_question.html", row=row, question=row.question, note=row.note, problem="")


@pages.post("/golden/{id:int}", "editor")
def save(visit: Visit) -> Response:
    """Saves one."""
    with visit.writing() as session:
        row = _row(visit, session)
        if visit.field("version") != str(row.version):
            raise StaleDataError
        problem = _problem(visit, session, row.id)
        if problem:
            question, note = visit.field("question"), visit.field("note")
            return visit.page("golden_question.html", 422, row=row, question=question, note=note, problem=problem)
        before = _values(row)
        row.question, row.note = visit.field("question"), visit.field("note")
        session.flush()
        visit.record(session, "change", f"golden_question/{row.id}", before, _values(row))
        return visit.redirect("/golden", message("watching.golden.saved"))


@pages.post("/golden/{id:int}/delete", "editor")
def delete(visit: Visit) -> Response:
    """Deletes one."""
    with visit.writing() as session:
        row = _row(visit, session)
        visit.record(session, "delete", f"golden_question/{row.id}", _values(row), None)
        session.delete(row)
        return visit.redirect("/golden", message("watching.golden.deleted"))


def _list(visit: Visit, session: Session, problem: str = "", status: int = 200) -> Response:
    rows = session.scalars(select(GoldenQuestion).order_by(GoldenQuestion.id)).all()
    values = {"question": visit.field("question"), "note": visit.field("note")}
    return visit.page("golden.html", status, rows=rows, problem=problem, **values)


def _row(visit: Visit, session: Session) -> GoldenQuestion:
    row: GoldenQuestion | None = session.get(GoldenQuestion, visit.number("id"))
    if row is None:
        raise NotFound
    return row


def _values(row: GoldenQuestion) -> dict[str, str]:
    return {"question": row.question, "note": row.note}


def _problem(visit: Visit, session: Session, own: int) -> str:
    """What is wrong with the form, in a sentence; empty where nothing is."""
    question = visit.field("question")
    if not question:
        return message("watching.golden.missing")
    if len(question) > _LONGEST_QUESTION or len(visit.field("note")) > _LONGEST_NOTE:
        return message("watching.golden.long")
    other = session.scalar(select(GoldenQuestion).where(GoldenQuestion.question == question))
    return message("watching.golden.taken") if other is not None and other.id != own else ""
