"""The audit log: who did what, when, with the state before and after. It can be exported, not edited."""
from __future__ import annotations

import datetime

from starlette.responses import Response

from plan_kb.console.audit_log import Filter, actions, actors, find, table
from plan_kb.console.clock import local, now
from plan_kb.console.routing import Pages
from plan_kb.console.spreadsheet import CSV, XLSX, to_csv, to_xlsx
from plan_kb.console.visit import Visit
from plan_kb.messages import message

pages = Pages()
pages.link("console.nav.audit", "/audit", "administration", 20)


@pages.get("/audit", "editor")
def show(visit: Visit) -> Response:
    """The newest entries, or those that are asked for."""
    wanted, page = _wanted(visit), visit.asked("page")
    number = int(page) if page.isascii() and page.isdecimal() and len(page) < 7 else 1
    with visit.reading() as session:
        entries, total, count = find(session, wanted, number)
        return visit.page(
            "audit.html", entries=entries, total=total, pages=count, page=min(max(1, number), count), wanted=wanted,
            actors=actors(session), actions=actions(),
        )  # fmt: skip


@pages.get("/audit/export.csv", "editor")
def export_csv(visit: Visit) -> Response:
    """The entries that are asked for, as CSV."""
    with visit.reading() as session:
        return _download(to_csv(table(session, _wanted(visit))), CSV, "csv")


@pages.get("/audit/export.xlsx", "editor")
def export_xlsx(visit: Visit) -> Response:
    """The entries that are asked for, for Excel."""
    with visit.reading() as session:
        return _download(to_xlsx(message("console.nav.audit"), table(session, _wanted(visit))), XLSX, "xlsx")


def _download(body: bytes, kind: str, ending: str) -> Response:
    name = f"audit-{local(now()):%Y-%m-%d}.{ending}"
    return Response(body, media_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _wanted(visit: Visit) -> Filter:
    return Filter(
        visit.asked("actor")[:100], visit.asked("action")[:40], visit.asked("q")[:100], _day(visit.asked("since")),
        _day(visit.asked("until")),
    )  # fmt: skip


def _day(text: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return None
