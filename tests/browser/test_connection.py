"""What happens to a conversation when tabs are reloaded and connections fail."""
from __future__ import annotations

import json

from playwright.sync_api import Page, Route, expect

from tests.bot.conftest import RunningServer
from tests.browser.chat import LISTING, LISTING_UNIT, Chat, body_of
from tests.browser.conftest import NewContext

MESSAGES = "**/webhooks/website/messages"


def test_reload_and_navigation_keep_the_conversation(chat: Chat, site: RunningServer) -> None:
    chat.ask(LISTING)
    chat.input.fill("还没有发送")
    chat.page.reload()
    expect(chat.answer.locator(".text")).to_contain_text(LISTING_UNIT)
    expect(chat.input).to_have_value("还没有发送")
    chat.page.goto(f"{site.url}/plan")
    chat.page.go_back()
    expect(chat.questions.last).to_have_text(LISTING)
    chat.input.fill("")
    expect(chat.ask("目标是多少家?").locator(".text")).to_contain_text("40家以上")


def test_answer_that_got_lost_comes_back_after_a_reload(chat: Chat) -> None:
    def lose(route: Route) -> None:
        route.fetch()
        route.abort()

    chat.page.route(MESSAGES, lose)
    chat.ask_in_vain(LISTING)
    expect(chat.input).to_have_value(LISTING)
    # The first answer would have brought the conversation's id: asked again, it is the same answer.
    chat.page.unroute(MESSAGES)
    chat.send.click()
    chat.answered(0)
    chat.page.route(MESSAGES, lose)
    chat.ask_in_vain("目标是多少家?")
    chat.page.unroute(MESSAGES)
    chat.page.reload()
    expect(chat.answers).to_have_count(2)
    expect(chat.answer.locator(".text")).to_contain_text("40家以上")
    expect(chat.input).to_have_value("")


def test_answer_that_got_lost_is_given_once_when_asked_again(chat: Chat) -> None:
    chat.ask(LISTING)
    numbers: list[str] = []

    def lose(route: Route) -> None:
        numbers.append(body_of(route.request)["message"])
        route.fetch()
        route.abort()

    chat.page.route(MESSAGES, lose)
    chat.ask_in_vain("目标是多少家?")
    chat.page.unroute(MESSAGES)
    with chat.page.expect_request(MESSAGES) as again:
        chat.send.click()
    assert [body_of(again.value)["message"]] == numbers
    chat.answered(1)
    chat.page.reload()
    expect(chat.answers).to_have_count(2)


def test_offline_is_said_and_what_was_typed_stays(chat: Chat) -> None:
    chat.page.context.set_offline(True)
    expect(chat.state).to_contain_text("网络已断开")
    chat.ask_in_vain(LISTING)
    expect(chat.state).to_contain_text("网络已断开")
    expect(chat.input).to_have_value(LISTING)
    chat.page.context.set_offline(False)
    expect(chat.state).to_contain_text("网络已恢复")
    chat.send.click()
    expect(chat.answered(0).locator(".text")).to_contain_text(LISTING_UNIT)
    expect(chat.state).to_be_empty()


def test_server_that_is_down_is_said(chat: Chat) -> None:
    chat.page.route(MESSAGES, lambda route: route.abort("connectionrefused"))
    chat.ask_in_vain(LISTING)
    expect(chat.state).to_contain_text("暂时连不上服务器")
    expect(chat.input).to_have_value(LISTING)


def test_proxy_that_answers_for_the_server_is_a_server_that_is_down(chat: Chat) -> None:
    chat.page.route(MESSAGES, lambda route: route.fulfill(status=502, body="<h1>Bad Gateway</h1>"))
    chat.ask_in_vain(LISTING)
    expect(chat.state).to_contain_text("暂时连不上服务器")
    expect(chat.state).not_to_contain_text("Bad Gateway")


def test_rate_limit_says_how_long_to_wait(chat: Chat) -> None:
    refusal = json.dumps({"kind": "error", "text": "您发得有点快,请过 7 秒再试。"})
    chat.page.route(MESSAGES, lambda route: route.fulfill(
        status=429, headers={"Retry-After": "7"}, content_type="application/json", body=refusal,
    ))
    chat.ask_in_vain(LISTING)
    expect(chat.state).to_contain_text("7")
    expect(chat.state).to_contain_text("还在输入框里")
    expect(chat.input).to_have_value(LISTING)


def test_failure_inside_is_told_with_its_reference(chat: Chat) -> None:
    failure = json.dumps({"kind": "error", "text": "抱歉,请把编号 5F0A-93C1 告诉工作人员。", "reference": "5F0A-93C1"})
    chat.page.route(MESSAGES, lambda route: route.fulfill(
        status=500, content_type="application/json", body=failure,
    ))
    chat.ask_in_vain(LISTING)
    expect(chat.state).to_contain_text("5F0A-93C1")


def test_slow_answer_is_waited_for_in_words(page: Page, site: RunningServer) -> None:
    page.clock.install()
    chat = Chat.opened(page, site.url)
    page.route(MESSAGES, lambda route: None)
    chat.input.fill(LISTING)
    chat.send.click()
    expect(chat.root.locator(".typing")).to_be_visible()
    page.clock.run_for(7_000)
    expect(chat.state).to_contain_text("比平时慢")
    page.clock.run_for(60_000)
    expect(chat.state).to_contain_text("等得太久")
    expect(chat.input).to_have_value(LISTING)
    expect(chat.root.locator(".typing")).to_be_hidden()


def test_a_pressed_button_that_failed_can_be_pressed_again(chat: Chat) -> None:
    chat.page.route(MESSAGES, lambda route: route.abort())
    chat.first.first.click()
    expect(chat.state).to_contain_text("暂时连不上服务器")
    chat.page.unroute(MESSAGES)
    chat.input.fill("")
    chat.first.first.click()
    chat.answered(0)
    expect(chat.first.first).to_have_attribute("aria-disabled", "true")


def test_what_the_tab_remembers_is_shown_while_the_history_cannot_be_had(chat: Chat) -> None:
    chat.ask(LISTING)
    chat.page.route("**/history", lambda route: route.abort())
    chat.page.reload()
    expect(chat.answer.locator(".text")).to_contain_text(LISTING_UNIT)
    expect(chat.state).to_contain_text("这个标签页记住的对话")


def test_expired_conversation_stays_readable_and_the_next_begins_anew(chat: Chat) -> None:
    chat.ask(LISTING)
    chat.page.evaluate("""
        const kept = JSON.parse(sessionStorage.getItem("plan-assistant.conversation"));
        kept.id = kept.id.slice(0, -2);
        sessionStorage.setItem("plan-assistant.conversation", JSON.stringify(kept));
    """)
    chat.page.reload()
    expect(chat.questions).to_have_text([LISTING])
    chat.input.fill("孵化器由谁负责?")
    chat.send.click()
    expect(chat.state).to_contain_text("新的对话")
    expect(chat.questions).to_have_text(["孵化器由谁负责?"])


def test_two_tabs_hold_two_conversations(new_context: NewContext, site: RunningServer, screen: str) -> None:
    context = new_context(screen)
    one, other = (Chat.opened(context.new_page(), site.url) for _ in range(2))
    one.ask(LISTING)
    other.ask("孵化器由谁负责?")
    expect(one.ask("目标是多少?").locator(".text")).to_contain_text("40家以上")
    expect(other.ask("目标是多少?").locator(".text")).to_contain_text("24家")
    expect(one.questions).to_have_count(2)


def test_storage_that_is_forbidden_or_spoilt_does_no_harm(page: Page, site: RunningServer) -> None:
    page.add_init_script("""
        Object.defineProperty(window, "localStorage", { get() { throw new Error("forbidden"); } });
        sessionStorage.setItem("plan-assistant.conversation", '{"id": 7, "turns": {"a": 1}, "pending": "x"}');
    """)
    chat = Chat.opened(page, site.url)
    expect(chat.ask(LISTING).locator(".text")).to_contain_text(LISTING_UNIT)
