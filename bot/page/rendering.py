"""Fills the templates of the pages."""
from __future__ import annotations

import gzip
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from sanic import response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.page.security import PAGE_HEADERS, content_security_policy
from bot.page.words import interface_language

LANGUAGE_NAMES = {"zh-Hans": "简", "zh-Hant": "繁", "en": "EN"}


def language_of(request: Request) -> str:
    """The interface language that ``?lang=`` names, else the first one that the browser wishes."""
    wished = request.args.get("lang") or request.headers.get("Accept-Language", "").partition(",")[0]
    return interface_language(wished.partition(";")[0])


def page(request: Request, template: str, status: int = 200, style: str = "", **values: object) -> HTTPResponse:
    """The page that ``template`` makes of ``values``; never kept by caches, as it may hold a conversation.

    ``style`` is a style sheet for the page itself: what is painted first need not wait for a second request.
    """
    made = _environment().get_template(template).render(languages=LANGUAGE_NAMES, style=Markup(style), **values)
    html = made.encode()
    headers = {
        **PAGE_HEADERS, "Content-Security-Policy": content_security_policy(style), "Cache-Control": "no-store",
        "Vary": "Accept-Language, Accept-Encoding",
    }
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        html = gzip.compress(html, 5)
        headers["Content-Encoding"] = "gzip"
    return response.raw(html, status=status, headers=headers, content_type="text/html; charset=utf-8")


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(Path(__file__).with_name("templates")),
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
    )
