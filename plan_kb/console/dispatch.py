"""From a request to a page: who asks, may they, is the form their own; and what is said where something fails."""
from __future__ import annotations

import logging
import secrets
from collections.abc import Awaitable, Callable

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response

from plan_kb.console.accounts.sessions import COOKIE, SignedIn, signed_in
from plan_kb.console.accounts.tokens import same
from plan_kb.console.body import TooLarge, limited, readable
from plan_kb.console.kept_form import ask_to_sign_in
from plan_kb.console.rendering import Renderer
from plan_kb.console.routing import PUBLIC, Page, may
from plan_kb.console.visit import AlreadySubmitted, NotFound, Visit
from plan_kb.database import Database, DatabaseUnavailable
from plan_kb.messages import message

_log = logging.getLogger(__name__)

_SAFE_FETCHES = ("", "same-origin", "none")
"""Values of Sec-Fetch-Site of forms that a page of the console, or nobody, sent."""


class Dispatcher:
    """Turns routes into endpoints of the web application."""

    def __init__(self, database: Database, renderer: Renderer) -> None:
        self._database = database
        self._renderer = renderer

    def endpoint(self, page: Page) -> Callable[[Request], Awaitable[Response]]:
        """Return the endpoint of a route."""

        async def answer(request: Request) -> Response:
            try:
                form = FormData()
                if page.method == "POST":
                    form = readable(await limited(request, page.most_bytes).form())
            except TooLarge as error:
                return await run_in_threadpool(
                    self.problem, request, 413, message("console.errors.too_large", most=_megabytes(error.most))
                )
            except ClientDisconnect:
                return Response(status_code=400)
            except HTTPException:
                return await run_in_threadpool(self.problem, request, 400, message("console.errors.unreadable_form"))
            try:
                return await run_in_threadpool(self._answer, page, request, form)
            finally:
                await form.close()

        return answer

    def problem(self, request: Request, status: int, words: str) -> Response:
        """Return a page that says what went wrong."""
        try:
            with self._database.reading() as session:
                account = signed_in(session, request.cookies.get(COOKIE, ""))
        except DatabaseUnavailable:
            account = None
        return self._page_of_problem(Visit(request, self._database, self._renderer, account, FormData()), status, words)

    def _page_of_problem(self, visit: Visit, status: int, words: str) -> Response:
        return visit.page("problem.html", status, problem=words)

    def _answer(self, page: Page, request: Request, form: FormData) -> Response:
        account: SignedIn | None = None
        visit = Visit(request, self._database, self._renderer, None, form)
        try:
            with self._database.reading() as session:
                account = signed_in(session, request.cookies.get(COOKIE, ""))
            visit = Visit(request, self._database, self._renderer, account, form)
            return self._checked(page, visit)
        except NotFound:
            return self._page_of_problem(visit, 404, message("console.errors.not_found"))
        except AlreadySubmitted as error:
            visit.notes.clear()
            return visit.redirect(error.location)
        except StaleDataError:
            return self._page_of_problem(visit, 409, message("console.errors.stale"))
        except IntegrityError as error:
            _log.warning("%s %s: %s", request.method, request.url.path, error.orig)
            return self._page_of_problem(visit, 409, message("console.errors.conflict"))
        except DatabaseUnavailable as error:
            _log.warning("%s %s: %s", request.method, request.url.path, error)
            return self._page_of_problem(visit, 503, message("console.errors.unavailable"))
        except Exception:
            reference = secrets.token_hex(4)
            # The path only: a query string may hold what somebody typed.
            _log.exception("%s %s failed; reference %s", request.method, request.url.path, reference)
            try:
                return self._page_of_problem(visit, 500, message("console.errors.failed", reference=reference))
            except Exception:
                _log.exception("the page of reference %s failed, too", reference)
                return PlainTextResponse(message("console.errors.failed", reference=reference), 500)

    def _checked(self, page: Page, visit: Visit) -> Response:
        account = visit.signed_in
        if page.role != PUBLIC:
            if account is None:
                return ask_to_sign_in(visit)
            if not may(account.role, page.role):
                needed = message(f"console.roles.{page.role}")
                return self._page_of_problem(visit, 403, message("console.errors.forbidden", role=needed))
            if page.method == "POST" and not _own_form(visit, account):
                return self._page_of_problem(visit, 403, message("console.errors.foreign_form"))
        response = page.handler(visit)
        if account is not None and visit.signed_in is account:
            self._keep(visit, account, leads_on=response.status_code == 303)
        return response

    def _keep(self, visit: Visit, account: SignedIn, leads_on: bool) -> None:
        """Write what the next page shows, and that the session is in use; only where there is something to write."""
        notes = [*account.notes, *visit.notes] if leads_on else []
        if account.stale or tuple(notes) != account.notes:
            with self._database.writing() as session:
                visit.keep_notes(session, notes)


def _own_form(visit: Visit, account: SignedIn) -> bool:
    fetched_by = visit.request.headers.get("sec-fetch-site", "")
    return fetched_by in _SAFE_FETCHES and same(visit.field("csrf"), account.csrf)


def _megabytes(size: int) -> str:
    return f"{size / 1024 / 1024:g}"
