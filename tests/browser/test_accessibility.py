"""For everyone: no violation that axe finds, in any theme, size, language and state; reflow, contrast, motion."""
from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.bot.conftest import RunningServer
from tests.browser.chat import LISTING, SEVERAL, Chat
from tests.browser.conftest import NewContext
from tests.browser.foreign_site import ForeignSite

EVERY_RULE = {"rules": {"target-size": {"enabled": True}}, "resultTypes": ["violations"]}
LANGUAGES = ("zh-Hans", "zh-Hant", "en")


def violations(page: Page) -> list[str]:
    """What axe finds wrong in the page, shadow roots included."""
    found: list[dict[str, Any]] = Axe().run(page, options=EVERY_RULE).response["violations"]
    return [f"{one['id']}: {node['target']} {node.get('failureSummary')}" for one in found for node in one["nodes"]]


def in_conversation(chat: Chat) -> None:
    """Brings the chat into a state that shows about everything: source, clarification, used button, reason, trouble."""
    chat.ask(SEVERAL)
    chat.answer.locator(".choice").first.click()
    chat.answered(1)
    chat.answer.locator("summary").click()
    chat.answer.locator(".tool").last.click()
    expect(chat.answer.locator(".reason")).to_be_visible()
    chat.input.fill("很" * 501)
    expect(chat.state).not_to_be_empty()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("large", [False, True], ids=["usual", "large"])
def test_chat_in_every_state(
    new_context: NewContext, site: RunningServer, screen: str, scheme: str, large: bool
) -> None:
    chat = Chat.opened(new_context(screen, color_scheme=scheme).new_page(), site.url)
    assert violations(chat.page) == []
    if large:
        chat.root.get_by_role("button", name="大字").click()
    in_conversation(chat)
    assert violations(chat.page) == []
    chat.input.fill("")
    chat.open_menu()
    assert violations(chat.page) == []
    chat.page.keyboard.press("Escape")
    chat.input.press_sequentially("区科委")
    chat.input.press("ArrowDown")
    expect(chat.options.first).to_have_attribute("aria-selected", "true")
    assert violations(chat.page) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_chosen_theme_holds_against_the_device(new_context: NewContext, site: RunningServer, theme: str) -> None:
    opposite = {"light": "dark", "dark": "light"}[theme]
    chat = Chat.opened(new_context(color_scheme=opposite).new_page(), site.url)
    chat.open_menu().get_by_label("外观").select_option(theme)
    in_conversation(chat)
    assert violations(chat.page) == []
    before = chat.root.evaluate("e => getComputedStyle(e).backgroundColor")
    chat.page.goto(f"{site.url}/plan")
    assert chat.page.locator("body").evaluate("e => getComputedStyle(e).backgroundColor") == before
    assert violations(chat.page) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language(new_context: NewContext, site: RunningServer, language: str) -> None:
    context = new_context()
    chat = Chat.opened(context.new_page(), f"{site.url}/?lang={language}")
    expect(chat.root).to_have_attribute("lang", language)
    assert violations(chat.page) == []
    chat.page.goto(f"{site.url}/plan?lang={language}")
    expect(chat.page.locator("html")).to_have_attribute("lang", language)
    assert violations(chat.page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_plan_page(new_context: NewContext, site: RunningServer, screen: str, scheme: str) -> None:
    page = new_context(screen, color_scheme=scheme).new_page()
    for query in ("#task-6", "?find=企业&area=2&sort=value&descending=1", "?find=没有这个词&words=没有这个词"):
        page.goto(f"{site.url}/plan/fengxian-sme-2023-2025{query}")
        assert violations(page) == []


def test_pages_without_javascript(new_context: NewContext, site: RunningServer, screen: str) -> None:
    # axe needs scripts: the page is looked at as it is before its own script has come.
    page = new_context(screen).new_page()
    page.route("**/widget.js", lambda route: route.abort())
    page.goto(site.url)
    assert violations(page) == []
    page.get_by_label("您的问题").last.fill(LISTING)
    page.keyboard.press("Enter")
    expect(page.locator(".message.you")).to_have_count(1)
    page.locator("summary").click()
    assert violations(page) == []


def test_missing_page(new_context: NewContext, site: RunningServer, screen: str) -> None:
    page = new_context(screen).new_page()
    answer = page.goto(f"{site.url}/plan/nothing")
    assert answer
    assert answer.status == 404
    assert violations(page) == []


def test_embedded(page: Page, site: RunningServer, foreign: ForeignSite) -> None:
    page.goto(foreign.embed("/axe", site.url))
    expect(page.get_by_role("button", name="问计划")).to_be_visible()
    assert violations(page) == []
    page.get_by_role("button", name="问计划").click()
    in_conversation(Chat(page))
    assert violations(page) == []


def scrolls_sideways(page: Page) -> bool:
    """Whether the page is wider than its window."""
    return bool(page.evaluate("document.documentElement.scrollWidth > innerWidth"))


@pytest.mark.parametrize(("width", "height"), [(320, 640), (320, 256), (640, 450)], ids=["320px", "400%", "200%"])
@pytest.mark.parametrize("large", [False, True], ids=["usual", "large"])
def test_nothing_is_cut_off_in_small_windows(
    new_context: NewContext, site: RunningServer, width: int, height: int, large: bool
) -> None:
    chat = Chat.opened(new_context(viewport={"width": width, "height": height}).new_page(), site.url)
    if large:
        chat.root.get_by_role("button", name="大字").click()
    in_conversation(chat)
    assert not scrolls_sideways(chat.page)
    assert not chat.log.evaluate("log => log.scrollWidth > log.clientWidth")
    for control in (chat.input, chat.send, chat.answer.locator("blockquote").first):
        control.scroll_into_view_if_needed()
        expect(control).to_be_in_viewport()
    chat.page.goto(f"{site.url}/plan")
    assert not scrolls_sideways(chat.page)


def test_large_type_is_remembered_everywhere(chat: Chat, site: RunningServer) -> None:
    size: Callable[[], float] = lambda: chat.root.evaluate("e => parseFloat(getComputedStyle(e).fontSize)")  # noqa: E731
    usual = size()
    chat.root.get_by_role("button", name="大字").click()
    assert size() >= usual * 1.25
    chat.page.reload()
    chat.ready()
    assert size() >= usual * 1.25
    expect(chat.root.get_by_role("button", name="大字")).to_have_attribute("aria-pressed", "true")
    chat.page.goto(f"{site.url}/plan")
    words = chat.page.locator(".words").first
    assert words.evaluate("e => parseFloat(getComputedStyle(e).fontSize)") >= usual * 1.25
    chat.page.get_by_role("button", name="大字").click()
    assert words.evaluate("e => parseFloat(getComputedStyle(e).fontSize)") == usual


def test_nothing_moves_for_who_wants_less_motion(new_context: NewContext, site: RunningServer) -> None:
    page = new_context(reduced_motion="reduce").new_page()
    chat = Chat.opened(page, site.url)
    page.route("**/messages", lambda route: None)
    chat.input.fill(LISTING)
    chat.send.click()
    expect(chat.root.locator(".typing")).to_be_visible()
    running = "document.querySelector('plan-assistant').shadowRoot.getAnimations().length"
    assert page.evaluate(running) == 0


def test_interface_language_is_chosen_and_remembered(chat: Chat) -> None:
    chat.ask(LISTING)
    chat.open_menu().get_by_label("语言").select_option("en")
    expect(chat.root.locator("[name=language]")).to_be_focused()
    expect(chat.root.locator(".greeting .text")).to_contain_text("Hello")
    expect(chat.answers).to_have_count(1)
    chat.page.reload()
    expect(chat.root).to_have_attribute("lang", "en")
    expect(chat.first).to_have_count(4)
