"""Excel and Word through the console: export, preview, taking; and whatever people upload by mistake or malice."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from httpx2 import Response
from sqlalchemy import func, select

from plan_kb.console import uploading
from plan_kb.database import Database
from plan_kb.edition.compile import compile_plans
from plan_kb.edition.draft import load_draft
from plan_kb.tables import AuditEntry, Upload
from tests.plan_kb.console.conftest import Browser, tokens
from tests.plan_kb.office import bad_files
from tests.plan_kb.source.printed_files import word_file
from tests.plan_kb.source.test_new_plan import PACKAGED, SMALL_DOCUMENT
from tests.plan_kb.workbook.books import body, edited, exported
from tests.plan_kb.workbook.test_changes import MARKUP, edit_much
from tests.plan_kb.workbook.test_wrong_cells import put

EXCEL, WORD = "/exchange/workbook", "/new-plan"
SignedIn = Callable[[str], Browser]


def send(browser: Browser, path: str, name: str, content: bytes, once: str = "") -> Response:
    """Upload a file; goes on to the page that it leads to."""
    fields = {"csrf": browser.csrf, "once": once}
    return browser.post(path, data=fields, files={"file": (name, content)}, follow_redirects=True)


def agree(browser: Browser, page: Response, action: str = "take") -> Response:
    """Send the form of a preview."""
    hidden = dict(re.findall(r'<input type="hidden" name="(draft|key)" value="([^"]*)">', page.text))
    once = re.findall(r'name="once" value="([^"]+)"', page.text)[-2]
    return browser.submit(f"{page.url.path}/{action}", {"once": once, **hidden})


def uploads(database: Database) -> int:
    with database.reading() as session:
        return int(session.scalar(select(func.count()).select_from(Upload)) or 0)


def test_a_workbook_goes_out_and_comes_back(database: Database, signed_in: SignedIn) -> None:
    browser = signed_in("editor")
    assert "/exchange/workbook?plan=qingtian-2028-2030" in browser.get("/exchange").text
    answer = browser.get("/exchange/workbook?plan=qingtian-2028-2030")
    assert answer.headers["content-disposition"].startswith('attachment; filename="qingtian-2028-2030.xlsx"')
    page = send(browser, EXCEL, "计划.xlsx", edited(answer.content, edit_much))
    assert "新增 <strong>" in page.text
    assert "<ins>021-1</ins>" in page.text
    before = body(database)
    done = agree(browser, page)
    assert (done.status_code, done.url.path) == (200, "/check")
    assert "改入草稿" in done.text
    assert body(database) != before
    assert uploads(database) == 0
    with database.reading() as session:
        assert session.scalars(select(AuditEntry.actor).where(AuditEntry.action == "import")).all()[-1] == "editor"
    same = send(browser, EXCEL, "计划.xlsx", browser.get("/exchange/workbook").content)
    assert "没有区别" in same.text
    assert "确认，改入草稿" not in same.text


def test_an_edition_goes_out_as_well(signed_in: SignedIn) -> None:
    browser = signed_in("viewer")
    answer = browser.get("/exchange/workbook?plan=qingtian-2028-2030&edition=1")
    assert answer.content.startswith(b"PK")
    for query in ("?edition=9", "?edition=x", "?plan=none", "?edition=%F0%9F%98%80"):
        assert browser.get(f"/exchange/workbook{query}").status_code == 404


def test_wrong_cells_are_a_list_and_nothing_is_kept(database: Database, signed_in: SignedIn) -> None:
    page = send(signed_in("editor"), EXCEL, "计划.xlsx", edited(exported(database), put("目标值", 3, "下限", "=1+1")))
    assert page.status_code == 422
    assert "工作表“目标值”第3行E列" in page.text
    assert "草稿没有改动" in page.text
    assert uploads(database) == 0


def test_an_upload_can_be_dropped_and_is_nobody_elses(database: Database, signed_in: SignedIn) -> None:
    browser = signed_in("editor")
    page = send(browser, EXCEL, "计划.xlsx", edited(exported(database), edit_much))
    before = body(database)
    other = signed_in("publisher")
    assert other.get(page.url.path).status_code == 404
    assert "已经处理过" in other.submit(f"{page.url.path}/take").text
    assert uploads(database) == 1
    assert "已放弃" in agree(browser, page, "drop").text
    assert uploads(database) == 0
    assert body(database) == before


def test_a_double_submit_takes_once(database: Database, signed_in: SignedIn) -> None:
    browser = signed_in("editor")
    page = send(browser, EXCEL, "计划.xlsx", edited(exported(database), edit_much))
    assert "改入草稿" in agree(browser, page).text
    once = body(database)
    assert agree(browser, page).url.path == "/check"  # the same form: it leads where the first one led
    fresh = {**tokens(page.text), "draft": "0", "once": "another form"}
    assert "已经处理过" in browser.submit(f"{page.url.path}/take", fresh).text
    assert body(database) == once
    with database.reading() as session:
        entries = session.scalars(select(AuditEntry).where(AuditEntry.action == "import")).all()
    assert [entry.actor for entry in entries] == ["tester", "editor"]


def test_a_draft_that_moved_on_is_shown_anew(database: Database, signed_in: SignedIn) -> None:
    browser = signed_in("editor")
    page = send(browser, EXCEL, "计划.xlsx", edited(exported(database), edit_much))
    with database.writing() as session:
        load_draft(session)[0].units[1].hours = "周一"
    before = body(database)
    again = agree(browser, page)
    assert again.status_code == 409
    assert "草稿又有改动" in again.text
    assert "<del>周一</del>" in again.text
    assert body(database) == before
    shown = Response(200, text=again.text, request=browser.build_request("GET", page.url))
    assert "改入草稿" in agree(browser, shown).text


def test_a_document_becomes_a_plan_in_preparation(database: Database, signed_in: SignedIn) -> None:
    browser = signed_in("editor")
    page = send(browser, WORD, "计划.docx", word_file(PACKAGED))
    assert "15 项重点工作" in page.text
    assert "区财政局(金融办)" in page.text
    hidden = dict(re.findall(r'<input type="hidden" name="(key)" value="([^"]*)">', page.text))
    once = re.findall(r'name="once" value="([^"]+)"', page.text)[-2]
    done = browser.submit(f"{page.url.path}/take", {"once": once, **hidden, "short": "奉贤计划", "district": "奉贤区"})
    assert "还不参与发布" in done.text
    assert "准备中" in done.text
    with database.reading() as session:
        plans = {plan.key: plan for plan in load_draft(session)}
    assert (plans[hidden["key"]].short, plans[hidden["key"]].in_edition) == ("奉贤计划", False)


def test_two_files_of_one_plan_and_unreadable_places(signed_in: SignedIn) -> None:
    from tests.plan_kb.source.printed_files import paragraphs_of, table_book

    browser = signed_in("editor")
    text = "\n".join(paragraphs_of(SMALL_DOCUMENT.source)).encode()
    both = [("file", ("正文.txt", text)), ("file", ("清单.xlsx", table_book(SMALL_DOCUMENT)))]
    page = browser.post(WORD, data={"csrf": browser.csrf}, files=both, follow_redirects=True)
    assert "3 项重点工作" in page.text
    page = send(browser, WORD, "清单.xlsx", table_book(SMALL_DOCUMENT))
    assert page.status_code == 422
    assert "没有找到指导思想的标题" in page.text


BAD = {
    "no file": ("", b"", "没有选文件"),
    "empty": ("计划.xlsx", b"", "空的"),
    "program": ("计划.xlsx", bad_files.PROGRAM, "程序"),
    "password": ("计划.xlsx", bad_files.WITH_PASSWORD, "密码"),
    "old": ("计划.xlsx", bad_files.OLD_EXCEL, "旧格式"),
    "macros": ("计划.xlsm", b"PK\x03\x04", "宏"),
    "other kind": ("计划.pdf", b"%PDF-1.7", "只收"),
    "text": ("计划.xlsx", "你好".encode(), "不是真正的"),
    "markup in the name": ("<script>alert(1).xlsx", b"x", "&lt;script&gt;alert"),
}


@pytest.mark.parametrize("case", list(BAD))
@pytest.mark.parametrize("path", [EXCEL, WORD])
def test_a_bad_upload_is_refused_in_a_sentence(database: Database, signed_in: SignedIn, path: str, case: str) -> None:
    name, content, words = BAD[case]
    page = send(signed_in("editor"), path, name, content)
    assert page.status_code == 422
    assert words in page.text
    assert "<script>alert" not in page.text
    assert uploads(database) == 0


def test_bombs_truncated_and_macro_files_are_refused(database: Database, signed_in: SignedIn) -> None:
    browser, good = signed_in("editor"), exported(database)
    for content, words in (
        (bad_files.bomb(good, "xl/worksheets/sheet2.xml"), "解开后超过"),
        (good[: len(good) // 2], "不完整或已损坏"),
        (bad_files.repacked(good, {"xl/vbaProject.bin": b"x"}), "宏"),
        (bad_files.with_entities(good, "xl/worksheets/sheet2.xml"), "不安全"),
    ):
        page = send(browser, EXCEL, "计划.xlsx", content)
        assert (page.status_code, words in page.text) == (422, True)


def test_fifty_megabytes_are_refused_while_they_come(database: Database, signed_in: SignedIn) -> None:
    browser = signed_in("editor")
    for path in (EXCEL, WORD):
        page = send(browser, path, "计划.xlsx", b"\x00" * (50 * 1024 * 1024))
        assert page.status_code == 413
        assert "太大" in page.text
    assert uploads(database) == 0
    assert uploading.most_bytes() < 21 * 1024 * 1024


def test_markup_in_any_cell_is_shown_as_text(database: Database, signed_in: SignedIn) -> None:
    browser = signed_in("editor")

    def edit(book: object) -> None:
        put("责任单位", 2, "电话", MARKUP)(book)
        put("责任单位", 2, "名称", f"区{MARKUP}")(book)
        put("计划", 2, "简称", MARKUP)(book)
        put("指标", 2, "名称", MARKUP)(book)

    page = send(browser, EXCEL, f"{MARKUP}.xlsx".replace("/", ""), edited(exported(database), edit))
    assert "&lt;script&gt;alert(1)" in page.text
    done = agree(browser, page)
    for shown in (page, done, browser.get("/exchange"), browser.get("/check"), browser.get("/audit")):
        assert "<script>alert" not in shown.text
        assert "<img src=x" not in shown.text
    assert MARKUP in body(database).replace('\\"', '"')


def test_viewers_see_no_form_to_upload(signed_in: SignedIn) -> None:
    browser = signed_in("viewer")
    assert 'type="file"' not in browser.get("/exchange").text
    assert send(browser, EXCEL, "计划.xlsx", b"x").status_code == 403
    assert browser.get(WORD).status_code == 403


def test_old_uploads_are_forgotten(database: Database, signed_in: SignedIn) -> None:
    import datetime

    browser, content = signed_in("editor"), edited(exported(database), edit_much)
    page = send(browser, EXCEL, "计划.xlsx", content)
    with database.writing() as session:
        session.get(Upload, int(page.url.path.rsplit("/", 1)[1])).at -= datetime.timedelta(days=2)
    send(browser, EXCEL, "计划.xlsx", content)
    assert uploads(database) == 1
    assert browser.get(page.url.path).status_code == 404


async def test_a_lost_connection_keeps_nothing(database: Database, signed_in: SignedIn) -> None:
    browser = signed_in("editor")
    content = exported(database)
    with database.reading() as session:
        before = compile_plans(load_draft(session))
    boundary = b"----x"
    part = b'--%s\r\nContent-Disposition: form-data; name="file"; filename="a.xlsx"\r\n\r\n' % boundary
    parts: list[dict[str, object]] = [
        {"type": "http.request", "body": part + content[: len(content) // 2], "more_body": True},
        {"type": "http.disconnect"},
    ]
    sent = []

    async def receive() -> dict[str, object]:
        return parts.pop(0)

    async def answer(message: dict[str, object]) -> None:
        sent.append(message)

    cookies = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
    scope = {
        "type": "http", "method": "POST", "path": EXCEL, "raw_path": EXCEL.encode(), "query_string": b"",
        "headers": [
            (b"host", b"console.test"), (b"cookie", cookies.encode()),
            (b"content-type", b"multipart/form-data; boundary=" + boundary),
            (b"content-length", str(10 * len(content)).encode()),
        ],
        "scheme": "http", "server": ("console.test", 80), "client": ("127.0.0.1", 1), "http_version": "1.1",
        "asgi": {"version": "3.0"}, "root_path": "",
    }  # fmt: skip
    await browser.app(scope, receive, answer)  # type: ignore[arg-type]
    assert sent[0]["status"] == 400
    assert uploads(database) == 0
    with database.reading() as session:
        assert compile_plans(load_draft(session)) == before
