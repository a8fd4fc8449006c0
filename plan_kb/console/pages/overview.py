"""What visitors asked in a period, as charts and as an Excel file."""
from __future__ import annotations

import datetime
from urllib.parse import quote

from starlette.responses import Response

from plan_kb.console.charts import columns, shares
from plan_kb.console.routing import Pages
from plan_kb.console.visit import Visit
from plan_kb.console.waiting_questions import known_now
from plan_kb.messages import message
from plan_kb.overview.figures import overview
from plan_kb.overview.workbook import workbook_of

pages = Pages()
pages.link("overview.nav", "/overview", "visitors", 10)

PERIODS = (7, 30, 90)
_USUAL_DAYS = 30
_MOST_DAYS = 731
_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pages.get("/overview", "viewer")
def show(visit: Visit) -> Response:
    """Tiles, charts and the tables behind them."""
    since, until, understood = _period(visit)
    if not understood:
        visit.note(message("overview.bad_period"), "warning")
    with visit.reading() as session:
        found = overview(session, known_now(visit, session), since, until)
    lists = [
        (name, shares([(item.name, item.count) for item in getattr(found, name)]))
        for name in ("tasks", "units", "indicators")
    ]
    kinds = shares([(message(f"overview.kinds.{kind.value}"), count) for kind, count in found.kinds])
    days = (until - since).days + 1
    chosen = days if until == _today() else 0
    drawn = columns(found.days)
    return visit.page(
        "overview.html", found=found, columns=drawn, kinds=kinds, lists=lists, periods=PERIODS, chosen=chosen
    )


@pages.get("/overview.xlsx", "viewer")
def export(visit: Visit) -> Response:
    """The same figures as a workbook."""
    since, until, _ = _period(visit)
    with visit.reading() as session:
        book = workbook_of(overview(session, known_now(visit, session), since, until))
    name = quote(message("overview.file", since=since, until=until))
    return Response(book, media_type=_EXCEL, headers={"Content-Disposition": f"attachment; filename*=UTF-8''{name}"})


def _period(visit: Visit) -> tuple[datetime.date, datetime.date, bool]:
    """First and last day, and whether they are those that were asked for."""
    today = _today()
    days, since, until = visit.asked("days"), visit.asked("since"), visit.asked("until")
    usual = today - datetime.timedelta(days=_USUAL_DAYS - 1), today
    if days:
        if not (days.isascii() and days.isdecimal() and 1 <= int(days[:6]) <= _MOST_DAYS):
            return *usual, False
        return today - datetime.timedelta(days=int(days) - 1), today, True
    if not (since or until):
        return *usual, True
    try:
        first, last = datetime.date.fromisoformat(since), datetime.date.fromisoformat(until)
    except ValueError:
        return *usual, False
    if first > last or (last - first).days >= _MOST_DAYS or not 2000 <= first.year <= last.year <= 2100:
        return *usual, False
    return first, last, True


def _today() -> datetime.date:
    return datetime.datetime.now().astimezone().date()
