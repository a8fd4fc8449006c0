"""Hostile text in questions, answers and citations is text, and nothing else."""
from __future__ import annotations

import json

import pytest
from playwright.sync_api import Page, expect

from tests.bot.conftest import RunningServer
from tests.browser.chat import Chat
from tests.browser.conftest import NewContext

ATTACKS = (
    "<script>window.harmed = 1</script>",
    "<img src=x onerror='window.harmed = 1'>",
    "<a href='javascript:window.harmed = 1'>点我</a>",
    "<svg onload='window.harmed = 1'>",
    "</textarea><iframe srcdoc='<script>parent.harmed = 1</script>'>",
    "{{7*7}} ${7*7} <%= 7*7 %>",
    "\"'><style>*{display:none}</style>",
)
LINKS = ("javascript:window.harmed = 1", "//evil.example/x", "https://evil.example/", "data:text/html,1", "")
MALFORMED = ("[]", "null", "7", '"text"', "<html>", '{"text": {"a": 1}, "buttons": 7, "citations": "x"}')


@pytest.fixture
def chat(new_context: NewContext, site: RunningServer) -> Chat:
    """The chat; what text does is the same on every screen."""
    return Chat.opened(new_context().new_page(), site.url)


def answer_with(chat: Chat, body: str) -> None:
    """Has the next message answered with ``body`` instead of by the server."""
    chat.page.route("**/messages", lambda route: route.fulfill(content_type="application/json", body=body), times=1)


def is_unharmed(page: Page) -> bool:
    """Whether no script ran and nothing foreign stands in the page."""
    return bool(page.evaluate("""() => {
        const root = document.querySelector("plan-assistant").shadowRoot;
        const own = [...root.querySelectorAll("a")].every((a) => new URL(a.href).origin === location.origin);
        const named = [...root.querySelectorAll("*")].flatMap((element) => element.getAttributeNames());
        return window.harmed === undefined && own && !named.some((name) => name.startsWith("on")) &&
            !root.querySelector("script, img, iframe, style");
    }"""))


def test_questions(chat: Chat) -> None:
    for attack in ATTACKS:
        chat.ask(attack)
        expect(chat.questions.last).to_have_text(attack)
        assert is_unharmed(chat.page)
    chat.page.reload()
    chat.ready()
    expect(chat.questions).to_have_count(len(ATTACKS))
    assert is_unharmed(chat.page)


def test_answers(chat: Chat) -> None:
    attack = "".join(ATTACKS)
    for link in LINKS:
        body = json.dumps({
            "conversation": "id", "turn": "turn", "kind": "answer", "edition": 1, "text": attack,
            "buttons": [{"title": attack, "payload": attack}],
            "citations": [{"plan": attack, "ref": attack, "title": attack, "quote": attack, "link": link}],
        })
        answer_with(chat, body)
        shown = chat.ask("孵化器由谁负责?")
        shown.locator("summary").click()
        expect(shown.locator("blockquote")).to_have_text(attack)
        assert is_unharmed(chat.page)


def test_answers_of_another_form_count_as_no_answer(chat: Chat) -> None:
    for body in MALFORMED:
        answer_with(chat, body)
        chat.ask_in_vain("孵化器由谁负责?")
        expect(chat.input).to_have_value("孵化器由谁负责?")
    chat.ask("孵化器由谁负责?")


def test_form_without_javascript(new_context: NewContext, site: RunningServer) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto(site.url)
    for attack in ATTACKS:
        page.get_by_label("您的问题").last.fill(attack)
        page.keyboard.press("Enter")
        expect(page.locator(".message.you").last).to_have_text(attack)
    expect(page.locator(".log script, .log img, .log iframe, .log style, .log a[href^=javascript]")).to_have_count(0)
