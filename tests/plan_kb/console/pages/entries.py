"""Rows of the draft, and the forms of their pages, for tests of editing."""
from __future__ import annotations

import datetime
from html.parser import HTMLParser
from typing import Any

from sqlalchemy import func, select

from plan_kb.console.editing.kinds import EntryKind
from plan_kb.database import Database
from plan_kb.tables import (
    AuditEntry,
    FaqEntry,
    Plan,
    ProgressReport,
)
from tests.plan_kb.console.conftest import Browser


def first_id(database: Database, kind: EntryKind) -> int:
    """The id of a table's first row; FAQ answers and reports are made, for the small plan has none."""
    with database.writing() as session:
        plan = session.scalars(select(Plan)).one()
        if kind.table is FaqEntry:
            session.add(FaqEntry(plan_id=plan.id, answer="a", source="b"))
        if kind.table is ProgressReport:
            plan.indicators[0].reports.append(
                ProgressReport(value="60家", as_of=datetime.date(2029, 1, 1), source="总结")
            )
        session.flush()
        return int(session.scalars(select(func.min(kind.table.id))).one())


def row(database: Database, table: Any, **values: object) -> Any:
    """The one row of a table with these values."""
    with database.reading() as session:
        return session.scalars(select(table).filter_by(**values)).one()


def audit(database: Database) -> AuditEntry:
    """The newest entry of the audit log."""
    with database.reading() as session:
        entry: AuditEntry = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()  # type: ignore[attr-defined]
        return entry


def filled(browser: Browser, path: str, **changes: Any) -> dict[str, Any]:
    """The fields of an entry's form as the page shows them, with changes."""
    class Reader(HTMLParser):
        def __init__(self) -> None:
            super().__init__()
            self.fields: dict[str, Any] = {}
            self._area = self._select = ""

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            given = dict(attrs)
            name = given.get("name") or ""
            if tag == "input" and given.get("type") in ("checkbox", "radio"):
                if "checked" in given:
                    self.fields.setdefault(name, []).append(given.get("value"))
            elif tag == "input" and name:
                self.fields[name] = given.get("value") or ""
            elif tag == "textarea":
                self._area, self.fields[name] = name, ""
            elif tag == "select":
                self._select = name
            elif tag == "option" and ("selected" in given or self._select not in self.fields):
                self.fields[self._select] = given.get("value") or ""

        def handle_data(self, data: str) -> None:
            if self._area:
                self.fields[self._area] += data

        def handle_endtag(self, tag: str) -> None:
            if tag == "textarea":
                self.fields[self._area] = self.fields[self._area].removeprefix("\n")
                self._area = ""

    reader = Reader()
    reader.feed(browser.get(path).text)
    return {**reader.fields, **changes}
