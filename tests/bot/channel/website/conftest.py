"""Two servers over the same data, as a district runs them behind one proxy, and a visitor's browser."""
from __future__ import annotations

import itertools
import json
import sqlite3
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.bot.conftest import Answer, RunningServer, start_server, stop_server

ALLOWED_ORIGIN = "https://www.example.gov.cn"
_addresses = itertools.count(1)


def new_address() -> str:
    """An address that no other visitor of the tests has."""
    number = next(_addresses)
    return f"198.18.{number // 250}.{number % 250}"


@dataclass
class Visitor:
    """Somebody with an address of their own, on one of the servers."""

    server: RunningServer
    address: str = field(default_factory=new_address)
    conversation: Any = None

    def send(self, path: str, body: Any = None, **headers: str) -> Answer:
        """GET, or POST where there is a body: bytes as they are, anything else as JSON."""
        raw = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
        sent = {"X-Forwarded-For": self.address, **{name.replace("_", "-"): value for name, value in headers.items()}}
        return self.server.request(f"/webhooks/website{path}", raw, sent)

    def ask(self, text: Any, **more: Any) -> dict[str, Any]:
        """The reply; the conversation goes on with the id that it brings."""
        body = {"text": text, "conversation": self.conversation, "message": str(uuid.uuid4()), **more}
        answer = self.send("/messages", body)
        assert answer.status == 200, answer.body
        reply: dict[str, Any] = json.loads(answer.body)
        self.conversation = reply["conversation"]
        return reply

    def turns(self, conversation: str | None = None) -> list[dict[str, Any]]:
        """The history of a conversation, by default the visitor's own."""
        answer = self.send("/history", Authorization=f"Bearer {conversation or self.conversation}")
        assert answer.status == 200
        turns: list[dict[str, Any]] = json.loads(answer.body)["turns"]
        return turns


@pytest.fixture(scope="session")
def servers(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[RunningServer, RunningServer]]:
    """Two servers over the same stores, which believe their proxy's addresses."""
    data_dir = tmp_path_factory.mktemp("website")
    settings = {
        "PLAN_TRUSTED_PROXIES": "127.0.0.1", "PLAN_ALLOWED_ORIGINS": ALLOWED_ORIGIN, "PLAN_CONVERSATION_RATE": "10",
        "PLAN_ADDRESS_RATE": "30",
    }  # fmt: skip
    first = start_server(project, data_dir, **settings)
    second = start_server(project, data_dir, **settings, log_name="second.log")
    yield first, second
    stop_server(first)
    stop_server(second)


@pytest.fixture
def visitor(servers: tuple[RunningServer, RunningServer]) -> Visitor:
    """Somebody new."""
    return Visitor(servers[0])


def stored(data_dir: Path) -> str:
    """Everything that the databases hold, as text."""
    found: list[str] = []
    for file in ("conversations.sqlite", "knowledge.sqlite"):
        with sqlite3.connect(data_dir / file) as connection:
            found += connection.iterdump()
    return "\n".join(found)


def rows(data_dir: Path, statement: str, *values: object, least: int = 1) -> list[tuple[Any, ...]]:
    """Rows of the knowledge base, once there are ``least`` of them: turns are written a moment later."""
    deadline = time.monotonic() + 10
    while True:
        with sqlite3.connect(data_dir / "knowledge.sqlite") as connection:
            found = connection.execute(statement, values).fetchall()
        if len(found) >= least or time.monotonic() > deadline:
            return found
        time.sleep(0.05)
