"""A new plan document: what was read from it, and taking it into the draft beside the present plans."""
from __future__ import annotations

from starlette.responses import Response

from plan_kb.console import uploading
from plan_kb.console.pages.check import finding_path
from plan_kb.console.routing import Pages
from plan_kb.console.visit import NotFound, Visit
from plan_kb.edition.lookup import PlanLookup
from plan_kb.messages import message
from plan_kb.office.checking import RefusedFile
from plan_kb.settings import read_settings
from plan_kb.source.drafting import AlreadyInDraft
from plan_kb.source.new_plan import LONGEST_DISTRICT, LONGEST_SHORT, preview_plan, take_plan
from plan_kb.source.problems import UnreadablePlan

pages = Pages()
pages.link("exchange.nav.new_plan", "/new-plan", "exchange", 20)

_SHOWN_PROBLEMS = 100


@pages.get("/new-plan", "editor")
def show(visit: Visit) -> Response:
    """Where to upload a document, and what it must look like."""
    return _page(visit)


@pages.post("/new-plan", "editor", most_bytes=uploading.most_bytes())
def upload(visit: Visit) -> Response:
    """Reads a document; what cannot be read is listed, and nothing is kept."""
    files = uploading.sent_files(visit, "file")
    try:
        with visit.reading() as session:
            preview_plan(session, files)
    except RefusedFile as error:
        return _page(visit, str(error))
    except UnreadablePlan as error:
        return visit.page(
            "new_plan_wrong.html", 422, problems=error.problems[:_SHOWN_PROBLEMS], count=len(error.problems)
        )
    with visit.writing() as session:
        number = uploading.keep(session, visit, uploading.DOCUMENT, files)
        return visit.redirect(f"/new-plan/{number}")


@pages.get("/new-plan/{id:int}", "editor")
def preview(visit: Visit) -> Response:
    """What was read."""
    return _preview_page(visit)


@pages.post("/new-plan/{id:int}/take", "editor")
def take(visit: Visit) -> Response:
    """Adds the plan to the draft; it is not part of an edition until staff switch it on."""
    try:
        with visit.writing() as session:
            found = uploading.kept(session, visit, uploading.DOCUMENT)
            if found is None:
                return visit.redirect("/exchange", message("exchange.gone"))
            take_plan(
                session, found[1], visit.account.name, visit.field("key"), visit.field("short"),
                visit.field("district"),
            )  # fmt: skip
            session.delete(found[0])
            return visit.redirect("/exchange", message("exchange.plan_taken"))
    except AlreadyInDraft:
        visit.note(message("workbook.stale"), "warning")
        return _preview_page(visit, 409)


@pages.post("/new-plan/{id:int}/drop", "editor")
def drop(visit: Visit) -> Response:
    """Forgets the upload."""
    with visit.writing() as session:
        found = uploading.kept(session, visit, uploading.DOCUMENT)
        if found is not None:
            session.delete(found[0])
        return visit.redirect("/new-plan", message("exchange.dropped"))


def _preview_page(visit: Visit, status: int = 200) -> Response:
    with visit.reading() as session:
        found = uploading.kept(session, visit, uploading.DOCUMENT)
        if found is None:
            raise NotFound
        files = found[1]
        shown = preview_plan(session, files)
    return visit.page(
        "new_plan_preview.html", status, files=[file.name for file in files], shown=shown, plan=shown.plan,
        lookup=PlanLookup(shown.plan), upload=visit.number(), path_of=finding_path,
        longest_short=LONGEST_SHORT, longest_district=LONGEST_DISTRICT,
    )  # fmt: skip


def _page(visit: Visit, problem: str = "") -> Response:
    limit = read_settings().max_upload_megabytes
    return visit.page("new_plan.html", 422 if problem else 200, problem=problem, limit=limit)
