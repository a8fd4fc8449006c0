"""The chat on somebody else's page, as the README tells: one line, under a strict Content Security Policy."""
from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.bot.conftest import RunningServer
from tests.browser.chat import LISTING, LISTING_QUOTE, LISTING_UNIT, Chat
from tests.browser.conftest import NewContext
from tests.browser.foreign_site import ForeignSite


def open_chat(page: Page, name: str = "问计划") -> Chat:
    """Presses the button on the foreign page."""
    page.get_by_role("button", name=name).click()
    chat = Chat(page)
    chat.ready()
    return chat


def test_one_line_is_enough(page: Page, site: RunningServer, foreign: ForeignSite) -> None:
    page.goto(foreign.embed("/one-line", site.url))
    chat = open_chat(page)
    expect(page.get_by_role("dialog", name="行动计划问答")).to_be_visible()
    answer = chat.ask(LISTING)
    expect(answer.locator(".text")).to_contain_text(LISTING_UNIT)
    answer.locator("summary").click()
    expect(answer.locator("blockquote")).to_have_text(LISTING_QUOTE)
    with page.context.expect_page() as opened:
        answer.get_by_role("link", name="在计划全文中查看").click()
    opened.value.wait_for_load_state()
    assert opened.value.url.startswith(f"{site.url}/plan/")


def test_conversation_and_open_window_survive_navigation(page: Page, site: RunningServer, foreign: ForeignSite) -> None:
    page.goto(foreign.embed("/first", site.url))
    foreign.embed("/other", site.url)
    open_chat(page).ask(LISTING)
    page.goto(f"{foreign.origin}/other")
    chat = Chat(page)
    expect(chat.questions).to_have_text([LISTING])
    expect(chat.ask("目标是多少家?").locator(".text")).to_contain_text("40家以上")
    page.get_by_role("button", name="关闭").click()
    page.reload()
    expect(page.get_by_role("button", name="问计划")).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_closing_gives_the_focus_back(page: Page, site: RunningServer, foreign: ForeignSite) -> None:
    page.goto(foreign.embed("/closing", site.url))
    for close in (lambda: page.keyboard.press("Escape"), lambda: page.get_by_role("button", name="关闭").click()):
        open_chat(page)
        close()
        expect(page.get_by_role("button", name="问计划")).to_be_focused()
        expect(page.get_by_role("dialog")).to_have_count(0)


def test_texts_colour_place_and_language_come_from_attributes(
    page: Page, site: RunningServer, foreign: ForeignSite
) -> None:
    page.goto(foreign.embed("/themed", site.url, (
        'data-title="科创问答" data-label="问一问" data-greeting="您好,请问。" data-notice="仅供参考。" '
        'data-color="#b3261e" data-position="left" data-theme="dark" data-privacy="https://www.example.gov.cn/privacy"'
    )))
    button = page.get_by_role("button", name="问一问")
    box = button.bounding_box()
    assert box
    assert box["x"] < 40
    chat = open_chat(page, "问一问")
    expect(page.get_by_role("dialog", name="科创问答")).to_be_visible()
    expect(chat.root.locator(".greeting .text")).to_have_text("您好,请问。")
    expect(chat.root.locator(".hint")).to_contain_text("仅供参考。")
    expect(chat.root.get_by_role("link", name="隐私说明")).to_have_attribute("href", "https://www.example.gov.cn/privacy")
    red, green, blue = colour(page, chat.send.evaluate("b => getComputedStyle(b).backgroundColor"))
    assert red > green
    assert red > blue


def test_english_and_traditional_pages(page: Page, site: RunningServer, foreign: ForeignSite) -> None:
    page.goto(foreign.embed("/english", site.url, 'data-language="en"'))
    open_chat(page, "Ask the plan")
    page.goto(foreign.embed("/traditional", site.url, 'data-language="zh-TW"'))
    expect(page.locator("plan-assistant .look.chat")).to_have_attribute("lang", "zh-Hant")
    expect(Chat(page).root.get_by_role("combobox", name="您的問題")).to_be_visible()


def test_styles_of_the_page_stay_outside(page: Page, site: RunningServer, foreign: ForeignSite) -> None:
    address = foreign.embed("/styled", site.url)
    policy, html = foreign.pages["/styled"]
    style = (
        "html { font-size: 62.5% } body { font: italic 9px/3 serif; text-transform: uppercase; letter-spacing: 9px }"
        "* { margin: 3px; } button { display: none } p { visibility: hidden }"
    )
    policy += "; style-src 'unsafe-inline'"  # the page's own; the chat adds none
    foreign.pages["/styled"] = (policy, html.replace("</head>", f"<style>{style}</style></head>"))
    page.goto(address)
    text = open_chat(page).root.locator(".greeting .text")
    expect(text).to_have_css("font-size", "16px")
    expect(text).to_have_css("font-style", "normal")
    expect(text).to_have_css("text-transform", "none")
    expect(text).to_have_css("letter-spacing", "normal")
    expect(text).to_be_visible()
    box = page.get_by_role("dialog").bounding_box()
    assert box
    assert box["width"] >= 380


def test_browser_without_constructable_style_sheets_fetches_the_styles(page: Page, site: RunningServer) -> None:
    page.add_init_script("delete CSSStyleSheet.prototype.replaceSync")
    chat = Chat.opened(page, site.url)
    expect(chat.send).to_have_css("background-color", "rgb(20, 80, 140)")


def test_script_address_for_privacy_is_dropped(page: Page, site: RunningServer, foreign: ForeignSite) -> None:
    page.goto(foreign.embed("/privacy", site.url, 'data-privacy="javascript:alert(1)"'))
    chat = open_chat(page)
    expect(chat.root.locator(".hint a")).to_have_count(0)


@pytest.mark.parametrize("asked", ["#ffeb3b", "#fff", "#000000", "#0a8754", "no colour", "rgb(1,2,3)"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_colour_is_made_readable(
    new_context: NewContext, site: RunningServer, foreign: ForeignSite, asked: str, scheme: str
) -> None:
    page = new_context("desktop", color_scheme=scheme).new_page()
    page.goto(foreign.embed("/coloured", site.url, f'data-color="{asked}"'))
    chat = open_chat(page)
    looks = (
        (chat.send, "color", "backgroundColor"),
        (chat.first.first, "color", "backgroundColor"),
    )
    for element, words, ground in looks:
        style = element.evaluate(f"e => [getComputedStyle(e).{words}, getComputedStyle(e).{ground}]")
        assert contrast(colour(page, style[0]), colour(page, style[1])) >= 4.5, style


def test_website_that_is_not_registered_is_told_so(
    new_context: NewContext, site: RunningServer, foreign: ForeignSite, screen: str
) -> None:
    page = new_context(screen).new_page()
    address = foreign.embed("/stranger", site.url).replace("127.0.0.1", "localhost")
    page.goto(address)
    page.get_by_role("button", name="问计划").click()
    chat = Chat(page)
    chat.ask_in_vain(LISTING)
    expect(chat.state).to_contain_text("连不上")
    expect(chat.input).to_have_value(LISTING)


def colour(page: Page, css: str) -> tuple[int, int, int]:
    """The channels of a computed colour."""
    numbers = [int(float(number)) for number in css[css.index("(") + 1 : -1].replace(",", " ").split()[:3]]
    return numbers[0], numbers[1], numbers[2]


def contrast(one: tuple[int, int, int], other: tuple[int, int, int]) -> float:
    """The contrast ratio of WCAG 2."""
    def luminance(rgb: tuple[int, int, int]) -> float:
        shares = [v / 255 / 12.92 if v / 255 <= 0.04045 else ((v / 255 + 0.055) / 1.055) ** 2.4 for v in rgb]
        return 0.2126 * shares[0] + 0.7152 * shares[1] + 0.0722 * shares[2]

    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)
