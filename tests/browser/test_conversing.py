"""Asking and what can be done with an answer, on a phone and on a desktop."""
from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.bot.conftest import RunningServer
from tests.browser.chat import LISTING, LISTING_QUOTE, LISTING_UNIT, SEVERAL, Chat, body_of
from tests.browser.conftest import NewContext


def test_answer_comes_with_the_plans_words_and_a_way_to_them(chat: Chat) -> None:
    answer = chat.ask(LISTING)
    expect(answer.locator(".text")).to_contain_text(LISTING_UNIT)
    expect(answer.locator("blockquote")).to_be_hidden()
    answer.locator("summary").click()
    expect(answer.locator("blockquote")).to_have_text(LISTING_QUOTE)
    expect(answer.locator("figcaption")).to_contain_text("重点工作第6项")
    with chat.page.context.expect_page() as opened:
        answer.get_by_role("link", name="在计划全文中查看").click()
    opened.value.wait_for_load_state()
    assert opened.value.url.endswith("#task-6")
    expect(opened.value.locator("#task-6:target")).to_be_in_viewport()


def test_a_first_question_is_asked_by_pressing_it(chat: Chat) -> None:
    first = chat.first.first
    question = first.inner_text()
    first.click()
    chat.answered(0)
    expect(chat.questions.last).to_have_text(question)
    expect(chat.first.first).to_have_attribute("aria-disabled", "true")
    expect(chat.first.first).to_contain_text("已选择")


def test_clarification_and_follow_up_by_buttons_that_stay_marked(chat: Chat) -> None:
    chat.ask(SEVERAL)
    chosen = chat.answers.nth(0).locator(".choice", has_text="国家级")
    chosen.click()
    expect(chat.answered(1).locator(".text")).to_contain_text("25家")
    expect(chosen).to_have_attribute("aria-disabled", "true")
    expect(chosen).to_contain_text("已选择")
    chosen.click(force=True)
    follow_up = chat.answer.locator(".choice").first
    follow_up.click()
    chat.answered(2)
    expect(chat.questions).to_have_count(3)
    assert chat.ask("谁负责?").locator(".text").inner_text()


def test_context_is_kept_from_question_to_question(chat: Chat) -> None:
    chat.ask(LISTING)
    expect(chat.ask("目标是多少家?").locator(".text")).to_contain_text("40家以上")


def test_thumbs_with_an_optional_reason(chat: Chat) -> None:
    answer = chat.ask(LISTING)
    down = answer.get_by_role("button", name="回答没有帮助")
    with chat.page.expect_response("**/feedback") as sent:
        down.click()
    assert sent.value.status == 204
    assert body_of(sent.value.request)["liked"] is False
    expect(down).to_have_attribute("aria-pressed", "true")
    answer.get_by_label("哪里不好").fill("太短")
    with chat.page.expect_response("**/feedback") as reasoned:
        answer.get_by_role("button", name="提交").click()
    assert body_of(reasoned.value.request)["reason"] == "太短"
    expect(answer.locator(".thanks")).to_be_focused()
    chat.page.reload()
    expect(chat.button("回答没有帮助")).to_have_attribute("aria-pressed", "true")
    expect(chat.button("回答有帮助")).to_have_attribute("aria-pressed", "false")


def test_two_presses_on_send_are_one_question(chat: Chat) -> None:
    chat.input.fill(LISTING)
    chat.send.dblclick()
    chat.answered(0)
    expect(chat.questions).to_have_count(1)


def test_copy_an_answer_and_the_conversation(new_context: NewContext, site: RunningServer, screen: str) -> None:
    context = new_context(screen, permissions=["clipboard-read", "clipboard-write"])
    chat = Chat.opened(context.new_page(), site.url)
    chat.ask(LISTING)
    chat.button("复制").click()
    expect(chat.button("已复制")).to_be_visible()
    copied = chat.page.evaluate("navigator.clipboard.readText()")
    assert LISTING_UNIT in copied
    assert LISTING_QUOTE in copied
    assert "#task-6" in copied
    chat.open_menu().get_by_role("button", name="复制全部对话").click()
    expect(chat.state).to_have_text("已复制")
    assert LISTING in chat.page.evaluate("navigator.clipboard.readText()")


def test_save_the_conversation_as_text(chat: Chat, tmp_path: Path) -> None:
    chat.ask(LISTING)
    with chat.page.expect_download() as download:
        chat.open_menu().get_by_role("button", name="保存为文本文件").click()
    assert download.value.suggested_filename.endswith(".txt")
    download.value.save_as(tmp_path / "saved.txt")
    saved = (tmp_path / "saved.txt").read_text(encoding="utf-8-sig")
    assert LISTING in saved
    assert LISTING_QUOTE in saved


def test_print_shows_the_conversation_with_its_sources(chat: Chat) -> None:
    chat.ask(LISTING)
    chat.page.evaluate(
        "window.print = () => { window.printed = document.querySelector('plan-assistant').shadowRoot"
        ".querySelectorAll('details[open]').length }"
    )
    chat.open_menu().get_by_role("button", name="打印对话").click()
    assert chat.page.evaluate("window.printed") == 1
    expect(chat.answer.locator("blockquote")).to_be_hidden()
    chat.page.emulate_media(media="print")
    expect(chat.input).to_be_hidden()
    expect(chat.answer.locator(".text")).to_be_visible()


def test_start_again_takes_two_presses_and_begins_a_new_conversation(chat: Chat) -> None:
    with chat.page.expect_response("**/messages") as sent:
        chat.ask(LISTING)
    first = sent.value.json()["conversation"]
    again = chat.open_menu().get_by_role("button", name="重新开始")
    again.click()
    expect(chat.answers).to_have_count(1)
    chat.open_menu().get_by_role("button", name="再按一次").click()
    expect(chat.answers).to_have_count(0)
    expect(chat.input).to_be_focused()
    with chat.page.expect_response("**/messages") as sent:
        chat.ask("孵化器由谁负责?")
    assert sent.value.json()["conversation"] != first


def test_typing_offers_questions(chat: Chat) -> None:
    chat.input.press_sequentially("上市数量")
    options = chat.options
    expect(options.first).to_contain_text("上市数量")
    expect(chat.input).to_have_attribute("aria-expanded", "true")
    question = options.first.inner_text()
    options.first.click()
    chat.answered(0)
    expect(chat.questions.last).to_have_text(question)
    expect(options).to_have_count(0)


def test_long_text_is_not_sent_and_stays(chat: Chat) -> None:
    chat.input.fill("很" * 501)
    chat.send.click()
    expect(chat.state).to_contain_text("501字")
    expect(chat.input).to_have_value("很" * 501)
    expect(chat.questions).to_have_count(0)


def test_voice_input_where_the_browser_has_it(page: Page, site: RunningServer) -> None:
    page.add_init_script("""
        window.SpeechRecognition = class {
          start() {
            window.language = this.lang;
            this.onresult({ results: [[{ transcript: "孵化器由谁负责" }]] });
            this.onend();
          }
        };
    """)
    chat = Chat.opened(page, site.url)
    chat.root.get_by_role("button", name="语音输入").click()
    expect(chat.input).to_have_value("孵化器由谁负责")
    assert page.evaluate("window.language") == "zh-CN"


def test_no_voice_button_where_the_browser_cannot_listen(page: Page, site: RunningServer) -> None:
    page.add_init_script("delete window.SpeechRecognition; delete window.webkitSpeechRecognition;")
    chat = Chat.opened(page, site.url)
    expect(chat.root.get_by_role("button", name="语音输入")).to_have_count(0)


def test_forbidden_microphone_is_said(page: Page, site: RunningServer) -> None:
    page.add_init_script("""
        window.SpeechRecognition = class {
          start() { this.onerror({ error: "not-allowed" }); this.onend(); }
        };
    """)
    chat = Chat.opened(page, site.url)
    chat.root.get_by_role("button", name="语音输入").click()
    expect(chat.state).to_contain_text("没有允许使用麦克风")


def test_a_reader_who_scrolled_up_is_not_moved(chat: Chat) -> None:
    for _ in range(3):
        chat.ask("区科委有哪些任务?")
    chat.page.route("**/messages", lambda route: (chat.log.evaluate("log => { log.scrollTop = 0 }"), route.continue_()))
    chat.ask(LISTING)
    assert chat.log.evaluate("log => log.scrollTop") == 0
    newer = chat.root.get_by_role("button", name="新消息")
    newer.click()
    expect(chat.questions.last).to_be_in_viewport()
    expect(newer).to_be_hidden()


def test_only_new_answers_are_announced(chat: Chat) -> None:
    chat.ask(LISTING)
    announced = chat.root.locator("[aria-live=polite]")
    expect(announced).to_contain_text(LISTING_UNIT)
    chat.page.reload()
    chat.ready()
    expect(chat.answers).to_have_count(1)
    expect(announced).to_be_empty()
    expect(chat.log).to_have_attribute("aria-live", "off")


def test_quotes_of_one_place_stand_together(chat: Chat) -> None:
    answer = chat.ask("科创板上市的目标是多少?")
    answer.locator("summary").click()
    places = answer.locator("figcaption").all_inner_texts()
    assert len(places) == len(set(places))
    for place in answer.locator("figure").all():
        expect(place.locator("a")).to_have_count(1)
        assert place.locator("blockquote").count() >= 1
