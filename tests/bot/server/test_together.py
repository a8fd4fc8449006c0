"""The assistant and the console as two processes; small programs stand in for them where only the processes matter."""
from __future__ import annotations

import json
import signal
import subprocess
import sys
import threading
import time
import urllib.request
from pathlib import Path

import pytest

from bot.server.together import ASSISTANT, CONSOLE, Together
from tests.bot.conftest import START_SECONDS, environment, free_port

STAYS = (sys.executable, "-c", "import time\ntry:\n    time.sleep(60)\nexcept KeyboardInterrupt:\n    pass")
FAILS = (sys.executable, "-c", "raise SystemExit(3)")


def counting(file: Path) -> tuple[str, ...]:
    """A program that leaves a mark each time it starts, and ends at once the first time."""
    return (
        sys.executable, "-c",
        "import pathlib, sys, time\n"
        f"file = pathlib.Path({str(file)!r})\n"
        "starts = len(file.read_text()) if file.exists() else 0\n"
        "file.write_text('x' * (starts + 1))\n"
        "time.sleep(60 if starts else 0.5)",
    )  # fmt: skip


@pytest.mark.parametrize("failing", [ASSISTANT, CONSOLE])
def test_where_one_cannot_start_both_stop(failing: str, caplog: pytest.LogCaptureFixture) -> None:
    both = Together({ASSISTANT: STAYS, CONSOLE: STAYS, failing: FAILS})
    assert both.run() == 3
    assert all(process.poll() is not None for process in both._running.values())
    assert {ASSISTANT: "助手", CONSOLE: "管理后台"}[failing] in caplog.text


def test_a_stop_ends_both() -> None:
    both = Together({ASSISTANT: STAYS, CONSOLE: STAYS})
    threading.Timer(1.0, both.stop).start()
    assert both.run() == 0
    assert all(process.poll() is not None for process in both._running.values())


def test_a_console_that_ends_later_is_started_again(tmp_path: Path) -> None:
    file = tmp_path / "starts"
    both = Together({ASSISTANT: STAYS, CONSOLE: counting(file)}, start_seconds=0.0)

    def stop_after_two() -> None:
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline and (not file.exists() or len(file.read_text()) < 2):
            time.sleep(0.05)
        both.stop()

    watch = threading.Thread(target=stop_after_two)
    watch.start()
    assert both.run() == 0
    watch.join()
    assert file.read_text() == "xx"


def test_an_assistant_that_ends_later_is_the_end(caplog: pytest.LogCaptureFixture) -> None:
    both = Together({ASSISTANT: FAILS, CONSOLE: STAYS}, start_seconds=0.0)
    assert both.run() == 3
    assert "意外结束" in caplog.text


def test_both_are_served_over_one_database_and_end_with_one_interrupt(project: Path, tmp_path: Path) -> None:
    ports = {"PLAN_PORT": free_port(), "PLAN_CONSOLE_PORT": free_port()}
    log = tmp_path / "log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "bot.server.together"], cwd=project, stdout=output, stderr=output,
            env=environment(tmp_path / "data", **{name: str(port) for name, port in ports.items()}),
        )  # fmt: skip
    try:
        for port in ports.values():
            assert health(port, process)["edition"] == 1, log.read_text(encoding="utf-8")
    finally:
        process.send_signal(signal.SIGINT)
        code = process.wait(timeout=20)
    written = log.read_text(encoding="utf-8")
    assert code == 0, written
    assert "Traceback" not in written
    assert "Stopped" in written
    assert "Console stopped" in written


def health(port: int, process: subprocess.Popen[bytes]) -> dict[str, object]:
    """What a server says of itself, once it is ready."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=5) as answer:
                said: dict[str, object] = json.loads(answer.read())
                return said
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"nothing listens on port {port}")
