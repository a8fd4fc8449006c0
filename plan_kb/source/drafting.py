"""Putting a plan that was read into the draft, beside the others or in place of its older self."""
from __future__ import annotations

import datetime
from dataclasses import dataclass

from sqlalchemy.orm import Session

from plan_kb.edition.compile import compile_plan
from plan_kb.edition.draft import load_draft
from plan_kb.edition.wire import checksum, dump_plans
from plan_kb.source.keeping import keep_staff_work
from plan_kb.tables import AuditEntry, Plan


class AlreadyInDraft(Exception):
    """Raised when the draft has a plan with this key and nobody said to replace it."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


@dataclass(frozen=True)
class Imported:
    """What an import did."""

    key: str
    replaced: bool
    lost: tuple[str, ...]
    """What staff had entered and the new text has no place for; it is kept in the audit log."""


def put_plan(
    session: Session, plan: Plan, author: str, replace: bool = False, comment: str = ""
) -> Imported:
    """Add ``plan`` to the draft, or with ``replace`` put it in place of the plan with its key.

    What staff entered (contacts, FAQ answers, progress, aliases) moves to the new rows. Writes an audit entry with
    ``comment`` in the same transaction. Raises ``AlreadyInDraft``.
    """
    older = next(iter(load_draft(session, plan.key)), None)
    if older is not None and not replace:
        raise AlreadyInDraft(plan.key)
    before: object = None
    lost: tuple[str, ...] = ()
    if older is not None:
        before = {"plan": dump_plans((compile_plan(older),))}
        plan.in_edition = older.in_edition
        lost = keep_staff_work(older, plan)
        session.delete(older)
        session.flush()
    session.add(plan)
    session.flush()
    after = {"checksum": checksum(dump_plans((compile_plan(plan),))), "lost": list(lost)}
    session.add(
        AuditEntry(
            at=datetime.datetime.now(datetime.timezone.utc).replace(tzinfo=None),
            actor=author,
            action="import",
            subject=f"plan/{plan.key}",
            comment=comment[:500],
            before=before,
            after=after,
        )
    )
    session.flush()
    return Imported(plan.key, older is not None, lost)
