"""Reading the audit log: finding entries, and saying them in words of staff."""
from __future__ import annotations

import datetime
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import desc, func, or_, select
from sqlalchemy.orm import Session
from sqlalchemy.sql import Select

from plan_kb.console.clock import local, midnight
from plan_kb.console.editing.description import FOLDER, description, path_of
from plan_kb.messages import message, messages
from plan_kb.tables import AuditEntry

PAGE = 50
_LONGEST = 2000
"""Characters of a value that are shown; an import keeps the whole plan that it replaced."""


@dataclass(frozen=True)
class Filter:
    """Which entries are asked for; what is empty does not matter."""

    actor: str = ""
    action: str = ""
    words: str = ""
    since: datetime.date | None = None
    until: datetime.date | None = None


@dataclass(frozen=True)
class Entry:
    """One deed, in words."""

    at: datetime.datetime
    actor: str
    action: str
    subject: str
    """What it was done to."""
    path: str
    """Address of the entry's page, empty where it has none."""
    comment: str
    changes: list[tuple[str, str, str]]
    """Label, before, after."""


def find(session: Session, wanted: Filter, page: int = 1) -> tuple[list[Entry], int, int]:
    """Return one page of entries, the newest first, their number in all, and the number of pages."""
    statement = _statement(wanted)
    total = int(session.scalar(select(func.count()).select_from(statement.order_by(None).subquery())) or 0)
    pages = max(1, -(-total // PAGE))
    page = min(max(1, page), pages)
    rows = session.scalars(statement.offset((page - 1) * PAGE).limit(PAGE))
    return [_entry(row) for row in rows], total, pages


def table(session: Session, wanted: Filter) -> Iterator[list[str]]:
    """Give the rows of an export, headings first."""
    yield [message(f"console.audit.headings.{name}") for name in ("at", "actor", "action", "subject", "what")] + [
        message("console.audit.headings.before"), message("console.audit.headings.after")
    ]  # fmt: skip
    for row in session.scalars(_statement(wanted)):
        entry = _entry(row)
        for label, before, after in entry.changes or [("", "", "")]:
            moment = local(entry.at).strftime("%Y-%m-%d %H:%M:%S")
            what = label or entry.comment
            yield [moment, entry.actor, entry.action, f"{entry.subject} {entry.comment}".strip(), what, before, after]


def actors(session: Session) -> list[str]:
    """Return everybody who stands in the log."""
    return list(session.scalars(select(AuditEntry.actor).distinct().order_by(AuditEntry.actor)))


def actions() -> list[tuple[str, str]]:
    """Return the deeds and their words."""
    known = messages("console")
    prefix = "audit.actions."
    return [(name.removeprefix(prefix), words) for name, words in known.items() if name.startswith(prefix)]


def _statement(wanted: Filter) -> Select:
    statement = select(AuditEntry).order_by(desc(AuditEntry.id))
    if wanted.actor:
        statement = statement.where(AuditEntry.actor == wanted.actor)
    if wanted.action:
        statement = statement.where(AuditEntry.action == wanted.action)
    columns: tuple[Any, ...] = (AuditEntry.subject, AuditEntry.comment)
    for word in wanted.words.split()[:8]:
        like = "%" + word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        statement = statement.where(or_(*(column.ilike(like, escape="\\") for column in columns)))
    if wanted.since is not None:
        statement = statement.where(AuditEntry.at >= midnight(wanted.since))
    if wanted.until is not None:
        statement = statement.where(AuditEntry.at < midnight(wanted.until + datetime.timedelta(days=1)))
    return statement


def _entry(row: AuditEntry) -> Entry:
    name, _, key = row.subject.partition("/")
    known = messages("console")
    title = known.get(f"tables.{name}") or known.get(f"audit.subjects.{name}", name)
    path = path_of(name, int(key)) if key.isascii() and key.isdecimal() and len(key) < 10 else "/"
    if name == "edition" and key.isdecimal():
        path = f"/history/{key}"
    action = known.get(f"audit.actions.{row.action}", row.action)
    subject = f"{title} {key}" if key else title
    gone = row.action == "delete"
    shown = "" if path == "/" or gone else path
    return Entry(row.at, row.actor, action, subject, shown, row.comment, _changes(name, row.before, row.after))


def _changes(name: str, before: object, after: object) -> list[tuple[str, str, str]]:
    old = before if isinstance(before, Mapping) else {}
    new = after if isinstance(after, Mapping) else {}
    described = description(name) if (FOLDER / f"{name}.yml").exists() else None
    words = messages("console")
    changes = []
    for field in dict.fromkeys((*old, *new)):
        label = described.label(field) if described is not None else field
        label = words.get(f"audit.fields.{field}", label) if label == field else label
        changes.append((label, _say(old.get(field)), _say(new.get(field))))
    return changes


def _say(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return message("diff.yes" if value else "diff.no")
    if isinstance(value, list):
        return "、".join(_say(item) for item in value)[:_LONGEST]
    if isinstance(value, Mapping):
        return json.dumps(value, ensure_ascii=False)[:_LONGEST]
    words = str(value)
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"
