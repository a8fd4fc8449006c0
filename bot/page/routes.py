"""All routes that a visitor's browser meets, beside the channel."""
from __future__ import annotations

import logging

from sanic import Blueprint, response
from sanic.exceptions import SanicException
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.error_reply import new_reference
from bot.page.chat_page import ChatPage, WebsiteChat
from bot.page.files import embedded_files, page_files
from bot.page.notice_page import failed_page, missing_page
from bot.page.plan_page import plan_routes

logger = logging.getLogger(__name__)


def page_routes(chat: WebsiteChat | None) -> list[Blueprint]:
    """The pages, their files, and the widget; without a website channel, ``/`` leads to the plan."""
    group = [_file_routes(), plan_routes(), ChatPage(chat).routes() if chat else _front_without_chat()]
    for routes in group:
        _answer_failures(routes)
    return group


def _file_routes() -> Blueprint:
    routes = Blueprint("page_files")
    embedded, own = embedded_files(), page_files()

    @routes.get("/widget.js")
    async def script(request: Request) -> HTTPResponse:
        return embedded["widget.js"].send(request)

    @routes.get("/widget.css")
    async def style(request: Request) -> HTTPResponse:
        return embedded["widget.css"].send(request)

    @routes.get("/page/<name:str>")
    async def part(request: Request, name: str) -> HTTPResponse:
        return own[name].send(request) if name in own else missing_page(request)

    return routes


def _front_without_chat() -> Blueprint:
    routes = Blueprint("front_page")

    @routes.get("/")
    async def show(_request: Request) -> HTTPResponse:
        return response.redirect("plan")

    return routes


def _answer_failures(routes: Blueprint) -> None:
    @routes.exception(Exception)
    async def failed(request: Request, error: Exception) -> HTTPResponse:
        if isinstance(error, SanicException) and error.status_code < 500:
            return missing_page(request)
        reference = new_reference()
        logger.error("A page could not be shown; reference %s", reference, exc_info=error)
        return failed_page(request, reference)
