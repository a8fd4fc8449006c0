"""The same conversation as a plain form."""
from __future__ import annotations

import urllib.error
import urllib.parse
import urllib.request

import pytest
from playwright.sync_api import Page, expect

from tests.bot.conftest import RunningServer
from tests.browser.chat import LISTING, LISTING_QUOTE, LISTING_UNIT, SEVERAL
from tests.browser.conftest import NewContext


@pytest.fixture
def plain(new_context: NewContext, screen: str, site: RunningServer) -> Page:
    """The page in a browser without JavaScript."""
    page = new_context(screen, java_script_enabled=False).new_page()
    page.goto(site.url)
    return page


def ask(page: Page, text: str) -> None:
    """Types and sends with Enter."""
    page.get_by_label("您的问题").last.fill(text)
    page.keyboard.press("Enter")
    expect(page.locator(".message.you").last).to_have_text(text)


def test_ask_cite_and_follow_up(plain: Page) -> None:
    ask(plain, LISTING)
    expect(plain.locator(".message.bot").last).to_contain_text(LISTING_UNIT)
    plain.locator("summary").click()
    expect(plain.locator("blockquote")).to_have_text(LISTING_QUOTE)
    ask(plain, "目标是多少家?")
    expect(plain.locator(".message.bot").last).to_contain_text("40家以上")
    assert "conversation" not in plain.url
    plain.locator("summary").first.click()
    plain.get_by_role("link", name="在计划全文中查看").first.click()
    expect(plain.locator("#task-6:target")).to_be_in_viewport()


def test_first_question_clarification_and_thumb(plain: Page) -> None:
    plain.locator(".choice").first.click()
    expect(plain.locator(".message.you")).to_have_count(1)
    expect(plain.locator(".choice").first).to_contain_text("已选择")
    ask(plain, SEVERAL)
    plain.get_by_role("button", name="国家级").click()
    expect(plain.locator(".message.bot").last).to_contain_text("25家")
    plain.get_by_role("button", name="回答有帮助").last.click()
    expect(plain.get_by_role("button", name="回答有帮助").last).to_have_attribute("aria-pressed", "true")


def test_reload_asks_nothing_again_and_start_again_forgets(plain: Page) -> None:
    ask(plain, LISTING)
    plain.reload()
    expect(plain.locator(".message.you")).to_have_count(1)
    plain.get_by_role("button", name="重新开始").click()
    expect(plain.locator(".message.you")).to_have_count(0)
    ask(plain, "目标是多少家?")
    expect(plain.locator(".message.you")).to_have_count(1)


def test_conversation_id_is_kept_from_scripts_and_other_sites(plain: Page) -> None:
    ask(plain, LISTING)
    (cookie,) = plain.context.cookies()
    assert cookie["httpOnly"]
    assert cookie["sameSite"] == "Strict"
    assert cookie["value"] not in plain.content()


@pytest.mark.parametrize("headers", [
    {"Origin": "https://evil.example"},
    {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"},
    {"Origin": "null", "Sec-Fetch-Site": "cross-site"},
])
def test_form_of_another_website_is_refused(site: RunningServer, headers: dict[str, str]) -> None:
    body = urllib.parse.urlencode({"text": LISTING}).encode()
    refused = site.request("/", body, {"Content-Type": "application/x-www-form-urlencoded", **headers})
    assert refused.status == 403
    assert "set-cookie" not in refused.headers
    assert "这份表单来自别的网站" in refused.body.decode()


def test_too_much_at_once_is_said_and_what_was_typed_stays(plain: Page, site: RunningServer) -> None:
    plain.get_by_label("您的问题").last.fill("很" * 501)
    plain.keyboard.press("Enter")
    expect(plain.locator(".message.bot").last).to_contain_text("500")
