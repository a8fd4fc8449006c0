"""A real browser in front of a real server with the trained model; both are started once for all tests."""
from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.bot.conftest import RunningServer, free_port, start_server, stop_server
from tests.browser.chat import Chat
from tests.browser.foreign_site import ForeignSite
from tests.served import REPOSITORY, trained_model

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
NO_BROWSER = (
    "The browser tests need Chromium and a Chinese font: apt-get install chromium fonts-noto-cjk, "
    "or name the program in PLAN_CHROMIUM."
)
SCREENS: dict[str, dict[str, Any]] = {
    "phone": {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True},
    "desktop": {"viewport": {"width": 1280, "height": 900}},
}
WAIT_MS = 20_000
"""How long a condition may take to come true on a busy machine."""

expect.set_options(timeout=WAIT_MS)

NewContext = Callable[..., BrowserContext]


def chromium() -> str:
    """The path of the browser; ends the run with one line where there is none."""
    found = os.environ.get("PLAN_CHROMIUM") or next(filter(None, map(shutil.which, PROGRAMS)), "")
    if not found or not Path(found).is_file():
        pytest.exit(NO_BROWSER, returncode=1)
    return found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The browser."""
    program = chromium()
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=program, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def site(foreign: ForeignSite, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """The assistant's server; the foreign site may embed its chat."""
    trained_model()
    running = start_server(
        REPOSITORY, tmp_path_factory.mktemp("site"), PLAN_ALLOWED_ORIGINS=foreign.origin,
        PLAN_CONVERSATION_RATE="0", PLAN_ADDRESS_RATE="0",
    )
    yield running
    stop_server(running)


@pytest.fixture(scope="session")
def foreign() -> Iterator[ForeignSite]:
    """Another website, on another port."""
    with ForeignSite(free_port()) as other:
        yield other


@pytest.fixture
def new_context(browser: Browser) -> Iterator[NewContext]:
    """Makes browsers of visitors who share nothing; fails the test where a page met an error of its own."""
    opened: list[BrowserContext] = []
    errors: list[str] = []

    def new(screen: str = "desktop", **options: Any) -> BrowserContext:
        context = browser.new_context(**{"locale": "zh-CN", **SCREENS[screen], **options})
        context.set_default_timeout(WAIT_MS)
        context.on("weberror", lambda error: errors.append(str(error.error)))
        context.on(
            "console",
            lambda message: errors.append(message.text) if "Content Security Policy" in message.text else None,
        )
        opened.append(context)
        return context

    yield new
    for context in opened:
        context.close()
    assert errors == []


@pytest.fixture(params=SCREENS)
def screen(request: pytest.FixtureRequest) -> str:
    """Phone and desktop."""
    return str(request.param)


@pytest.fixture
def page(new_context: NewContext, screen: str) -> Page:
    """An empty tab of a phone, and of a desktop."""
    return new_context(screen).new_page()


@pytest.fixture
def chat(page: Page, site: RunningServer) -> Chat:
    """The full-page chat of a new visitor."""
    return Chat.opened(page, site.url)
