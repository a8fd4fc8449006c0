"""The chat's own page ``/``: for a link in WeChat, and as a plain form for browsers without JavaScript."""
from __future__ import annotations

import json
import re
import uuid
from typing import Protocol

from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channel.website.conversing import Conversing, Outcome
from bot.channel.website.origins import is_allowed
from bot.channel.website.suggesting import Suggesting
from bot.page.files import chat_style
from bot.page.rendering import language_of, page
from bot.page.words import Say, say_in

COOKIE = "plan_conversation"
"""Holds the id of the conversation, for the form only: the script keeps it in the tab's session storage."""

_TASK = re.compile(r"task/(\d+)")
_TURN = re.compile(r"[\w-]{1,60}")


class WebsiteChat(Protocol):
    """What the page needs of the website channel."""

    async def ask(
        self, request: Request, text: str, conversation: object = None, message: object = None
    ) -> Outcome:
        """The reply to ``text``."""

    @property
    def conversing(self) -> Conversing:
        """Its history and its feedback."""

    @property
    def suggesting(self) -> Suggesting:
        """The questions on offer."""


class ChatPage:
    """The page and its form, over the same conversations as the website channel."""

    def __init__(self, chat: WebsiteChat) -> None:
        self._chat = chat
        self._style = chat_style()

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
            return self._rate(request)

        return routes

    async def _ask(self, request: Request) -> HTTPResponse:
        if not is_allowed(request, ()):
            # Another website's page sent the form: it must not speak for the visitor (CSRF).
            return await self._page(request, 403, trouble="foreign_form")
        if _field(request, "restart"):
            answer = _back_to(request, "")
            del answer.cookies[COOKIE]
            return answer
        text = _field(request, "choice") or _field(request, "text")
        if not text.strip():
            return _back_to(request, "#latest")
        conversation = request.cookies.get(COOKIE)
        outcome = await self._chat.ask(request, text, conversation, _field(request, "message"))
        if outcome.status != 200:
            return await self._page(request, outcome.status, str(outcome.body.get("text", "")), text)
        # A page that is shown by GET can be loaded again, and gone back to, without asking once more.
        answer = _back_to(request, "#latest")
        answer.cookies[COOKIE] = outcome.body["conversation"]
        answer.cookies[COOKIE].update(
            {"httponly": True, "samesite": "Strict", "path": "/", "secure": _is_secure(request)}
        )
        return answer

    def _rate(self, request: Request) -> HTTPResponse:
        turn = _field(request, "turn")
        if is_allowed(request, ()) and _TURN.fullmatch(turn):
            self._chat.conversing.rate(request.cookies.get(COOKIE), turn, _field(request, "liked") == "1", "")
            return _back_to(request, f"#turn-{turn}")
        return _back_to(request, "#latest")

    async def _page(self, request: Request, status: int = 200, trouble: str = "", typed: str = "") -> HTTPResponse:
        language = language_of(request)
        say = say_in(language, "chat")
        conversation = request.cookies.get(COOKIE)
        turns = self._chat.conversing.history(conversation)["turns"] if conversation else []
        offer = json.loads((await self._chat.suggesting.offer(language)).body)
        # The assistant speaks simplified Chinese and English; a traditional page greets in its own words.
        greeting = say("greeting") if language == "zh-Hant" else offer["greeting"]
        return page(
            request, "chat.html", status, self._style, say=say, language=language, root="./", title=say("title"),
            description=greeting, greeting=greeting,
            first=[{"title": question, "payload": question} for question in offer["first"]],
            turns=turns, asked={turn["question"] for turn in turns}, message=str(uuid.uuid4()), typed=typed,
            trouble=say(trouble) if trouble == "foreign_form" else trouble,
            by_place=_by_place, place_of=lambda citation: _place_of(say, citation),
        )


def _by_place(citations: list[dict[str, str]]) -> list[list[dict[str, str]]]:
    """The citations, those of one place together, in order."""
    places: dict[tuple[str, str], list[dict[str, str]]] = {}
    for citation in citations:
        places.setdefault((citation["plan"], citation["ref"]), []).append(citation)
    return list(places.values())


def _place_of(say: Say, citation: dict[str, str]) -> str:
    task = _TASK.fullmatch(citation["ref"])
    return say("task_place", number=task[1], title=citation["title"]) if task else citation["title"]


def _field(request: Request, name: str) -> str:
    return str((request.form or {}).get(name) or "")


def _back_to(request: Request, place: str) -> HTTPResponse:
    lang = f"?lang={language_of(request)}" if _field(request, "lang") or request.args.get("lang") else ""
    return response.redirect(f"./{lang}{place}", status=303)


def _is_secure(request: Request) -> bool:
    return str(request.headers.get("x-forwarded-proto", request.scheme)) == "https"
