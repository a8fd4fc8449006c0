from __future__ import annotations

import csv
import io
from collections.abc import Callable

import openpyxl
import pytest

from plan_kb.console.recording import record
from plan_kb.database import Database
from tests.plan_kb.console.conftest import Browser

FORMULA = '=HYPERLINK("http://evil.example","x")'


@pytest.fixture
def written(database: Database) -> None:
    """Entries of several people."""
    with database.writing() as session:
        record(session, "王芳", "change", "unit/1", {"telephone": ""}, {"telephone": "021-1"}, "区科技局")
        record(session, "<script>x", "create", "alias/5", None, {"surface": FORMULA}, "+1")
        record(session, "李雷", "what-is-this", "nothing/x", {"a": {"b": [1, None, True]}}, "no mapping")


@pytest.mark.usefixtures("written")
def test_it_is_read_and_filtered(signed_in: Callable[[str], Browser]) -> None:
    browser = signed_in("editor")
    page = browser.get("/audit").text
    assert "021-1" in page
    assert "&lt;script&gt;x" in page
    assert "<script>x" not in page
    only = browser.get("/audit", params={"actor": "王芳", "q": "科技"}).text
    assert "021-1" in only
    assert "HYPERLINK" not in only
    assert "021-1" not in browser.get("/audit", params={"action": "create"}).text
    assert "021-1" not in browser.get("/audit", params={"until": "2000-01-01"}).text
    assert "021-1" in browser.get("/audit", params={"since": "2000-01-01", "page": "9999"}).text
    assert browser.get("/audit?since=x&page=-1").status_code == 200


@pytest.mark.usefixtures("written")
def test_the_csv_holds_no_formula(signed_in: Callable[[str], Browser]) -> None:
    body = signed_in("editor").get("/audit/export.csv").content
    rows = list(csv.reader(io.StringIO(body.decode("utf-8-sig"))))
    cells = [cell for row in rows for cell in row]
    assert f"'{FORMULA}" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    assert len({len(row) for row in rows}) == 1


@pytest.mark.usefixtures("written")
def test_the_workbook_holds_no_formula(signed_in: Callable[[str], Browser]) -> None:
    answer = signed_in("editor").get("/audit/export.xlsx", params={"action": "create"})
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    cells = [cell for row in book.active.iter_rows() for cell in row]
    assert [cell.data_type for cell in cells if cell.value == FORMULA] == ["s"]
    assert "f" not in {cell.data_type for cell in cells}


def test_no_route_changes_it() -> None:
    from plan_kb.console.app import all_pages

    routes = [page for pages in all_pages() for page in pages.routes if page.path.startswith("/audit")]
    assert {page.method for page in routes} == {"GET"}
