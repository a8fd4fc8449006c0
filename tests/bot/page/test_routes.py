from __future__ import annotations

import json
import re
from html.parser import HTMLParser

import pytest

from bot.page.routes import FILES
from tests.bot.conftest import RunningServer


class Attributes(HTMLParser):
    """Collects tags with their attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


@pytest.fixture(scope="module")
def tags() -> list[tuple[str, dict[str, str | None]]]:
    parser = Attributes()
    parser.feed((FILES / "index.html").read_text(encoding="utf-8"))
    return parser.tags


def test_page_is_served_under_a_strict_policy(server: RunningServer) -> None:
    answer = server.request("/")
    assert answer.status == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_page_brings_all_that_it_names(server: RunningServer, tags: list[tuple[str, dict[str, str | None]]]) -> None:
    named = [attributes.get("src") or attributes.get("href") for tag, attributes in tags if tag in ("script", "link")]
    assert len(named) == 3
    for path in named:
        assert path is not None
        assert server.request(path).status == 200


def test_page_keeps_to_its_own_policy(tags: list[tuple[str, dict[str, str | None]]]) -> None:
    for tag, attributes in tags:
        assert tag != "style"
        assert not [name for name in attributes if name.startswith("on") or name == "style"]
        assert tag != "script" or attributes.get("src")


def test_script_puts_everything_in_as_text() -> None:
    script = (FILES / "chat.js").read_text(encoding="utf-8")
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function", script)


def test_first_questions_are_four_plain_questions(tags: list[tuple[str, dict[str, str | None]]]) -> None:
    payloads = [attributes["data-payload"] for _, attributes in tags if "data-payload" in attributes]
    assert len(payloads) == 4
    assert not [payload for payload in payloads if not payload or payload.startswith("/")]


def test_unchanged_page_is_not_sent_again(server: RunningServer) -> None:
    tag = server.request("/").headers["etag"]
    assert server.request("/", headers={"If-None-Match": tag}).status == 304


@pytest.mark.parametrize("path", ["/page/nothing.js", "/page/..%2Froutes.py", "/nothing", "/model", "/status"])
def test_nothing_else_is_served(server: RunningServer, path: str) -> None:
    assert server.request(path).status == 404


def test_each_conversation_gets_an_id_of_its_own(server: RunningServer) -> None:
    first, second = (json.loads(server.request("/conversation", b"{}").body)["sender"] for _ in range(2))
    assert first != second
    assert len(first) >= 20
