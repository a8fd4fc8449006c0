"""The assistant and the console over one database, and a real browser in front of them."""
from __future__ import annotations

import re
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from plan_kb.console.accounts.passwords import hash_password
from plan_kb.console.clock import now
from plan_kb.database import Database
from plan_kb.tables import ROLES, Account
from tests.bot.conftest import RunningServer, environment, free_port
from tests.served import REPOSITORY, trained_model

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
NO_BROWSER = (
    "The browser tests need Chromium and a Chinese font: apt-get install chromium fonts-noto-cjk, "
    "or name the program in PLAN_CHROMIUM."
)
PASSWORD = "Correct-Horse-7"
START_SECONDS = 120
WIDTHS = {"desktop": (1280, 900), "phone": (390, 844)}
_LINK = re.compile(r"http://[\w.:]+(/invitation/[\w-]+)")

expect.set_options(timeout=20_000)


@dataclass(frozen=True)
class Office:
    """What a district runs: the assistant, the console, and their database."""

    assistant: RunningServer
    console_url: str
    database: Database

    def first_link(self) -> str:
        """The path of the first administrator's link, from the log."""
        found = _LINK.search(self.assistant.log.read_text(encoding="utf-8"))
        assert found
        return found[1]

    def answer(self, question: str) -> str:
        """What the running assistant says to a visitor."""
        return self.assistant.say(question, f"visitor-{time.monotonic_ns()}").text

    def sign_in(self, context: BrowserContext, role: str = "administrator") -> Page:
        """A page of somebody with ``role``, who has just signed in."""
        page = context.new_page()
        page.goto(self.console_url)
        page.get_by_label("用户名").fill(role)
        page.get_by_label("密码").fill(PASSWORD)
        page.get_by_role("button", name="登录").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text(role)
        return page


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """Both processes as ``make serve`` starts them, with the packaged plan and no account yet."""
    trained_model()
    folder = tmp_path_factory.mktemp("office")
    ports = {"PLAN_PORT": str(free_port()), "PLAN_CONSOLE_PORT": str(free_port())}
    log = folder / "log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "bot.server.together"], cwd=REPOSITORY, stdout=output, stderr=output,
            env=environment(folder, **ports),
        )  # fmt: skip
    database = Database(f"sqlite:///{folder / 'knowledge.sqlite'}")
    assistant = RunningServer(f"http://127.0.0.1:{ports['PLAN_PORT']}", folder, process, log)
    console = f"http://127.0.0.1:{ports['PLAN_CONSOLE_PORT']}/"
    try:
        for address in (f"{console}health", f"{assistant.url}/health"):
            _wait_for(address, process, log)
        yield Office(assistant, console, database)
    finally:
        database.close()
        process.send_signal(signal.SIGINT)
        process.wait(timeout=30)


@pytest.fixture(scope="module")
def accounts(office: Office) -> None:
    """An account for each role, called like the role."""
    with office.database.writing() as session:
        hashed = hash_password(PASSWORD)
        for role in ROLES:
            session.add(Account(name=role, role=role, password=hashed, active=True, created=now()))


@pytest.fixture
def context(browser: Browser, request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    """A browser of somebody; parametrised with a width by name, else a desktop's. Fails where a page had an error."""
    width, height = WIDTHS[getattr(request, "param", "desktop")]
    made = browser.new_context(viewport={"width": width, "height": height}, locale="zh-CN")
    errors: list[str] = []
    made.on("weberror", lambda error: errors.append(str(error.error)))
    made.on("console", lambda line: errors.append(line.text) if "Security Policy" in line.text else None)
    yield made
    made.close()
    assert errors == []


def _wait_for(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"nothing answers at {address}:\n{log.read_text(encoding='utf-8')}")
