"""The first page: how a change comes to the public, and where things stand."""
from __future__ import annotations

from starlette.responses import Response

from plan_kb.console.routing import Pages
from plan_kb.console.standing import standing
from plan_kb.console.visit import Visit

pages = Pages()
pages.link("console.nav.home", "/", "start", 10)


@pages.get("/", "viewer")
def show(visit: Visit) -> Response:
    """The steps, with the state of draft and newest edition."""
    with visit.reading() as session:
        return visit.page("home.html", standing=standing(session))
