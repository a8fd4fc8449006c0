"""Out to Excel and back: the workbook of a plan, its preview, and taking it into the draft."""
from __future__ import annotations

from urllib.parse import quote

from sqlalchemy.orm import Session
from starlette.responses import Response

from plan_kb.console import uploading
from plan_kb.console.pages.check import finding_path
from plan_kb.console.routing import Pages
from plan_kb.console.visit import NotFound, Visit
from plan_kb.edition.draft import load_draft
from plan_kb.edition.restore import draft_rows
from plan_kb.edition.store import NoSuchEdition, newest_number, read_edition
from plan_kb.edition.wire import DamagedEdition
from plan_kb.messages import message
from plan_kb.office.checking import RefusedFile, suffix_of
from plan_kb.settings import read_settings
from plan_kb.tables import Plan
from plan_kb.workbook.problems import WrongWorkbook
from plan_kb.workbook.reading import open_workbook
from plan_kb.workbook.table import table_of
from plan_kb.workbook.taking import DraftMovedOn, preview_workbook, take_workbook
from plan_kb.workbook.writing import TooLongForExcel, write_workbook

pages = Pages()
pages.link("exchange.nav.workbook", "/exchange", "exchange", 10)

_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SHOWN_PROBLEMS = 100
_SHOWN_CHANGES = 300


@pages.get("/exchange", "viewer")
def show(visit: Visit) -> Response:
    """The plans that can be exported, and where to upload."""
    return _page(visit)


@pages.get("/exchange/workbook", "viewer")
def export(visit: Visit) -> Response:
    """The workbook of a plan of the draft, or of an edition with ``edition`` in the query string."""
    with visit.reading() as session:
        plan, number = _asked_plan(session, visit)
        try:
            content = write_workbook(table_of(plan))
        except TooLongForExcel as error:
            return _page(visit, str(error))
        state = message("exchange.edition", number=number) if number else message("exchange.draft")
        name = f"{plan.short}-{state}.xlsx"
    headers = {
        "content-disposition": f"attachment; filename=\"{plan_file(visit)}\"; filename*=UTF-8''{quote(name, safe='')}",
        "x-content-type-options": "nosniff",
    }
    return Response(content, media_type=_EXCEL, headers=headers)


@pages.post("/exchange/workbook", "editor", most_bytes=uploading.most_bytes())
def upload(visit: Visit) -> Response:
    """Reads a workbook; what is wrong is listed, and nothing is kept."""
    files = uploading.sent_files(visit, "file")
    try:
        if not files:
            raise RefusedFile("no_file")
        suffix_of(files[0].name, (".xlsx",))
        book = open_workbook(files[0].name, files[0].content)
        with visit.reading() as session:
            preview_workbook(session, book)
    except RefusedFile as error:
        return _page(visit, str(error))
    except WrongWorkbook as error:
        return visit.page(
            "exchange_wrong.html", 422, file=files[0].name, problems=error.problems[:_SHOWN_PROBLEMS],
            count=len(error.problems),
        )  # fmt: skip
    with visit.writing() as session:
        number = uploading.keep(session, visit, uploading.WORKBOOK, files[:1])
        return visit.redirect(f"/exchange/upload/{number}")


@pages.get("/exchange/upload/{id:int}", "editor")
def preview(visit: Visit) -> Response:
    """What the upload would change in the draft as it is now."""
    return _preview_page(visit)


@pages.post("/exchange/upload/{id:int}/take", "editor")
def take(visit: Visit) -> Response:
    """Takes the upload into the draft, if that is still what the preview was made from."""
    with visit.reading() as session:
        found = uploading.kept(session, visit, uploading.WORKBOOK)
        # Opened here, so that other writers wait for the taking only.
        book = open_workbook(found[1][0].name, found[1][0].content) if found else None
    try:
        with visit.writing() as session:
            found = uploading.kept(session, visit, uploading.WORKBOOK)
            if found is None or book is None:
                return visit.redirect("/exchange", message("exchange.gone"))
            done = take_workbook(session, book, visit.field("draft"), visit.account.name)
            session.delete(found[0])
            words = message("exchange.taken", short=done.short) if done.changes else message("exchange.nothing_to_take")
            return visit.redirect("/check", words)
    except (DraftMovedOn, WrongWorkbook):
        visit.note(message("workbook.stale"), "warning")
        return _preview_page(visit, 409)


@pages.post("/exchange/upload/{id:int}/drop", "editor")
def drop(visit: Visit) -> Response:
    """Forgets the upload."""
    with visit.writing() as session:
        found = uploading.kept(session, visit, uploading.WORKBOOK)
        if found is not None:
            session.delete(found[0])
        return visit.redirect("/exchange", message("exchange.dropped"))


def _preview_page(visit: Visit, status: int = 200) -> Response:
    with visit.reading() as session:
        found = uploading.kept(session, visit, uploading.WORKBOOK)
        if found is None:
            raise NotFound
        (file,) = found[1]
        try:
            shown = preview_workbook(session, open_workbook(file.name, file.content))
        except WrongWorkbook as error:
            # It fitted when it came: since then the draft has changed.
            return visit.page(
                "exchange_wrong.html", 422, file=file.name, problems=error.problems[:_SHOWN_PROBLEMS],
                count=len(error.problems),
            )  # fmt: skip
    counts = {what: shown.count(what) for what in ("added", "changed", "removed")}
    return visit.page(
        "exchange_preview.html", status, file=file.name, shown=shown, counts=counts, most=_SHOWN_CHANGES,
        upload=visit.number(), path_of=finding_path,
    )  # fmt: skip


def _page(visit: Visit, problem: str = "") -> Response:
    with visit.reading() as session:
        plans = load_draft(session)
        return visit.page(
            "exchange.html", 422 if problem else 200, plans=plans, newest=newest_number(session), problem=problem,
            limit=read_settings().max_upload_megabytes,
        )  # fmt: skip


def _asked_plan(session: Session, visit: Visit) -> tuple[Plan, int]:
    """Return the plan that the query string names, and the number of its edition (0 for the draft)."""
    asked = visit.asked("edition")
    if not asked:
        plans = load_draft(session)
    elif asked.isascii() and asked.isdecimal() and 0 < len(asked) < 9:
        try:
            plans = [draft_rows(plan) for plan in read_edition(session, int(asked)).plans]
        except (NoSuchEdition, DamagedEdition) as error:
            raise NotFound from error
    else:
        raise NotFound
    key = visit.asked("plan")
    found = [plan for plan in plans if key in ("", plan.key)]
    if not found or (not key and len(found) > 1):
        raise NotFound
    return found[0], int(asked or 0)


def plan_file(visit: Visit) -> str:
    """Return a name for the download that every browser understands."""
    key = "".join(sign for sign in visit.asked("plan") if sign.isascii() and (sign.isalnum() or sign in "-._"))
    return f"{key or 'plan'}.xlsx"
