"""From an uploaded workbook to the draft: a preview first, then all of it in one transaction or nothing."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Mapping
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
from plan_kb.workbook.reading import ReadWorkbook, read_workbook
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

    @property
    def counts(self) -> Mapping[str, int]:
        """How many changes there are of each kind."""
        return Counter(change.what for change in self.changes)


def preview_workbook(session: Session, file_name: str, content: bytes) -> Preview:
    """Return what taking a workbook would change; changes nothing.

    Raises ``RefusedFile`` or ``WrongWorkbook``.
    """
    with session.no_autoflush:
        drafts: dict[str, Plan] = {plan.key: plan for plan in load_draft(session)}
        tables = {key: table_of(plan) for key, plan in drafts.items()}
        read = read_workbook(file_name, content, tables.get)
        key = _key_of(read)
        current = tables.get(key)
        draft = "" if current is None else fingerprint(current)
        changes = changes_between(current, read.table)
        plan = drafts.get(key) or new_plan()
        apply(plan, read.table)
        findings = tuple(sorted(check_plan(plan), key=lambda finding: finding.level.value))
        notes = list(read.notes)
        if current is not None and read.stamp and read.stamp != draft and changes:
            notes.insert(0, message("workbook.notes.draft_moved_on"))
        found = Preview(
            key=key,
            short=str(read.table["plan"][0]["short"]),
            is_new=current is None,
            changes=changes,
            rows={SHEET[name].title: len(rows) for name, rows in read.table.items()},
            notes=tuple(notes),
            findings=findings,
            draft=draft,
        )
        # The rows were changed in memory only; forgotten here, they cannot reach the database by oversight.
        session.expunge_all()
        return found


def take_workbook(session: Session, file_name: str, content: bytes, draft: str | None, author: str) -> Preview:
    """Make the draft what a workbook says, with an entry in the audit log, in the transaction of ``session``.

    ``draft`` is the checksum of the preview that somebody agreed to; None takes the workbook whatever the draft is.
    Raises ``DraftMovedOn``, ``RefusedFile`` or ``WrongWorkbook``; then nothing was changed.
    """
    drafts = {plan.key: plan for plan in load_draft(session)}
    tables = {key: table_of(plan) for key, plan in drafts.items()}
    read = read_workbook(file_name, content, tables.get)
    key = _key_of(read)
    current = tables.get(key)
    now = "" if current is None else fingerprint(current)
    if draft is not None and draft != now:
        raise DraftMovedOn
    changes = changes_between(current, read.table)
    plan = drafts.get(key)
    if plan is None:
        plan = new_plan()
        apply(plan, _with_free_ids(session, read.table))
        session.add(plan)
        session.flush()
        _count_on(session)
    else:
        with session.no_autoflush:
            apply(plan, read.table, session.flush)
    if changes:
        before, after = rows_touched(current, read.table)
        session.add(
            AuditEntry(
                at=datetime.datetime.now(datetime.timezone.utc).replace(tzinfo=None),
                actor=author,
                action="import",
                subject=f"plan/{key}",
                comment=file_name[:500],
                before=before,
                after=after,
            )
        )
    session.flush()
    rows = {SHEET[name].title: len(found) for name, found in read.table.items()}
    return Preview(key, str(plan.short), current is None, changes, rows, tuple(read.notes), (), now)


def _key_of(read: ReadWorkbook) -> str:
    return str(read.table["plan"][0]["key"])


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
