"""Everything by keyboard alone, always with a visible focus that is never lost."""
from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.bot.conftest import RunningServer
from tests.browser.chat import LISTING, LISTING_UNIT, SEVERAL, Chat
from tests.browser.foreign_site import ForeignSite

FOCUSED = """() => {
  let at = document.activeElement;
  while (at && at.shadowRoot && at.shadowRoot.activeElement) at = at.shadowRoot.activeElement;
  if (!at || at === document.body) return null;
  // The input's ring is drawn around input and microphone together.
  const ring = at.closest(".field:focus-within") || at;
  const { outlineStyle, outlineWidth } = getComputedStyle(ring);
  const box = at.getBoundingClientRect();
  return {
    name: at.getAttribute("aria-label") || at.textContent.trim(),
    ring: outlineStyle !== "none" && parseFloat(outlineWidth) >= 2,
    seen: box.bottom > 0 && box.top < innerHeight,
  };
}"""


def tab_stops(page: Page, key: str = "Tab") -> list[str]:
    """The names of what Tab reaches until it leaves the page; each has a ring and is in view."""
    names: list[str] = []
    while len(names) < 60:
        page.keyboard.press(key)
        focused = page.evaluate(FOCUSED)
        if focused is None:
            return names
        assert focused["ring"], focused
        assert focused["seen"], focused
        names.append(focused["name"])
        if len(names) > 1 and names[-1] == names[0] and len(names) > 8:
            return names
    raise AssertionError(f"Tab never leaves: {names}")


def focused_name(page: Page) -> str:
    """What has the focus; it must be something."""
    focused = page.evaluate(FOCUSED)
    assert focused is not None, "the focus is lost"
    return str(focused["name"])


def test_whole_conversation_without_a_mouse(chat: Chat) -> None:
    keys = chat.page.keyboard
    chat.input.focus()
    keys.type(LISTING)
    keys.press("Enter")
    expect(chat.answered(0).locator(".text")).to_contain_text(LISTING_UNIT)
    chat.log.focus()
    keys.press("ArrowUp")
    assert focused_name(chat.page) == "助手的回答"
    keys.press("Tab")
    assert focused_name(chat.page).startswith("原文出处")
    keys.press("Enter")
    expect(chat.answer.locator("blockquote")).to_be_visible()
    keys.press("Tab")
    assert focused_name(chat.page).startswith("在计划全文中查看")
    keys.press("Tab")
    assert focused_name(chat.page) == "复制"
    keys.press("Tab")
    keys.press("Space")
    expect(chat.button("回答有帮助")).to_have_attribute("aria-pressed", "true")
    assert focused_name(chat.page) == "回答有帮助"


def test_focus_survives_a_pressed_choice(chat: Chat) -> None:
    chat.ask(SEVERAL)
    chat.answer.locator(".choice").first.focus()
    chat.page.keyboard.press("Enter")
    chat.answered(1)
    assert focused_name(chat.page)


def test_every_tab_stop_shows_its_focus(chat: Chat) -> None:
    chat.ask(LISTING)
    chat.answer.locator("summary").click()
    chat.page.locator("body").evaluate("body => { body.tabIndex = -1; body.focus(); body.removeAttribute('tabindex') }")
    names = tab_stops(chat.page)
    for name in ("大字", "更多", "对话记录", "您的问题", "发送", "复制"):
        assert any(stop.startswith(name) for stop in names), (name, names)


def test_suggestions_by_arrow_keys(chat: Chat) -> None:
    chat.input.focus()
    chat.page.keyboard.type("区科委")
    options = chat.options
    expect(options.first).to_be_visible()
    chat.page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(chat.input).to_have_attribute("aria-activedescendant", str(options.first.get_attribute("id")))
    chat.page.keyboard.press("ArrowUp")
    chat.page.keyboard.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    chat.page.keyboard.press("Escape")
    expect(options.first).to_be_hidden()
    expect(chat.input).to_have_value("区科委")
    chat.page.keyboard.type("有")
    chat.page.keyboard.press("ArrowDown")
    question = options.first.inner_text()
    chat.page.keyboard.press("Enter")
    chat.answered(0)
    expect(chat.questions.last).to_have_text(question)


def test_enter_while_an_input_method_composes_sends_nothing(chat: Chat) -> None:
    chat.input.fill("fuhuaqi")
    chat.input.evaluate(
        "input => input.dispatchEvent(new KeyboardEvent('keydown', "
        "{ key: 'Enter', isComposing: true, bubbles: true, cancelable: true }))"
    )
    expect(chat.questions).to_have_count(0)
    expect(chat.input).to_have_value("fuhuaqi")


def test_menu_opens_closes_and_gives_the_focus_back(chat: Chat) -> None:
    more = chat.root.get_by_role("button", name="更多")
    more.focus()
    chat.page.keyboard.press("Enter")
    expect(more).to_have_attribute("aria-expanded", "true")
    chat.page.keyboard.press("Tab")
    assert focused_name(chat.page).startswith("阅读计划全文")
    chat.page.keyboard.press("Escape")
    expect(more).to_be_focused()
    expect(more).to_have_attribute("aria-expanded", "false")


def test_embedded_chat_opens_and_closes_by_keyboard(page: Page, site: RunningServer, foreign: ForeignSite) -> None:
    page.goto(foreign.embed("/keyboard", site.url))
    button = page.get_by_role("button", name="问计划")
    expect(button).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(button).to_be_focused()
    page.keyboard.press("Enter")
    assert focused_name(page)
    expect(Chat(page).first).to_have_count(4)
    page.keyboard.press("Escape")
    expect(button).to_be_focused()


def test_plan_page_by_keyboard(page: Page, site: RunningServer) -> None:
    page.goto(f"{site.url}/plan")
    page.keyboard.press("Tab")
    assert focused_name(page) == "跳到正文"
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
