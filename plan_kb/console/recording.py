"""Writing the audit log: who did what, with the state before and after."""
from __future__ import annotations

from sqlalchemy.orm import Session

from plan_kb.console.clock import now
from plan_kb.tables import AuditEntry


def record(
    session: Session,
    actor: str,
    action: str,
    subject: str,
    before: object = None,
    after: object = None,
    comment: str = "",
) -> None:
    """Add an entry to the audit log, in the transaction of what it tells about.

    ``action`` is a key of ``console.audit.actions`` in the messages, ``subject`` names the entry (``unit/3``);
    ``before`` and ``after`` are what JSON can hold. Passwords and tokens have no place in either.
    """
    session.add(
        AuditEntry(
            at=now(),
            actor=actor,
            action=action,
            subject=subject[:200],
            comment=comment[:500],
            before=before,
            after=after,
        )
    )
