"""``plan-kb import FILE…``: plan documents of Word, Excel or plain text without the console."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from plan_kb.database import Database
from plan_kb.edition.model import Plan
from plan_kb.messages import message
from plan_kb.source.new_plan import NewPlan, preview_plan, take_plan
from plan_kb.source.problems import UnreadablePlan, problem
from plan_kb.source.uploaded import KINDS, UploadedFile


def are_documents(paths: Sequence[Path]) -> bool:
    """Whether ``paths`` are plan documents and not folders."""
    return any(path.suffix.lower() in (*KINDS, ".docm", ".xlsm") and not path.is_dir() for path in paths)


def import_documents(
    paths: Sequence[Path], database: Database, author: str, dry_run: bool, say: Callable[[str], None]
) -> None:
    """Add the plan in ``paths`` to the draft, or with ``dry_run`` only tell what was read.

    Raises ``RefusedFile``, or ``UnreadablePlan`` with every place that cannot be read; then nothing is imported.
    """
    files = [UploadedFile(path.name, _read(path)) for path in paths]
    with database.reading() as session:
        found = preview_plan(session, files)
    _tell(found, say)
    if dry_run:
        say(message("workbook.command.not_taken"))
        return
    with database.writing() as session:
        key = take_plan(session, files, author, found.key)
    say(message("document.taken", key=key))


def summary(plan: Plan) -> str:
    """Return in a line what was read."""
    return message(
        "document.read", title=plan.title, key=plan.key, areas=len(plan.areas), tasks=len(plan.tasks),
        units=len(plan.units), indicators=len(plan.indicators),
    )  # fmt: skip


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UnreadablePlan(problem("unreadable_file", 0, str(path), reason=reason)) from None


def _tell(found: NewPlan, say: Callable[[str], None]) -> None:
    plan = found.plan
    for note in found.notes:
        say(note)
    say(summary(plan))
    for target in plan.targets:
        say(message("document.target", ref=target.ref, quote=target.quote))
    for finding in found.findings:
        say(str(finding))
