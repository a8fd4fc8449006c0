from __future__ import annotations

import datetime
import io
from collections.abc import Callable

import pytest
from openpyxl import load_workbook

from plan_kb.database import Database
from tests.plan_kb.asked_turns import turns
from tests.plan_kb.console.conftest import Browser

PLAN = "qingtian-2028-2030"


@pytest.fixture
def browser(signed_in: Callable[[str], Browser], database: Database) -> Browser:
    with database.writing() as session:
        session.add_all(turns())
    return signed_in("viewer")


def test_charts_and_the_tables_behind_them(browser: Browser) -> None:
    page = browser.get("/overview").text
    assert "<svg" in page
    assert "<title" in page
    assert "<desc" in page
    assert "已回答" in page
    assert "33%" in page, "three of nine questions were answered"
    assert "1 / 1" in page


@pytest.mark.parametrize("days", ["7", "30", "90"])
def test_usual_periods(browser: Browser, days: str) -> None:
    page = browser.get("/overview", params={"days": days}).text
    today = datetime.datetime.now().astimezone().date()
    assert f'value="{today}"' in page
    assert f'value="{today - datetime.timedelta(days=int(days) - 1)}"' in page


def test_a_period_of_ones_own(browser: Browser) -> None:
    page = browser.get("/overview", params={"since": "2024-02-01", "until": "2024-02-29"}).text
    assert "这段时间没有" in page
    assert "2024-02-29" in page


@pytest.mark.parametrize(
    "asked",
    [{"since": "x", "until": "2024-01-01"}, {"since": "2024-02-02", "until": "2024-02-01"}, {"days": "0"},
     {"days": "9" * 30},
     {"since": "0001-01-01", "until": "9999-12-31"}, {"since": "2024-01-01"}],
    ids=str,
)  # fmt: skip
def test_a_period_that_is_none_is_told(browser: Browser, asked: dict[str, str]) -> None:
    answer = browser.get("/overview", params=asked)
    assert answer.status_code == 200
    assert "时间段看不懂" in answer.text
    assert browser.get("/overview.xlsx", params=asked).status_code == 200


def test_the_workbook(browser: Browser) -> None:
    answer = browser.get("/overview.xlsx", params={"days": "7"})
    assert "attachment" in answer.headers["content-disposition"]
    book = load_workbook(io.BytesIO(answer.content))
    sums = {row[0]: row[1] for row in book.worksheets[0].iter_rows(min_row=2, values_only=True)}
    assert sums["提问数（不含寒暄）"] == 9
