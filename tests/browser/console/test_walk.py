"""The walk of a newcomer who only reads the pages: from the first link to a changed answer, and back."""
from __future__ import annotations

import time

from playwright.sync_api import BrowserContext, expect

from tests.browser.console.conftest import PASSWORD, Office

LIVE_SECONDS = 2.0
"""Within which a published change answers, as the project promises."""
QUESTION = "孵化器的目标是多少?"


def answered_within(office: Office, figure: str, other: str) -> None:
    """The running assistant gives the figure, and not the other one, within the promised time."""
    deadline = time.monotonic() + LIVE_SECONDS
    answer = office.answer(QUESTION)
    while figure not in answer and time.monotonic() < deadline:
        answer = office.answer(QUESTION)
    assert figure in answer
    assert other not in answer


def test_from_the_first_link_to_a_changed_answer_and_back(office: Office, context: BrowserContext) -> None:
    assert "24家" in office.answer(QUESTION)
    page = context.new_page()

    page.goto(office.console_url.rstrip("/") + office.first_link())
    page.get_by_label("用户名").fill("王芳")
    page.get_by_label("密码", exact=True).fill(PASSWORD)
    page.get_by_label("再输一次密码").fill(PASSWORD)
    page.get_by_role("button", name="建立帐号并登录").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("王芳")
    page.get_by_role("button", name="退出").click()

    page.get_by_label("用户名").fill("王芳")
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()

    page.get_by_role("main").get_by_role("link", name="修改目标值").click()
    page.get_by_label("查找指标").fill("孵化器")
    page.get_by_role("button", name="查找").click()
    page.get_by_role("link", name="修改“科技创新创业载体数”的目标值").click()
    page.get_by_label("新的数字").fill("30")
    page.get_by_role("button", name="看看会改哪些地方").click()
    expect(page.get_by_text("发展目标三").last).to_be_visible()
    assert "24家" in office.answer(QUESTION), "nothing is live before it is published"
    page.get_by_role("button", name="保存到草稿").click()

    expect(page).to_have_url(office.console_url + "publish")
    expect(page.locator("ins", has_text="30").first).to_be_visible()
    page.get_by_label("这一版改了什么").fill("载体目标由24家改为30家")
    page.get_by_role("button", name="发布", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("第 2 版")
    answered_within(office, "30家", "24家")

    page.get_by_role("link", name="撤销这一版").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("回退到第 1 版")
    page.get_by_role("button", name="回退", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("第 3 版")
    answered_within(office, "24家", "30家")

    page.get_by_role("navigation", name="主导航").get_by_role("link", name="操作记录").click()
    expect(page.get_by_text("回退到第 1 版").first).to_be_visible()
