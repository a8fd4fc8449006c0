"""What the check finds in the draft, with a link to each entry."""
from __future__ import annotations

from starlette.responses import Response

from plan_kb.console.answers import answers_shown
from plan_kb.console.editing.description import path_of
from plan_kb.console.routing import Pages
from plan_kb.console.standing import standing
from plan_kb.console.visit import Visit
from plan_kb.edition.check import Finding

pages = Pages()
pages.link("console.nav.check", "/check", "publish", 10)


@pages.get("/check", "viewer")
def show(visit: Visit) -> Response:
    """Errors and warnings apart."""
    with visit.reading() as session:
        answers = answers_shown(visit, session)
        return visit.page("check.html", standing=standing(session), path_of=finding_path, answers=answers)


def finding_path(finding: Finding) -> str:
    """Return the address at which a finding can be mended."""
    if finding.name == "loose_figure":
        return f"{path_of('explained_figure', None)}/new?plan={finding.row}"
    return path_of(finding.table, finding.row)
