"""From an uploaded workbook to the draft: a preview first, then all of it in one transaction or nothing."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from plan_kb.edition.check import check_plan
from plan_kb.edition.draft import load_draft
from plan_kb.edition.findings import Finding
from plan_kb.messages import message
from plan_kb.tables import AuditEntry, FaqEntry, Plan, ProgressReport, Unit
from plan_kb.workbook.applying import apply, new_plan
from plan_kb.workbook.changes import Change, changes_between, rows_touched
from plan_kb.workbook.form import SHEET
from plan_kb.workbook.reading import OpenedWorkbook, settled_table
from plan_kb.workbook.table import Row, Table, fingerprint, table_of

_NUMBERED: Mapping[str, Any] = {"unit": Unit, "report": ProgressReport, "faq": FaqEntry}


class DraftMovedOn(Exception):
    """Raised when the draft is not any more what the preview was made from; nothing was taken."""


@dataclass(frozen=True)
class Preview:
    """What taking a workbook would do."""

    key: str
    """The plan's key."""
    short: str
    is_new: bool
    """Whether the draft has no plan with this key yet."""
    changes: tuple[Change, ...]
    rows: Mapping[str, int]
    """How many rows each sheet has, by its title."""
    notes: tuple[str, ...]
    findings: tuple[Finding, ...]
    """What the check of the draft would say of the plan; errors keep it from being published, not from being taken."""
    draft: str
    """Checksum of the plan in the draft that the preview compares with; empty where there is none."""

    def count(self, what: str) -> int:
        """How many rows are ``added``, ``changed`` or ``removed``."""
        return len({(change.sheet, change.row, change.label) for change in self.changes if change.what == what})


def preview_workbook(session: Session, book: OpenedWorkbook) -> Preview:
    """Return what taking a workbook would change; changes nothing. Raises ``WrongWorkbook``."""
    with session.no_autoflush:
        plan, current, now = _draft_of(session, book.key)
        wanted = settled_table(book, current)
        changes = changes_between(current, wanted)
        plan = plan or new_plan()
        apply(plan, wanted)
        findings = tuple(sorted(check_plan(plan), key=lambda finding: finding.level.value))
        # The rows were changed in memory only; forgotten here, they cannot reach the database by oversight.
        session.expunge_all()
    notes = list(book.notes)
    if current is not None and book.stamp and book.stamp != now and changes:
        notes.insert(0, message("workbook.notes.draft_moved_on"))
    return _preview(wanted, changes, current is None, notes, findings, now)


def take_workbook(session: Session, book: OpenedWorkbook, draft: str | None, author: str) -> Preview:
    """Make the draft what a workbook says, with an entry in the audit log, in the transaction of ``session``.

    ``draft`` is the checksum of the preview that somebody agreed to; None takes the workbook whatever the draft is.
    Raises ``DraftMovedOn`` or ``WrongWorkbook``; then nothing was changed.
    """
    plan, current, now = _draft_of(session, book.key)
    if draft is not None and draft != now:
        raise DraftMovedOn
    wanted = settled_table(book, current)
    changes = changes_between(current, wanted)
    if plan is None:
        plan = new_plan()
        apply(plan, _with_free_ids(session, wanted))
        session.add(plan)
        session.flush()
        _count_on(session)
    else:
        with session.no_autoflush:
            apply(plan, wanted, session.flush)
    if changes:
        before, after = rows_touched(current, wanted)
        session.add(
            AuditEntry(
                at=datetime.datetime.now(datetime.timezone.utc).replace(tzinfo=None),
                actor=author,
                action="import",
                subject=f"plan/{book.key}",
                comment=book.file_name[:500],
                before=before,
                after=after,
            )
        )
    session.flush()
    return _preview(wanted, changes, current is None, book.notes, (), now)


def _draft_of(session: Session, key: str) -> tuple[Plan | None, Table | None, str]:
    """Return the draft's plan with ``key``, its table and its checksum."""
    plan = next(iter(load_draft(session, key)), None)
    if plan is None:
        return None, None, ""
    table = table_of(plan)
    return plan, table, fingerprint(table)


def _preview(
    wanted: Table,
    changes: tuple[Change, ...],
    is_new: bool,
    notes: Sequence[str],
    findings: tuple[Finding, ...],
    draft: str,
) -> Preview:
    plan = wanted["plan"][0]
    rows = {SHEET[name].title: len(found) for name, found in wanted.items()}
    return Preview(str(plan["key"]), str(plan["short"]), is_new, changes, rows, tuple(notes), findings, draft)


def _with_free_ids(session: Session, table: Table) -> Table:
    """Return ``table`` with the ids that nothing in the database has: citations of an export then stay right."""
    free: dict[str, tuple[Row, ...]] = {}
    for sheet, kind in _NUMBERED.items():
        taken = set(session.scalars(select(kind.id)))
        free[sheet] = tuple(
            Row({**row.values, "id": None}, row.number) if row["id"] in taken else row for row in table[sheet]
        )
    return {**table, **free}


def _count_on(session: Session) -> None:
    """Let PostgreSQL count on from ids that were given; SQLite does so by itself."""
    if session.get_bind().dialect.name != "postgresql":
        return
    for kind in _NUMBERED.values():
        name = kind.__tablename__
        largest = session.scalar(select(func.max(kind.id))) or 1
        counter = "pg_get_serial_sequence(:name, 'id')"
        statement = f"SELECT setval({counter}, greatest(:largest, nextval({counter})))"
        session.execute(text(statement), {"name": name, "largest": largest})
