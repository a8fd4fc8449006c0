"""The command ``plan-kb workbook``: the round trip through Excel without the console."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from plan_kb.database import Database
from plan_kb.edition.draft import load_draft
from plan_kb.edition.restore import draft_rows
from plan_kb.edition.store import read_edition
from plan_kb.messages import message
from plan_kb.office.checking import RefusedFile
from plan_kb.tables import Plan
from plan_kb.workbook.problems import WrongWorkbook
from plan_kb.workbook.reading import open_workbook
from plan_kb.workbook.table import table_of
from plan_kb.workbook.taking import Preview, preview_workbook, take_workbook
from plan_kb.workbook.writing import TooLongForExcel, write_workbook

DONE, FAILED = 0, 1


class NoSuchPlan(Exception):
    """Raised where no plan, or more than one, is meant; the message is one line."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the two commands to the parser of ``plan-kb workbook``."""
    steps = parser.add_subparsers(dest="step", required=True, metavar=message("command.arguments.step"))
    exporting = steps.add_parser("export", help=message("command.arguments.workbook_export"))
    exporting.add_argument("file", type=Path, help=message("command.arguments.xlsx"))
    exporting.add_argument("--plan", default="", help=message("command.arguments.plan"))
    of_edition = message("command.arguments.of_edition")
    exporting.add_argument("--edition", type=int, default=0, dest="number", help=of_edition)
    importing = steps.add_parser("import", help=message("command.arguments.workbook_import"))
    importing.add_argument("file", type=Path, help=message("command.arguments.xlsx"))
    importing.add_argument("--dry-run", action="store_true", help=message("command.arguments.dry_run"))
    importing.add_argument("--author", default="", help=message("command.arguments.author"))


def run(options: argparse.Namespace, database: Database, author: str, say: Callable[[str], None]) -> int:
    """Export or import; returns the exit code. What goes wrong is said in Chinese, line by line, on stderr."""
    try:
        if options.step == "export":
            return _export(options, database, say)
        return _import(options, database, author, say)
    except (RefusedFile, NoSuchPlan, TooLongForExcel) as error:
        return _fail(str(error))
    except WrongWorkbook as error:
        heading = message("workbook.command.wrong", count=len(error.problems))
        return _fail(heading, *(str(problem) for problem in error.problems))
    except OSError as error:
        return _fail(message("workbook.command.unreadable", file=options.file, reason=error.strerror))


def chosen_plan(plans: list[Plan], key: str) -> Plan:
    """Return the plan with ``key``, or the only one where it is empty; raises ``NoSuchPlan``."""
    known = "、".join(plan.key for plan in plans) or "-"
    if not key and len(plans) > 1:
        raise NoSuchPlan(message("workbook.command.which_plan", known=known))
    for plan in plans:
        if key in ("", plan.key):
            return plan
    raise NoSuchPlan(message("workbook.command.no_such_plan", key=key, known=known))


def _export(options: argparse.Namespace, database: Database, say: Callable[[str], None]) -> int:
    with database.reading() as session:
        if options.number:
            plans = [draft_rows(plan) for plan in read_edition(session, options.number).plans]
        else:
            plans = load_draft(session)
        table = table_of(chosen_plan(plans, options.plan))
    options.file.write_bytes(write_workbook(table))
    rows = sum(len(found) for found in table.values())
    say(message("workbook.command.exported", file=options.file, rows=rows))
    return DONE


def _import(options: argparse.Namespace, database: Database, author: str, say: Callable[[str], None]) -> int:
    book = open_workbook(options.file.name, options.file.read_bytes())
    if options.dry_run:
        with database.reading() as session:
            found = preview_workbook(session, book)
        _tell(found, say)
        say(message("workbook.command.not_taken"))
        return DONE
    with database.writing() as session:
        found = take_workbook(session, book, None, author)
    _tell(found, say)
    if found.changes:
        say(message("workbook.command.taken"))
    return DONE


def _tell(found: Preview, say: Callable[[str], None]) -> None:
    for note in found.notes:
        say(note)
    if not found.changes:
        say(message("workbook.command.same"))
        return
    if found.is_new:
        say(message("workbook.command.new_plan", key=found.key, rows=sum(found.rows.values())))
    else:
        for change in found.changes:
            say(str(change))
        counts = {what: found.count(what) for what in ("added", "changed", "removed")}
        say(message("workbook.command.preview", **counts))
    if found.findings:
        say(message("workbook.command.findings"))
    for finding in found.findings:
        say(str(finding))


def _fail(*lines: str) -> int:
    for line in lines:
        print(line, file=sys.stderr)
    return FAILED
