"""The routes of the plan to read: ``/plan`` leads to the newest one, ``/plan/<key>`` shows one."""
from __future__ import annotations

from urllib.parse import quote, urlencode

from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.page.notice_page import missing_page
from bot.page.plan_search import PlanSearch
from bot.page.plan_view import MOST_FILTER_CHARACTERS, SORTS, PlanView, TargetChoice, anchor
from bot.page.rendering import language_of, page
from bot.page.words import say_in
from plan_kb.live import current_knowledge


def plan_routes() -> Blueprint:
    """The routes; what they show is read from the live edition at each request."""
    routes = Blueprint("plan_page")

    @routes.get("/plan")
    async def newest(request: Request) -> HTTPResponse:
        address = f"plan/{quote(current_knowledge().main_plan.plan.key, safe='')}"
        query = f"?{request.query_string}" if request.query_string else ""
        return response.redirect(address + query)

    @routes.get("/plan/<key:str>")
    async def read(request: Request, key: str) -> HTTPResponse:
        return plan_page(request, key)

    return routes


def plan_page(request: Request, key: str) -> HTTPResponse:
    """The page of the plan ``key``, or one that says that there is no such plan."""
    language = language_of(request)
    say = say_in(language, "plan")
    knowledge = current_knowledge()
    lookup = knowledge.lookups.get(key)
    if lookup is None:
        return missing_page(request)
    plan = lookup.plan
    view = PlanView(lookup, english=language == "en")
    search = PlanSearch(request.args.get("find", ""))
    choice = _choice(request)

    def sorted_by(column: str) -> str:
        turned = column == choice.sort and not choice.descending
        chosen = {
            "lang": language, "area": choice.area, "unit": choice.unit, "words": choice.words, "sort": column,
            "descending": "1" if turned else "",
        }
        return urlencode({name: value for name, value in chosen.items() if value})

    hits = [
        passage for passage in plan.passages
        if search.finds((passage.title, passage.text, *(
            measure.cell for task in plan.tasks if task.ref == passage.ref for measure in task.measures
        )))
    ]
    return page(
        request, "plan.html", say=say, language=language, root="../", title=view.named(plan.title, plan.title_en),
        description=view.named(plan.title, plan.title_en), plan=plan, view=view, search=search, hits=hits,
        anchor=anchor, rows=view.rows(choice), choice=choice, sorts=SORTS, sorted_by=sorted_by,
        edition=knowledge.edition.number,
        lang_of=lambda english: "en" if language == "en" and english else "zh-Hans",
    )


def _choice(request: Request) -> TargetChoice:
    def asked(name: str) -> str:
        return str(request.args.get(name, ""))[:MOST_FILTER_CHARACTERS].strip()

    sort = asked("sort")
    return TargetChoice(
        asked("area"), asked("unit"), asked("words"), sort if sort in SORTS else SORTS[0], asked("descending") == "1"
    )
