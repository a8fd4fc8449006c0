"""Serves the chat page and hands out conversation ids."""
from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channel.message import new_conversation_id

FILES = Path(__file__).with_name("static")
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)


@dataclass(frozen=True)
class _File:
    content: bytes
    kind: str
    tag: str


def page_routes() -> Blueprint:
    """The routes of the page: ``/``, its files below ``/page/``, and ``POST /conversation`` for a new id."""
    routes = Blueprint("page")
    files = {path.name: _read(path) for path in FILES.iterdir() if path.suffix in TYPES}

    def send(request: Request, name: str) -> HTTPResponse:
        file = files[name]
        headers = {
            "Content-Security-Policy": CONTENT_SECURITY_POLICY, "Cache-Control": "no-cache", "ETag": file.tag,
        }
        if request.headers.get("If-None-Match") == file.tag:
            return response.empty(304, headers=headers)
        return response.raw(file.content, headers=headers, content_type=file.kind)

    @routes.get("/")
    async def page(request: Request) -> HTTPResponse:
        return send(request, "index.html")

    @routes.get("/page/<name:str>")
    async def part(request: Request, name: str) -> HTTPResponse:
        return send(request, name) if name in files else response.text("404 Not Found", status=404)

    @routes.post("/conversation")
    async def conversation(_request: Request) -> HTTPResponse:
        return response.json({"sender": new_conversation_id()}, headers={"Cache-Control": "no-store"})

    return routes


def _read(path: Path) -> _File:
    content = path.read_bytes()
    return _File(content, TYPES[path.suffix], f'"{hashlib.sha256(content).hexdigest()[:16]}"')
