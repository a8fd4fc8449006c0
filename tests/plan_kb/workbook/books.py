"""Workbooks for the tests: exported ones, opened and changed as Excel would change them."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

from openpyxl import Workbook, load_workbook

from plan_kb.database import Database
from plan_kb.edition.compile import compile_plans
from plan_kb.edition.draft import load_draft
from plan_kb.edition.wire import dump_plans
from plan_kb.workbook.reading import open_workbook
from plan_kb.workbook.table import table_of
from plan_kb.workbook.taking import Preview, preview_workbook, take_workbook
from plan_kb.workbook.writing import write_workbook


def exported(database: Database, key: str = "") -> bytes:
    """The workbook of the draft's plan (the only one, or the one with ``key``)."""
    with database.reading() as session:
        (plan,) = load_draft(session, key)
        return write_workbook(table_of(plan))


def edited(content: bytes, edit: Callable[[Any], None]) -> bytes:
    """The workbook after ``edit`` has changed it."""
    book = load_workbook(io.BytesIO(content))
    edit(book)
    return saved(book)


def saved(book: Workbook) -> bytes:
    """The file of a workbook."""
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def column(page: Any, heading: str) -> int:
    """Where a column stands, from 1."""
    return int(next(cell.column for cell in page[1] if cell.value == heading))


def preview(database: Database, content: bytes) -> Preview:
    """What taking the workbook would do."""
    with database.reading() as session:
        return preview_workbook(session, open_workbook("计划.xlsx", content))


def take(database: Database, content: bytes, draft: str | None = None) -> Preview:
    """Take the workbook."""
    book = open_workbook("计划.xlsx", content)
    with database.writing() as session:
        return take_workbook(session, book, draft, "王")


def body(database: Database) -> str:
    """What an edition of the draft would hold."""
    with database.reading() as session:
        return dump_plans(compile_plans(load_draft(session)))
