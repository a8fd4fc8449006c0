"""Out to Excel, changed, and back; a plan document; in a real browser, by what the pages say."""
from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.browser.console.conftest import Office
from tests.plan_kb.source.printed_files import word_file
from tests.plan_kb.source.second_plan import second_document
from tests.plan_kb.workbook.books import edited
from tests.plan_kb.workbook.test_wrong_cells import put


@pytest.mark.usefixtures("accounts")
def test_a_workbook_goes_out_and_comes_back(context: BrowserContext, office: Office, tmp_path: Path) -> None:
    page = office.sign_in(context, "editor")
    page.get_by_role("link", name="Excel 往返").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="导出草稿").first.click()
    content = Path(download.value.path()).read_bytes()
    assert download.value.suggested_filename.endswith("-草稿.xlsx")
    wrong, right = tmp_path / "wrong.xlsx", tmp_path / "right.xlsx"
    wrong.write_bytes(edited(content, put("目标值", 5, "年份", "明年")))
    right.write_bytes(edited(content, put("责任单位", 2, "办公时间", "周一至周五 9:00-17:00")))

    page.get_by_label("改好的 Excel 文件").set_input_files(wrong)
    page.get_by_role("button", name="上传并预览").click()
    expect(page.get_by_role("rowheader", name="工作表“目标值”第5行I列")).to_be_visible()

    page.get_by_role("link", name="重新上传").click()
    page.get_by_label("改好的 Excel 文件").set_input_files(right)
    page.get_by_role("button", name="上传并预览").click()
    expect(page.get_by_role("cell", name="周一至周五 9:00-17:00")).to_be_visible()
    page.get_by_role("button", name="确认，改入草稿").click()
    expect(page.get_by_role("status").first).to_contain_text("改入草稿")


@pytest.mark.usefixtures("accounts")
def test_a_document_becomes_a_plan_in_preparation(context: BrowserContext, office: Office, tmp_path: Path) -> None:
    file = tmp_path / "临江区计划.docx"
    file.write_bytes(word_file(second_document()))
    page = office.sign_in(context, "editor")
    page.get_by_role("link", name="导入新计划").click()
    page.get_by_label("计划文件").set_input_files(file)
    page.get_by_role("button", name="上传并预览").click()
    expect(page.get_by_text("6 项重点工作")).to_be_visible()
    page.get_by_label("简称").fill("临江区三年行动计划")
    page.get_by_role("button", name="放进草稿").click()
    expect(page.get_by_role("status").first).to_contain_text("还不参与发布")
    expect(page.get_by_text("准备中")).to_be_visible()
