"""Publishing the draft as a new edition, and publishing an old edition again."""
from __future__ import annotations

import datetime

from sqlalchemy.orm import Session

from plan_kb import tables
from plan_kb.edition.check import Finding, check_draft, errors_of
from plan_kb.edition.compile import compile_plans
from plan_kb.edition.draft import load_draft
from plan_kb.edition.store import NoSuchEdition, newest_number
from plan_kb.edition.wire import checksum, dump_plans, load_edition

LONGEST_COMMENT = 500
"""Characters."""


class NotPublished(Exception):
    """Raised when nothing was published; ``findings`` says why where the draft is to blame."""

    def __init__(self, reason: str, findings: tuple[Finding, ...] = ()) -> None:
        super().__init__(reason)
        self.findings = findings


def publish(session: Session, comment: str, author: str) -> int:
    """Publish the draft as a new edition and return its number.

    ``session`` must be a writer's (``Database.writing``): the edition and its audit entry are committed with it, or
    neither is. Raises ``NotPublished`` where the draft has errors or holds no plan, or where the comment is empty.
    """
    draft = load_draft(session)
    if not any(plan.in_edition for plan in draft):
        raise NotPublished("no_plan")
    findings = tuple(errors_of(check_draft(draft)))
    if findings:
        raise NotPublished("errors", findings)
    return _write(session, dump_plans(compile_plans(draft)), comment, author, None)


def roll_back(session: Session, number: int, comment: str, author: str) -> int:
    """Publish the content of edition ``number`` again as a new edition and return the new number.

    The draft stays as it is. Raises ``NoSuchEdition``, ``DamagedEdition`` or ``NotPublished``.
    """
    old = session.get(tables.Edition, number)
    if old is None:
        raise NoSuchEdition(number)
    load_edition(old.number, old.body, old.checksum)
    return _write(session, old.body, comment, author, number)


def _write(session: Session, body: str, comment: str, author: str, restored_from: int | None) -> int:
    comment, author = comment.strip(), author.strip()
    if not comment or not author:
        raise NotPublished("no_comment")
    if len(comment) > LONGEST_COMMENT:
        raise NotPublished("long_comment")
    previous = newest_number(session)
    number = previous + 1
    now = datetime.datetime.now(datetime.timezone.utc).replace(tzinfo=None)
    digest = checksum(body)
    session.add(
        tables.Edition(
            number=number,
            body=body,
            checksum=digest,
            comment=comment,
            author=author,
            created=now,
            restored_from=restored_from,
        )
    )
    session.add(
        tables.AuditEntry(
            at=now,
            actor=author,
            action="publish" if restored_from is None else "rollback",
            subject=f"edition/{number}",
            comment=comment,
            before={"edition": previous},
            after={"edition": number, "checksum": digest, "restored_from": restored_from},
        )
    )
    session.flush()
    return number
