"""The chat's own page ``/``: for a link in WeChat, and as a plain form for browsers without JavaScript."""
from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channel.website.addresses import Addresses
from bot.channel.website.conversing import Conversing
from bot.channel.website.origins import is_allowed
from bot.page.rendering import language_of, page
from bot.page.words import LANGUAGES, say_in
from plan_kb.answering.suggestions import Suggestions

COOKIE = "plan_conversation"
"""Holds the id of the conversation, for the form only: the script keeps it in the tab's session storage."""


class ChatPage:
    """The page and its form, over the same conversations as the website channel."""

    def __init__(self, conversing: Conversing, addresses: Addresses, suggest: Suggest) -> None:
        self._conversing = conversing
        self._addresses = addresses
        self._suggest = suggest

    def routes(self) -> Blueprint:
        """``GET /`` shows it, ``POST /`` asks or starts again, ``POST /feedback`` notes a thumb."""
        routes = Blueprint("chat_page")

        @routes.get("/")
        async def show(request: Request) -> HTTPResponse:
            return await self._page(request)

        @routes.post("/")
        async def ask(request: Request) -> HTTPResponse:
            return await self._ask(request)

        @routes.post("/feedback")
        async def rate(request: Request) -> HTTPResponse:
            return await self._rate(request)

        return routes
