from __future__ import annotations

import json
import shutil
import socket
from pathlib import Path

import pytest

from bot.model import fitting_model
from tests.bot.conftest import RunningServer, free_port, run_server, start_server, stop_server


def told(project: Path, data_dir: Path, **settings: str) -> str:
    """What a server that cannot start says; it must be one line, and the exit code 1."""
    ended = run_server(project, data_dir, PLAN_PORT=settings.pop("PLAN_PORT", "0"), **settings)
    assert ended.returncode == 1, ended.stderr
    assert "Traceback" not in ended.stderr + ended.stdout
    lines = [line for line in ended.stderr.splitlines() if line.startswith("助手启动不了:")]
    assert len(lines) == 1, ended.stderr
    return lines[0]


def test_health_says_ready_with_the_numbers_of_what_is_served(server: RunningServer, project: Path) -> None:
    answer = server.request("/health")
    health = json.loads(answer.body)
    assert health["status"] == "ready"
    assert health["edition"] >= 1
    assert fitting_model(project).name.startswith(health["model"])


@pytest.mark.parametrize(("name", "value"), [("PLAN_PORT", "x"), ("PLAN_ACTIONS", "x"), ("PLAN_DATABASE_URL", "x")])
def test_bad_setting(project: Path, tmp_path: Path, name: str, value: str) -> None:
    assert name in told(project, tmp_path, **{name: value})


def test_port_that_is_taken(project: Path, tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        assert port in told(project, tmp_path, PLAN_PORT=port)


def test_missing_model(project: Path, tmp_path: Path) -> None:
    bare = tmp_path / "bare"
    shutil.copytree(project, bare, ignore=shutil.ignore_patterns("models", "var", ".rasa"))
    assert "make train" in told(bare, tmp_path / "data")


def test_foreign_model(project: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    shutil.copytree(project, other, ignore=shutil.ignore_patterns("models", "var", ".rasa"))
    config = (other / "config.yml").read_text(encoding="utf-8")
    (other / "config.yml").write_text(config.replace("fixture-assistant", "another"), encoding="utf-8")
    assert "fixture-assistant" in told(other, tmp_path / "data", PLAN_MODEL=str(fitting_model(project)))


def test_knowledge_base_that_cannot_be_reached(project: Path, tmp_path: Path) -> None:
    url = f"postgresql://127.0.0.1:{free_port()}/plan"
    assert "127.0.0.1" in told(project, tmp_path, PLAN_DATABASE_URL=url)


def test_conversations_that_cannot_be_reached(project: Path, tmp_path: Path) -> None:
    url = f"postgresql://127.0.0.1:{free_port()}/plan"
    assert "127.0.0.1" in told(project, tmp_path, PLAN_TRACKER_URL=url)


def test_actions_that_cannot_be_imported(project: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    shutil.copytree(project, broken)
    (broken / "actions" / "wrong.py").write_text("import no_such_module\n", encoding="utf-8")
    assert "no_such_module" in told(broken, tmp_path / "data")


def test_interrupt_ends_it_cleanly_and_soon(project: Path, tmp_path: Path) -> None:
    running = start_server(project, tmp_path / "data")
    assert running.say("你好").kind == "answer"
    assert stop_server(running) == 0
    log = running.log.read_text(encoding="utf-8")
    assert "Ready at" in log
    assert "Stopped" in log
    assert "Traceback" not in log
