"""A small Rasa project, trained once, and a server that serves it."""
from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from pathlib import Path
from typing import Any

import pytest

FIXTURE_PROJECT = Path(__file__).parent / "fixtures" / "project"
REPOSITORY = Path(__file__).parents[2]
CACHE = REPOSITORY / "var" / "cache"
START_SECONDS = 120


def environment(data_dir: Path, **settings: str) -> dict[str, str]:
    """An environment for a process of the assistant, with none of this machine's settings."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PLAN_")}
    # The vectors that training left: no server of the tests has to encode the plan anew.
    kept = {"PYTHONPATH": str(REPOSITORY), "PLAN_DATA_DIR": str(data_dir), "PLAN_CACHE_DIR": str(CACHE)}
    return {**clean, **kept, **settings}


def run_server(project: Path, data_dir: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    """A server that is expected to end by itself."""
    return subprocess.run(
        [sys.executable, "-m", "bot.server"], cwd=project, env=environment(data_dir, **settings),
        capture_output=True, text=True, timeout=START_SECONDS,
    )


@dataclass(frozen=True)
class Answer:
    """What came back over HTTP."""

    status: int
    body: bytes
    headers: dict[str, str]

    @property
    def messages(self) -> list[dict[str, Any]]:
        """The body as Rasa's messages."""
        messages: list[dict[str, Any]] = json.loads(self.body)
        return messages

    @property
    def text(self) -> str:
        """All texts of the reply."""
        return "\n".join(message["text"] for message in self.messages if "text" in message)

    @property
    def kind(self) -> str:
        """The ``kind`` of the answer contract."""
        return str(next(message["custom"]["kind"] for message in self.messages if "custom" in message))

    @property
    def recipient(self) -> str:
        """The conversation that answered."""
        return str(self.messages[0]["recipient_id"])


@dataclass(frozen=True)
class RunningServer:
    """A server of the fixture project."""

    url: str
    data_dir: Path
    process: subprocess.Popen[bytes]
    log: Path

    def request(self, path: str, body: bytes | None = None, headers: dict[str, str] | None = None) -> Answer:
        """Sends GET, or POST where there is a body; an error status is an answer as well."""
        request = urllib.request.Request(self.url + path, data=body, headers=headers or {})
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                return Answer(answer.status, answer.read(), lower(answer.headers))
        except urllib.error.HTTPError as error:
            return Answer(error.code, error.read(), lower(error.headers))

    def post(self, body: bytes) -> Answer:
        """Posts ``body`` to the REST channel."""
        return self.request("/webhooks/rest/webhook", body, {"Content-Type": "application/json"})

    def say(self, message: Any, sender: Any = "someone") -> Answer:
        """Posts one message to the REST channel."""
        return self.post(json.dumps({"sender": sender, "message": message}).encode())


def lower(headers: Message) -> dict[str, str]:
    """The headers by their names in small letters."""
    return {name.lower(): value for name, value in headers.items()}


def free_port() -> int:
    """A port that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start_server(project: Path, data_dir: Path, log_name: str = "server.log", **settings: str) -> RunningServer:
    """Starts a server and waits until it is ready; fails the test with its log where it is not."""
    port = free_port()
    log = data_dir / log_name
    data_dir.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "bot.server"], cwd=project, stdout=output, stderr=output,
            env=environment(data_dir, PLAN_PORT=str(port), **settings),
        )
    server = RunningServer(f"http://127.0.0.1:{port}", data_dir, process, log)
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            if server.request("/health").status == 200:
                return server
        except OSError:
            time.sleep(0.1)
    process.kill()
    pytest.fail(f"the server did not start:\n{log.read_text(encoding='utf-8')}")


def stop_server(server: RunningServer) -> int:
    """Stops a server as Ctrl-C does and returns its exit code."""
    server.process.send_signal(signal.SIGINT)
    try:
        return server.process.wait(timeout=30)
    except subprocess.TimeoutExpired:
        server.process.kill()
        raise


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the fixture project with a trained model."""
    copy = tmp_path_factory.mktemp("project") / "project"
    shutil.copytree(FIXTURE_PROJECT, copy, ignore=shutil.ignore_patterns("__pycache__"))
    trained = subprocess.run(
        [sys.executable, "-m", "bot.training"], cwd=copy, env=environment(copy / "var"), capture_output=True, text=True
    )
    assert trained.returncode == 0, trained.stdout + trained.stderr
    return copy


@pytest.fixture(scope="session")
def server(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """A server of the fixture project, for tests that leave it as it was."""
    running = start_server(project, tmp_path_factory.mktemp("server"))
    yield running
    stop_server(running)
