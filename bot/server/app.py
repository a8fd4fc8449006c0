"""The web application: channels, chat page, health, and what to say when a request cannot be served."""
from __future__ import annotations

import logging

import rasa.core.channels.channel
from rasa.core.agent import Agent
from rasa.core.channels.channel import InputChannel
from sanic import Blueprint, Sanic, response
from sanic.exceptions import NotFound, PayloadTooLarge, SanicException
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channel.website.channel import WebsiteInput
from bot.error_reply import error_message, new_reference, too_large_message
from bot.page.notice_page import missing_page
from bot.page.routes import page_routes

logger = logging.getLogger(__name__)

MOST_REQUEST_BYTES = 4 * 1024 * 1024
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "SAMEORIGIN",
}


def create_app(agent: Agent, channels: list[InputChannel], *more: Blueprint) -> Sanic:
    """The application around a loaded ``agent``, with the routes of its channels, the chat page and ``more``."""
    app = Sanic("plan_assistant", configure_logging=False)
    app.ctx.agent = agent
    app.config.REQUEST_MAX_SIZE = MOST_REQUEST_BYTES
    app.config.KEEP_ALIVE_TIMEOUT = 30
    app.config.GRACEFUL_SHUTDOWN_TIMEOUT = 5.0
    rasa.core.channels.channel.register(channels, app, route="/webhooks/")
    website = next((channel for channel in channels if isinstance(channel, WebsiteInput)), None)
    for routes in (*page_routes(website), *more):
        app.blueprint(routes)

    @app.on_response
    async def add_headers(_request: Request, answer: HTTPResponse) -> None:
        for name, value in HEADERS.items():
            answer.headers.setdefault(name, value)

    def is_for_website(request: Request) -> bool:
        return website is not None and request.path.startswith(f"/webhooks/{website.url_prefix()}/")

    @app.exception(PayloadTooLarge)
    async def too_large(request: Request, error: PayloadTooLarge) -> HTTPResponse:
        if website and is_for_website(request):
            return website.failed(request, error)
        return response.json([too_large_message()], status=413, ensure_ascii=False)

    @app.exception(Exception)
    async def failed(request: Request, error: Exception) -> HTTPResponse:
        if website and is_for_website(request):
            return website.failed(request, error)
        if isinstance(error, NotFound) and "text/html" in request.headers.get("accept", ""):
            return missing_page(request)
        if isinstance(error, SanicException):
            return response.text(f"{error.status_code} {error}", status=error.status_code)
        reference = new_reference()
        logger.error("A request failed; reference %s", reference, exc_info=error)
        return response.json([error_message(reference)], status=500, ensure_ascii=False)

    return app
