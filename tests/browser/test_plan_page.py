"""The plan to read: anchors, search, and the table of targets, with and without JavaScript."""
from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from plan_kb.edition.packaged import packaged_edition
from tests.bot.conftest import RunningServer
from tests.browser.conftest import NewContext

PLAN = packaged_edition().plans[0]


@pytest.fixture(params=[True, False], ids=["scripts", "plain"])
def reader(request: pytest.FixtureRequest, new_context: NewContext, screen: str, site: RunningServer) -> Page:
    """The plan's page in a browser with and without JavaScript."""
    page = new_context(screen, java_script_enabled=request.param).new_page()
    page.goto(f"{site.url}/plan")
    return page


def test_every_passage_has_a_place_and_its_words(reader: Page) -> None:
    for passage in PLAN.passages:
        words = reader.locator(f"#{passage.ref.replace('/', '-')} .words").all_inner_texts()
        assert "".join("".join(words).split()) == "".join(passage.text.split())


def test_search_marks_the_word_and_lists_its_places(reader: Page) -> None:
    reader.get_by_label("在全文中查找").fill("孵化器")
    reader.get_by_role("button", name="查找").click()
    expect(reader.locator("#found")).to_contain_text("孵化器")
    expect(reader.locator("main mark").first).to_have_text("孵化器")
    reader.locator("#found li a").first.click()
    expect(reader.locator("#task-9:target")).to_be_in_viewport()


def test_traditional_words_are_found_and_hostile_ones_do_nothing(reader: Page, site: RunningServer) -> None:
    reader.goto(f"{site.url}/plan?find=創業載體")
    expect(reader.locator("main mark").first).to_have_text("创业载体")
    reader.goto(f"{site.url}/plan?find=<img src=x onerror=alert(1)>&words=\"><script>alert(1)</script>&area='")
    expect(reader.locator("img, main script")).to_have_count(0)


def test_targets_are_narrowed_and_sorted(reader: Page) -> None:
    rows = reader.locator("#table tbody tr")
    expect(rows).to_have_count(len(PLAN.targets))
    reader.locator("select[name=unit]").select_option("区财政局(金融办)")
    show = reader.get_by_role("button", name="查看", exact=True)
    if show.is_visible():
        show.click()
    expect(rows).to_have_count(2)
    expect(reader.locator("#count")).to_contain_text("2")
    reader.get_by_role("link", name="恢复").click()
    expect(rows).to_have_count(len(PLAN.targets))
    reader.locator("#table thead").get_by_role("link", name="计划目标").click()
    expect(rows.first).to_contain_text("3家以上")
    expect(reader.locator("th[aria-sort]")).to_have_attribute("aria-sort", "ascending")
    reader.locator("#table thead").get_by_role("link", name="计划目标").click()
    expect(reader.locator("th[aria-sort]")).to_have_attribute("aria-sort", "descending")


def test_no_target_fits(reader: Page) -> None:
    reader.get_by_label("包含文字").fill("没有这个词")
    reader.get_by_label("包含文字").press("Enter")
    expect(reader.locator("#count")).to_have_text("没有符合条件的目标。")


def test_units_lead_to_their_tasks(reader: Page) -> None:
    unit = reader.locator(".units > li", has_text="区财政局(金融办)")
    unit.locator("summary").click()
    unit.get_by_role("link").first.click()
    expect(reader.locator("#task-6:target")).to_be_in_viewport()


def test_assistant_can_be_asked_from_the_plan(new_context: NewContext, site: RunningServer, screen: str) -> None:
    page = new_context(screen).new_page()
    page.goto(f"{site.url}/plan")
    page.get_by_role("button", name="问计划").click()
    expect(page.get_by_role("dialog")).to_be_visible()


def test_english_readers_get_english_names_around_the_chinese_words(reader: Page, site: RunningServer) -> None:
    reader.goto(f"{site.url}/plan?lang=en")
    expect(reader.get_by_role("heading", level=1)).to_have_text(PLAN.title_en)
    expect(reader.locator("#task-6 h3")).to_contain_text("STAR Market")
    expect(reader.locator("#task-6 .words")).to_have_attribute("lang", "zh-Hans")
