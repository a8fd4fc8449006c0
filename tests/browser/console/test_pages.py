"""Every page, on a desk and on a phone: no barrier that axe calls serious or critical, no scrolling sideways."""
from __future__ import annotations

import datetime
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, expect
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from plan_kb.console import uploading
from plan_kb.console.app import all_pages
from plan_kb.console.clock import now
from plan_kb.console.editing.kinds import KINDS
from plan_kb.console.routing import PUBLIC
from plan_kb.edition.draft import load_draft
from plan_kb.tables import (
    Account,
    Alias,
    FaqEntry,
    FaqWording,
    GoldenQuestion,
    Plan,
    ProgressReport,
    Upload,
    UploadPart,
)
from plan_kb.workbook.table import table_of
from plan_kb.workbook.writing import write_workbook
from tests.browser.console.conftest import WIDTHS, Office
from tests.plan_kb.asked_turns import turns
from tests.plan_kb.source.printed_files import word_file
from tests.plan_kb.source.second_plan import second_document
from tests.plan_kb.workbook.books import edited
from tests.plan_kb.workbook.test_wrong_cells import put

SERIOUS = ("serious", "critical")
WITH_A_QUERY = (
    "/change-target/{indicator}?low=30", "/aliases?q=孵化", "/aliases/new?kind=task", "/aliases/new?kind=term",
    "/aliases?page=2", "/audit?q=没有", "/units?q=没有", "/try?q=孵化器由谁负责", "/try?q=孵化器&edition=99",
    "/unanswered?q=驿站", "/unanswered?outcome=dismissed", "/unanswered/attach?key=科创驿站归谁管",
    "/unanswered/answer?key=科创驿站归谁管", "/overview?days=7", "/overview?since=x&until=y",
)  # fmt: skip
"""Pages that look different with a query; ``{indicator}`` is the id of the incubators'."""


@pytest.fixture(scope="module")
def ids(office: Office, accounts: None) -> dict[str, str]:
    """What the addresses of routes name: a row of each table, an edition, a link that is over."""
    with office.database.writing() as session:
        # Before the draft gets its error: a workbook of a draft with an error would be refused cell by cell.
        pending = uploads(session)
        plan = session.scalars(select(Plan)).one()
        carriers = next(indicator for indicator in plan.indicators if indicator.key == "carriers")
        carriers.reports.append(ProgressReport(value="21家", as_of=datetime.date(2024, 12, 31), source="工作总结"))
        entry = FaqEntry(answer="不收费。" * 40, source="区科委口径")
        entry.wordings = [FaqWording(position=0, question="申报要钱吗")]
        plan.faq.append(entry)
        plan.aliases.append(Alias(surface="什么也不指", kind="unit"))  # an error for the check to find
        golden = GoldenQuestion(question="孵化器的目标是多少?", note="每月要看")
        session.add_all([golden, *turns()])
        session.flush()
        rows = {f"/{kind.description.path}": session.scalar(select(func.min(kind.table.id))) for kind in KINDS}
        rows["/golden"] = golden.id
        rows |= pending
        return {**{path: str(key) for path, key in rows.items()}, "indicator": str(carriers.id)}


def uploads(session: Session) -> dict[str, int]:
    """A workbook and a document of the administrator, uploaded and not taken yet."""
    account = session.scalars(select(Account).where(Account.name == "administrator")).one()
    (plan,) = load_draft(session)
    book = edited(write_workbook(table_of(plan)), put("责任单位", 2, "电话", "021-57180000"))
    document = word_file(second_document())
    found = {}
    for path, kind, file, content in (
        ("/exchange/upload", uploading.WORKBOOK, "计划.xlsx", book),
        ("/new-plan", uploading.DOCUMENT, "临江区计划.docx", document),
    ):
        upload = Upload(account_id=account.id, at=now(), kind=kind)
        upload.files = [UploadPart(position=1, name=file, content=content)]
        session.add(upload)
        session.flush()
        found[path] = upload.id
    return found


def addresses(ids: dict[str, str]) -> list[str]:
    """The address of every page with something on it."""
    found = []
    for pages in all_pages():
        for page in pages.routes:
            if page.method != "GET" or page.role == PUBLIC:
                continue
            path = page.path.replace("{number:int}", "1")
            parent = path.split("/{")[0]
            found.append(path.replace("{id:int}", ids.get(parent, ids["indicator"])))
    return found + [path.format(**ids) for path in WITH_A_QUERY]


@pytest.mark.parametrize("context", list(WIDTHS), indirect=True)
def test_every_page_can_be_used_by_everybody(context: BrowserContext, office: Office, ids: dict[str, str]) -> None:
    page = office.sign_in(context)
    axe = Axe()
    barriers: list[Any] = []
    for path in addresses(ids):
        address = office.console_url.rstrip("/") + path
        if "text/html" not in context.request.get(address).headers["content-type"]:
            continue  # a download
        response = page.goto(address)
        assert response is not None
        assert response.status < 400, path
        expect(page.get_by_role("heading", level=1)).to_have_count(1)
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{path} is {wide} pixels too wide"
        for found in axe.run(page).response["violations"]:
            if found["impact"] in SERIOUS:
                barriers.append((path, found["id"], [node["html"] for node in found["nodes"]]))
    assert barriers == []


@pytest.mark.parametrize("context", list(WIDTHS), indirect=True)
def test_the_pages_before_signing_in(context: BrowserContext, office: Office, accounts: None) -> None:
    page = context.new_page()
    for path in ("sign-in", "invitation/over", "nothing"):
        page.goto(office.console_url + path)
        found = [one for one in Axe().run(page).response["violations"] if one["impact"] in SERIOUS]
        assert found == [], path


@pytest.mark.usefixtures("accounts")
def test_two_people_at_the_same_entry(context: BrowserContext, office: Office) -> None:
    first, second = office.sign_in(context, "editor"), context.new_page()
    for page, words in ((first, "021-111"), (second, "021-222")):
        page.goto(office.console_url + "units/1")
        page.get_by_label("电话").fill(words)
    second.get_by_role("button", name="保存到草稿").click()
    expect(second.get_by_role("status").first).to_contain_text("已保存到草稿")
    first.get_by_role("button", name="保存到草稿").click()
    expect(first.get_by_role("alert")).to_contain_text("您的修改还没有保存")
    expect(first.get_by_role("cell", name="021-222")).to_be_visible()
    expect(first.get_by_label("电话")).to_have_value("021-111")
    found = [one for one in Axe().run(first).response["violations"] if one["impact"] in SERIOUS]
    assert found == []


@pytest.mark.parametrize("context", ["phone"], indirect=True)
@pytest.mark.usefixtures("accounts")
def test_the_menu_on_a_phone(context: BrowserContext, office: Office) -> None:
    page = office.sign_in(context, "viewer")
    link = page.get_by_role("link", name="责任单位与联系方式")
    expect(link).not_to_be_visible()
    page.get_by_text("菜单").click()
    link.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("责任单位与联系方式")


@pytest.mark.usefixtures("accounts")
def test_a_long_list_of_choices_is_narrowed_by_typing(context: BrowserContext, office: Office) -> None:
    page = office.sign_in(context, "editor")
    page.goto(office.console_url + "aliases/new?kind=task")
    page.get_by_label("输入几个字来找").fill("孵化器")
    expect(page.get_by_role("checkbox", name="第9项")).to_be_visible()
    expect(page.get_by_role("checkbox", name="第1项 ")).not_to_be_visible()
