from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest

from bot.channel.website.origins import cors_headers, is_allowed, preflight_headers

ORIGINS = frozenset({"https://www.example.gov.cn", "http://intranet:8080"})


def request(**headers: str) -> Any:
    return cast(Any, SimpleNamespace(headers={name.replace("_", "-"): value for name, value in headers.items()}))


@pytest.mark.parametrize(("headers", "allowed"), [
    ({}, True),
    ({"origin": "https://www.example.gov.cn"}, True),
    ({"origin": "http://intranet:8080"}, True),
    ({"origin": "http://www.example.gov.cn"}, False),
    ({"origin": "https://www.example.gov.cn:444"}, False),
    ({"origin": "https://example.gov.cn"}, False),
    ({"origin": "https://www.example.gov.cn.evil.com"}, False),
    ({"origin": "https://evil.com/https://www.example.gov.cn"}, False),
    ({"origin": "null"}, False),
    ({"origin": "null", "sec_fetch_site": "same-origin"}, True),
    ({"origin": "null", "sec_fetch_site": "cross-site"}, False),
    ({"origin": "https://chat.example.cn", "host": "chat.example.cn"}, True),
    ({"origin": "https://chat.example.cn", "host": "chat.example.cn:443"}, True),
    ({"origin": "http://127.0.0.1:5005", "host": "127.0.0.1:5005"}, True),
    ({"origin": "http://127.0.0.1:5006", "host": "127.0.0.1:5005"}, False),
    ({"origin": "https://evil.com", "host": "chat.example.cn"}, False),
    ({"origin": "file://chat.example.cn", "host": "chat.example.cn"}, False),
    ({"origin": "", "host": ""}, True),
    ({"origin": "https://", "host": ""}, False),
])
def test_own_and_named_pages_may_ask(headers: dict[str, str], allowed: bool) -> None:
    assert is_allowed(request(**headers), ORIGINS) == allowed


def test_exactly_the_named_origins_get_permission() -> None:
    assert cors_headers(request(origin="https://www.example.gov.cn"), ORIGINS) == {
        "Vary": "Origin",
        "Access-Control-Allow-Origin": "https://www.example.gov.cn",
        "Access-Control-Expose-Headers": "Retry-After, ETag",
    }
    for origin in ("https://evil.com", "null", "*", "https://WWW.example.gov.cn"):
        assert cors_headers(request(origin=origin), ORIGINS) == {"Vary": "Origin"}
        assert preflight_headers(request(origin=origin), ORIGINS) == {"Vary": "Origin"}
    assert cors_headers(request(), ORIGINS) == {"Vary": "Origin"}


def test_preflight_permits_what_the_widget_sends() -> None:
    headers = preflight_headers(request(origin="http://intranet:8080"), ORIGINS)
    assert headers["Access-Control-Allow-Methods"] == "GET, POST"
    assert {"Content-Type", "Authorization"} <= set(headers["Access-Control-Allow-Headers"].split(", "))
    assert "Access-Control-Allow-Credentials" not in headers
