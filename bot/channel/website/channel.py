"""The routes of the website channel; docs/website-channel.md describes them for who writes a client."""
from __future__ import annotations

import asyncio
import json
import logging
from typing import Any

from rasa.core.channels.channel import InputChannel
from sanic import Blueprint, Sanic, response
from sanic.exceptions import SanicException
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channel.exchange import OnMessage
from bot.channel.recording import Recording, close_recorder
from bot.channel.secret import secret_of
from bot.channel.website import origins
from bot.channel.website.addresses import Addresses
from bot.channel.website.conversation_ids import ConversationIds
from bot.channel.website.conversing import CHANNEL, Conversing, Outcome, lifetime_of
from bot.channel.website.exchange_store import ExchangeStore
from bot.channel.website.rates import Window, admitted
from bot.channel.website.replies import failure, refusal
from bot.channel.website.suggesting import Suggesting
from bot.error_reply import new_reference
from bot.settings import read_settings

logger = logging.getLogger(__name__)

PATHS = ("/messages", "/history", "/suggestions", "/feedback")

OTHER_REQUESTS = 5
"""How many times as many other requests as messages an address may send."""


class BadRequest(Exception):
    """Raised where a request cannot be read."""


class WebsiteInput(InputChannel):
    """The chat of the district's website, over plain HTTP requests and answers."""

    def __init__(self) -> None:
        """Reads the settings, the secret and opens the store; raises CannotStart."""
        self._settings = read_settings()
        secret = secret_of(self._settings)
        self._ids = ConversationIds(secret, self._settings.conversation_hours)
        self._recording = Recording(CHANNEL, secret)
        self._store = ExchangeStore(self._settings.tracker_url, lifetime_of(self._settings))
        self._addresses = Addresses(self._settings.trusted_proxies)
        self._conversing: Conversing | None = None
        self._suggesting = Suggesting()
        self._others = Window(self._settings.address_rate * OTHER_REQUESTS)

    @classmethod
    def name(cls) -> str:
        """The name in routes and conversations."""
        return CHANNEL

    def blueprint(self, on_new_message: OnMessage) -> Blueprint:
        """The routes below ``/webhooks/website``."""
        routes = Blueprint("website", __name__)
        conversing = Conversing(self._settings, self._ids, self._store, self._recording, on_new_message)
        self._conversing = conversing

        @routes.get("/")
        async def health(request: Request) -> HTTPResponse:
            return self._answer(request, 200, {"status": "ok"})

        @routes.post("/messages")
        async def messages(request: Request) -> HTTPResponse:
            body = _json_object(request)
            text = body.get("text")
            if not isinstance(text, str):
                raise BadRequest
            return self._outcome(
                request, await self.ask(request, text, body.get("conversation"), body.get("message"))
            )

        @routes.get("/history")
        async def history(request: Request) -> HTTPResponse:
            return self._answer(request, 200, conversing.history(_bearer(request)))

        @routes.get("/suggestions")
        async def suggest(request: Request) -> HTTPResponse:
            offer = await self._suggesting.offer(request.args.get("language", ""))
            headers = {
                "Cache-Control": "no-cache", "ETag": offer.tag,
                **origins.cors_headers(request, self._settings.allowed_origins),
            }
            # A proxy that compresses marks the tag as weak.
            if offer.tag in request.headers.get("if-none-match", "").replace("W/", "").split(", "):
                return response.empty(304, headers=headers)
            return response.raw(offer.body, headers=headers, content_type="application/json")

        @routes.post("/feedback")
        async def feedback(request: Request) -> HTTPResponse:
            body = _json_object(request)
            turn, liked, reason = body.get("turn"), body.get("liked"), body.get("reason") or ""
            if not (isinstance(turn, str) and isinstance(liked, bool) and isinstance(reason, str)):
                raise BadRequest
            if not conversing.rate(body.get("conversation"), turn, liked, reason):
                return self._answer(request, 404, refusal("unknown_turn"))
            return response.empty(204, headers=origins.cors_headers(request, self._settings.allowed_origins))

        async def preflight(request: Request) -> HTTPResponse:
            return response.empty(204, headers=origins.preflight_headers(request, self._settings.allowed_origins))

        for path in PATHS:
            routes.add_route(preflight, path, methods=["OPTIONS"], name=f"preflight-{path[1:]}")

        @routes.on_request
        async def guard(request: Request) -> HTTPResponse | None:
            if not origins.is_allowed(request, self._settings.allowed_origins):
                return self._answer(request, 403, refusal("foreign_origin"))
            if request.path.endswith("/messages") or request.method == "OPTIONS":
                return None
            wait = admitted((self._others, self._addresses.of(request)))
            return self._outcome(request, Outcome(429, refusal("too_many", seconds=wait), wait)) if wait else None

        @routes.exception(Exception)
        async def failed(request: Request, error: Exception) -> HTTPResponse:
            return self.failed(request, error)

        @routes.after_server_start
        async def prepare(app: Sanic, _loop: object) -> None:
            agent = getattr(app.ctx, "agent", None)
            self._suggesting.prepare(agent.parse_message if agent else None)

        @routes.after_server_stop
        async def close(*_: object) -> None:
            self._suggesting.close()
            await conversing.close()
            await asyncio.to_thread(close_recorder)

        return routes

    @property
    def conversing(self) -> Conversing:
        """The conversations, for the server's own pages; there once the routes are."""
        assert self._conversing is not None, "blueprint() comes first"
        return self._conversing

    @property
    def suggesting(self) -> Suggesting:
        """The questions on offer, for the server's own pages; made ready by the channel's routes."""
        return self._suggesting

    async def ask(
        self, request: Request, text: str, conversation: object = None, message: object = None
    ) -> Outcome:
        """What ``POST /messages`` answers with these values, for a page that sends a form; raises nothing.

        The page has to be one of the server's own: where forms come from is not checked here.
        """
        try:
            return await self.conversing.answer(self._addresses.of(request), text, conversation, message)
        except Exception:
            reference = new_reference()
            logger.exception("A message of the website could not be handled; reference %s", reference)
            return Outcome(500, failure(reference))

    def purge(self, days: int) -> int:
        """Deletes what the channel keeps and is older than ``days`` days (0: nothing); returns how many rows went."""
        return self._store.purge(days)

    def failed(self, request: Request, error: Exception) -> HTTPResponse:
        """What a request below the channel's path gets that ended in ``error``."""
        if isinstance(error, BadRequest):
            return self._answer(request, 400, refusal("unreadable"))
        if isinstance(error, SanicException) and error.status_code < 500:
            key = {404: "not_found", 405: "wrong_method", 413: "too_large"}.get(error.status_code, "unreadable")
            return self._answer(request, error.status_code, refusal(key))
        reference = new_reference()
        logger.error("A request of the website failed; reference %s", reference, exc_info=error)
        return self._answer(request, 500, failure(reference))

    def _outcome(self, request: Request, outcome: Outcome) -> HTTPResponse:
        answer = self._answer(request, outcome.status, outcome.body)
        if outcome.retry_after:
            answer.headers["Retry-After"] = str(outcome.retry_after)
        return answer

    def _answer(self, request: Request, status: int, body: dict[str, Any]) -> HTTPResponse:
        headers = {"Cache-Control": "no-store", **origins.cors_headers(request, self._settings.allowed_origins)}
        return response.json(body, status=status, headers=headers, ensure_ascii=False)


def _json_object(request: Request) -> dict[str, Any]:
    try:
        body = json.loads(request.body)
    except (ValueError, RecursionError):
        raise BadRequest from None
    if not isinstance(body, dict):
        raise BadRequest
    return body


def _bearer(request: Request) -> str | None:
    scheme, _, signed = request.headers.get("authorization", "").partition(" ")
    return signed.strip() if scheme.lower() == "bearer" else None
