"""Which websites' pages may use the channel, and the headers that tell their browsers so (CORS)."""
from __future__ import annotations

from collections.abc import Collection
from urllib.parse import urlsplit

from sanic.request import Request

PREFLIGHT_SECONDS = 3600
_DEFAULT_PORTS = {"http": ":80", "https": ":443"}


def is_allowed(request: Request, origins: Collection[str]) -> bool:
    """Whether the page that sent ``request`` is the server's own or of one of ``origins``.

    What names no origin comes from no other website's page: a browser always names that one.
    """
    origin = request.headers.get("origin")
    if not origin or request.headers.get("sec-fetch-site") == "same-origin":
        return True
    host = _host(origin)
    own = bool(host) and host == _without_default_port(request.headers.get("host", ""), origin)
    return own or origin in origins


def cors_headers(request: Request, origins: Collection[str]) -> dict[str, str]:
    """The headers of an answer that may be read by the page that asked; exactly ``origins`` get the permission."""
    headers = {"Vary": "Origin"}
    origin = request.headers.get("origin", "")
    if origin in origins:
        headers["Access-Control-Allow-Origin"] = origin
        headers["Access-Control-Expose-Headers"] = "Retry-After, ETag"
    return headers


def preflight_headers(request: Request, origins: Collection[str]) -> dict[str, str]:
    """What a browser is told before it sends a request from another website's page."""
    headers = cors_headers(request, origins)
    if "Access-Control-Allow-Origin" in headers:
        headers["Access-Control-Allow-Methods"] = "GET, POST"
        headers["Access-Control-Allow-Headers"] = "Content-Type, Authorization, If-None-Match"
        headers["Access-Control-Max-Age"] = str(PREFLIGHT_SECONDS)
    return headers


def _host(origin: str) -> str:
    parts = urlsplit(origin)
    return parts.netloc.lower() if parts.scheme in _DEFAULT_PORTS and not parts.path else ""


def _without_default_port(host: str, origin: str) -> str:
    # A proxy that ends TLS passes the host on, with or without the port that browsers leave out.
    return host.lower().removesuffix(_DEFAULT_PORTS.get(origin.partition(":")[0], ":"))
