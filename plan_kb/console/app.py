"""The web application of the staff console."""
from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Sequence

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from plan_kb.console import pages as pages_package
from plan_kb.console.assistant import new_assistant
from plan_kb.console.dispatch import Dispatcher
from plan_kb.console.headers import SafeHeaders
from plan_kb.console.rendering import STATIC, Renderer
from plan_kb.console.routing import Page, Pages
from plan_kb.database import Database, DatabaseUnavailable
from plan_kb.edition.store import newest_number
from plan_kb.messages import message
from plan_kb.settings import READER


def all_pages() -> tuple[Pages, ...]:
    """Return the routes of every module in ``plan_kb.console.pages``."""
    names = sorted(module.name for module in pkgutil.iter_modules(pages_package.__path__))
    return tuple(importlib.import_module(f"{pages_package.__name__}.{name}").pages for name in names)


def create_app(database: Database, more: Sequence[Pages] = (), reader: str = READER.default) -> Starlette:
    """Return the application over ``database``.

    ``reader`` (``module:function``) reads the questions of the pages that ask some; ``more`` are further pages, for
    tests.
    """
    modules = (*all_pages(), *more)
    routes: list[Page] = [page for module in modules for page in module.routes]
    renderer = Renderer(routes, [link for module in modules for link in module.links])
    dispatcher = Dispatcher(database, renderer)

    def health() -> Response:
        try:
            with database.reading() as session:
                edition = newest_number(session)
        except DatabaseUnavailable:
            return JSONResponse({"status": "unavailable"}, 503)
        return JSONResponse({"status": "ready", "edition": edition})

    async def answer_health(_request: Request) -> Response:
        return await run_in_threadpool(health)

    async def answer_problem(request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 500
        words = message("console.errors.not_found" if status in (404, 405) else "console.errors.unreadable_form")
        return await run_in_threadpool(dispatcher.problem, request, status, words)

    served: list[BaseRoute] = [Route("/health", answer_health), Mount("/static", StaticFiles(directory=STATIC))]
    served += [Route(page.path, dispatcher.endpoint(page), methods=[page.method]) for page in routes]
    app = Starlette(routes=served, exception_handlers={HTTPException: answer_problem})
    app.add_middleware(SafeHeaders)
    app.state.pages = tuple(routes)
    app.state.assistant = new_assistant(reader)
    return app
