from __future__ import annotations

import gzip
import re
from html.parser import HTMLParser

import pytest

from tests.bot.conftest import RunningServer

PAGES = ("/", "/plan/fengxian-sme-2023-2025", "/plan/nothing", "/?lang=en", "/nothing")
HTML = {"Accept": "text/html"}


class Elements(HTMLParser):
    """Collects the elements of a page with their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


@pytest.mark.parametrize("path", PAGES)
def test_pages_are_served_under_a_strict_policy_and_keep_to_it(server: RunningServer, path: str) -> None:
    answer = server.request(path, headers=HTML)
    assert answer.status == (404 if "nothing" in path else 200)
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"] == "no-store"
    for tag, attributes in Elements(answer.body.decode()).found:
        assert not [name for name in attributes if name.startswith("on") or name == "style"]
        assert tag != "script" or attributes.get("src")


@pytest.mark.parametrize("path", ["/", "/plan/fengxian-sme-2023-2025"])
def test_pages_bring_all_that_they_name(server: RunningServer, path: str) -> None:
    elements = Elements(server.request(path).body.decode()).found
    loaded = [attributes for tag, attributes in elements if tag in ("script", "link")]
    named = [attributes.get("src") or attributes.get("href") for attributes in loaded]
    assert len(named) >= 2
    for name in named:
        assert name is not None
        assert server.request("/" + name.lstrip("./")).status == 200


@pytest.mark.parametrize("path", ["/widget.js", "/widget.css", "/page/plan.js"])
def test_files_are_compressed_and_not_sent_twice(server: RunningServer, path: str) -> None:
    plain = server.request(path)
    compressed = server.request(path, headers={"Accept-Encoding": "gzip, br"})
    assert gzip.decompress(compressed.body) == plain.body
    for known in (plain.headers["etag"], f'W/{plain.headers["etag"]}'):
        assert server.request(path, headers={"If-None-Match": known}).status == 304


def test_other_websites_may_load_the_widget_but_not_the_pages(server: RunningServer) -> None:
    assert server.request("/widget.js").headers["cross-origin-resource-policy"] == "cross-origin"
    page = server.request("/")
    assert page.headers["cross-origin-resource-policy"] == "same-origin"
    assert "frame-ancestors 'self'" in page.headers["content-security-policy"]


def test_plan_leads_to_the_newest_one(server: RunningServer) -> None:
    assert b'id="task-6"' in server.request("/plan").body


@pytest.mark.parametrize("path", ["/page/nothing.js", "/page/..%2Froutes.py", "/nothing", "/model", "/status"])
def test_nothing_else_is_served(server: RunningServer, path: str) -> None:
    assert server.request(path).status == 404


@pytest.mark.parametrize(("wished", "language"), [
    ("zh-CN,zh;q=0.9", "zh-Hans"), ("zh-HK", "zh-Hant"), ("en-GB,en;q=0.8", "en"), ("fr", "zh-Hans"), ("", "zh-Hans"),
])
def test_language_is_that_of_the_browser(server: RunningServer, wished: str, language: str) -> None:
    html = server.request("/", headers={"Accept-Language": wished}).body.decode()
    assert re.search(r'<html lang="([\w-]+)"', html)[1] == language  # type: ignore[index]
