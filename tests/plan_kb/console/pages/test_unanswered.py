from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select

from plan_kb.database import Database
from plan_kb.tables import Alias, AuditEntry, FaqEntry, Unanswered
from tests.plan_kb.asked_turns import turn
from tests.plan_kb.console.conftest import Browser

ASKED = "挂牌辅导站归谁管"


@pytest.fixture
def browser(signed_in: Callable[[str], Browser], database: Database) -> Browser:
    """An editor, after visitors asked in vain."""
    with database.writing() as session:
        session.add_all([turn(ASKED), turn(ASKED), turn("请问挂牌辅导站由谁负责"), turn("人才公寓怎么申请")])
        session.add(turn("<b>上市</b>补贴", reason="<i>", liked=False))
    return signed_in("editor")


def outcomes(database: Database) -> dict[str, str]:
    with database.reading() as session:
        return {row.wording: row.outcome for row in session.scalars(select(Unanswered))}


def test_wordings_are_grouped_with_counts_the_most_frequent_first(browser: Browser) -> None:
    page = browser.get("/unanswered").text
    assert "共 3 组" in page
    assert page.index(ASKED) < page.index("人才公寓怎么申请")
    assert "问了 3 次" in page
    assert "请问挂牌辅导站由谁负责" in page
    assert "<b>上市" not in page


def test_filters(browser: Browser) -> None:
    assert "共 1 组" in browser.get("/unanswered", params={"q": "公寓"}).text
    assert "共 1 组" in browser.get("/unanswered", params={"reason": "disliked"}).text
    assert "共 0 组" in browser.get("/unanswered", params={"outcome": "dismissed"}).text
    for odd in ({"days": "x", "page": "99999"}, {"days": "9" * 40}, {"outcome": "x", "reason": "x", "page": "-1"}):
        assert "共 3 组" in browser.get("/unanswered", params=odd).text


def test_attaching_a_wording_is_two_clicks(browser: Browser, database: Database) -> None:
    page = browser.get("/unanswered/attach", params={"key": ASKED, "days": "30"}).text
    assert 'value="挂牌辅导站"' in page
    assert 'value="qingtian-2028-2030#task#2"' in page
    answer = browser.submit(
        "/unanswered/attach",
        {"key": ASKED, "name": "挂牌辅导站", "thing": "qingtian-2028-2030#task#2", "question": ASKED,
         "group": f"{ASKED}\n请问挂牌辅导站由谁负责"},
    )  # fmt: skip
    assert answer.status_code == 200
    assert "别名" in answer.text
    assert 'href="/publish"' in answer.text
    assert outcomes(database) == {ASKED: "alias", "请问挂牌辅导站由谁负责": "alias"}
    with database.reading() as session:
        alias = session.scalars(select(Alias).where(Alias.__table__.c.surface == "挂牌辅导站")).one()
        assert alias.targets[0].key == "2"
        entry = session.scalars(select(AuditEntry).where(AuditEntry.__table__.c.subject == f"alias/{alias.id}")).one()
        assert (entry.actor, entry.action) == ("editor", "create")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"name": "高企"}, "已经指"),
        ({"name": "企业"}, "常用词"),
        ({"name": ""}, "至少 2 个字"),
        ({"thing": ""}, "请选一项内容"),
        ({"thing": "x#y#z"}, "请选一项内容"),
        ({"thing": "qingtian-2028-2030#task#77"}, "不在草稿里"),
    ],
)
def test_mistakes_are_told_and_nothing_is_kept(
    browser: Browser, database: Database, fields: dict[str, str], words: str
) -> None:
    usual = {"key": ASKED, "name": "挂牌辅导站", "thing": "qingtian-2028-2030#task#2", "group": ASKED}
    answer = browser.submit("/unanswered/attach", {**usual, **fields})
    assert answer.status_code == 422
    assert words in answer.text
    assert outcomes(database) == {}


def test_writing_an_answer(browser: Browser, database: Database) -> None:
    key = "人才公寓怎么申请"
    page = browser.get("/unanswered/answer", params={"key": key}).text
    assert key in page
    fields = {"key": key, "plan": "1", "wordings": f"{key}\n怎样申请人才公寓", "answer": "网上申请。", "group": key}
    assert browser.submit("/unanswered/answer", fields).status_code == 422
    assert browser.submit("/unanswered/answer", {**fields, "source": "口径"}).status_code == 200
    assert outcomes(database) == {key: "faq"}
    with database.reading() as session:
        entry = session.scalars(select(FaqEntry)).one()
        assert [w.question for w in entry.wordings] == [key, "怎样申请人才公寓"]


def test_several_are_dismissed_at_once_and_can_be_reopened(browser: Browser, database: Database) -> None:
    form = {"group": [f"{ASKED}\n请问挂牌辅导站由谁负责", "人才公寓怎么申请"], "days": "30", "outcome": "open"}
    page = browser.submit("/unanswered/dismiss", form).text
    assert "已标为不处理：3 个问法" in page
    assert "共 1 组" in page
    assert set(outcomes(database).values()) == {"dismissed"}
    browser.submit("/unanswered/reopen", {"group": ["人才公寓怎么申请"], "outcome": "dismissed"})
    assert "人才公寓怎么申请" not in outcomes(database)
    assert "请先勾选" in browser.submit("/unanswered/dismiss", {"outcome": "open"}).text


@pytest.mark.parametrize("page", ["attach", "answer"])
def test_what_is_not_there_is_told(browser: Browser, page: str) -> None:
    assert browser.get(f"/unanswered/{page}", params={"key": "没人问过"}).status_code == 404
    assert browser.get(f"/unanswered/{page}").headers["location"] == "/unanswered"
    assert browser.submit(f"/unanswered/{page}", {"key": "没人问过"}).status_code == 404
