"""Files that never change while the server runs: compressed and tagged once, at the start."""
from __future__ import annotations

import gzip
import hashlib
from collections.abc import Mapping
from pathlib import Path

from sanic import response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.page.security import PAGE_HEADERS, WIDGET_HEADERS
from bot.page.widget_file import widget_script, widget_style

STATIC = Path(__file__).with_name("static")
SCRIPT = "text/javascript; charset=utf-8"
STYLE = "text/css; charset=utf-8"
PICTURE = "image/svg+xml"


class ServedFile:
    """A file in memory."""

    def __init__(self, text: str, kind: str, headers: Mapping[str, str]) -> None:
        content = text.encode()
        self._plain = content
        self._compressed = gzip.compress(content, 9, mtime=0)
        self._kind = kind
        tag = f'"{hashlib.sha256(content).hexdigest()[:16]}"'
        # Browsers ask each time whether there is a newer one, and are told in a few bytes that there is none.
        self._headers = {**headers, "Cache-Control": "no-cache", "ETag": tag, "Vary": "Accept-Encoding"}

    def send(self, request: Request) -> HTTPResponse:
        """The answer to ``request``: 304 where the browser has it, compressed where the browser can read that."""
        # A proxy that compresses marks the tag as weak.
        if self._headers["ETag"] in request.headers.get("If-None-Match", "").replace("W/", "").split(", "):
            return response.empty(304, headers=self._headers)
        if "gzip" in request.headers.get("Accept-Encoding", ""):
            headers = {**self._headers, "Content-Encoding": "gzip"}
            return response.raw(self._compressed, headers=headers, content_type=self._kind)
        return response.raw(self._plain, headers=self._headers, content_type=self._kind)


def embedded_files() -> dict[str, ServedFile]:
    """What other websites load, by name."""
    return {
        "widget.js": ServedFile(widget_script(), SCRIPT, WIDGET_HEADERS),
        "widget.css": ServedFile(widget_style(), STYLE, WIDGET_HEADERS),
    }


def chat_style() -> str:
    """The styles of the chat's page: the widget's own, and those of the form."""
    return widget_style("colours.css", "chat.css") + (STATIC / "chat.css").read_text(encoding="utf-8")


def page_files() -> dict[str, ServedFile]:
    """What the pages load, by name; the widget's colours are those of the pages as well."""
    def own(name: str) -> str:
        return (STATIC / name).read_text(encoding="utf-8")

    return {
        "plan.css": ServedFile(widget_style("colours.css") + own("plan.css"), STYLE, PAGE_HEADERS),
        "plan.js": ServedFile(own("plan.js"), SCRIPT, PAGE_HEADERS),
        "icon.svg": ServedFile(own("icon.svg"), PICTURE, PAGE_HEADERS),
    }
