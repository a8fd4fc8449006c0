from __future__ import annotations

from collections.abc import Callable

import pytest
from starlette.testclient import TestClient

from plan_kb.console.app import create_app
from plan_kb.console.assistant import Assistant
from plan_kb.database import Database
from plan_kb.edition.draft import load_draft
from plan_kb.reader import State
from plan_kb.tables import Alias, AliasTarget
from tests.plan_kb.console.conftest import Browser, hidden


@pytest.fixture
def browser(signed_in: Callable[[str], Browser]) -> Browser:
    """A viewer whose console has loaded its reader."""
    made = signed_in("viewer")
    made.get("/try")
    assistant: Assistant = made.app.state.assistant  # type: ignore[attr-defined]
    assert assistant.reader.wait(60) is State.READY
    return made


def ask(browser: Browser, question: str, page: str = "", **more: str) -> str:
    fields = {"question": question, "edition": "live", **more}
    if page:
        fields["conversation"] = hidden(page)["conversation"]
    answer = browser.submit("/try", fields)
    assert answer.status_code == 200
    return answer.text


def test_the_reply_and_every_step_to_it_are_shown(browser: Browser) -> None:
    page = ask(browser, "金融班由谁负责上市")
    for words in ("责任单位", "区财政局(金融办)", "ask_unit", "90%", "候选内容", "助力企业上市", "task/2"):
        assert words in page, words


def test_a_conversation_goes_on_and_can_be_begun_anew(browser: Browser) -> None:
    first = ask(browser, "上市由谁负责")
    second = ask(browser, "那高企的目标是多少", first)
    assert "上一问是关于重点工作" in second
    assert "上市由谁负责" in second
    third = ask(browser, "那高企的目标是多少", second, new="1")
    assert "上市由谁负责" not in third


def test_the_draft_and_old_editions_can_be_asked(browser: Browser, database: Database) -> None:
    with database.writing() as session:
        plan = load_draft(session)[0]
        task = plan.areas[0].tasks[1]
        plan.aliases.append(Alias(surface="挂牌", kind="task", targets=[AliasTarget(task=task)]))
    assert "区科技局" not in ask(browser, "挂牌由谁负责").split("为什么")[0]
    assert "区科技局" in ask(browser, "挂牌由谁负责", edition="draft")
    assert "区科技局" in ask(browser, "上市由谁负责", edition="1")


@pytest.mark.parametrize("edition", ["77", "x", "-1", "９"])
def test_an_edition_that_is_not_there_is_told(browser: Browser, edition: str) -> None:
    assert f"没有第 {edition} 版" in ask(browser, "上市由谁负责", edition=edition)


def test_a_draft_with_errors_is_told(browser: Browser, database: Database) -> None:
    with database.writing() as session:
        load_draft(session)[0].indicators[0].targets[0].bound = "无"
    assert "草稿里有错误" in ask(browser, "上市由谁负责", edition="draft")


def test_a_question_in_the_address_is_asked(browser: Browser) -> None:
    assert "区科技局" in browser.get("/try", params={"q": "上市由谁负责"}).text


def test_markup_stays_text(browser: Browser) -> None:
    page = ask(browser, "<script>alert(1)</script>上市由谁负责")
    assert "<script>alert" not in page


def test_a_forged_conversation_is_an_empty_one(browser: Browser) -> None:
    answer = browser.submit("/try", {"question": "上市由谁负责", "conversation": '{"slots": 3, "turns": [1]}'})
    assert "区科技局" in answer.text


def test_without_a_model_it_is_said_plainly(database: Database, signed_in: Callable[[str], Browser]) -> None:
    browser = signed_in("viewer")
    other = create_app(database, reader="no_such_module:read")
    reader = other.state.assistant.reader
    reader.load_in_background()
    assert reader.wait(60) is State.FAILED
    client = TestClient(other, base_url="http://console.test", cookies=dict(browser.cookies))
    page = client.get("/try", params={"q": "上市由谁负责"}).text
    assert "模型用不了" in page
    assert "no_such_module" in page
    assert "Traceback" not in page
