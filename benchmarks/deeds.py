"""The process that :mod:`benchmarks.kills` kills: it publishes and imports without a pause and says what it does.

Before and after each step it prints ``begin`` or ``done``, the step, and the state of the database.
"""

from __future__ import annotations

import hashlib
import random
import sys

from plan_kb.database import Database
from plan_kb.edition.compile import compile_plan
from plan_kb.edition.draft import load_draft
from plan_kb.edition.publish import publish
from plan_kb.edition.store import read_history
from plan_kb.edition.wire import checksum, dump_plans
from plan_kb.source.importer import packaged_folders
from plan_kb.source.new_plan import take_plan
from plan_kb.source.problems import PLAN_FILE
from plan_kb.source.uploaded import UploadedFile
from plan_kb.tables import AuditEntry
from plan_kb.workbook.reading import open_workbook
from plan_kb.workbook.table import Row, Table, table_of
from plan_kb.workbook.taking import take_workbook
from plan_kb.workbook.writing import write_workbook

STEPS = ("publish", "workbook", "document")


def state_of(database: Database) -> str:
    """Return how many entries the audit log has, and a checksum of everything that publishing and importing write."""
    with database.reading() as session:
        plans = [dump_plans((compile_plan(plan),)) + str(plan.in_edition) for plan in load_draft(session)]
        editions = [f"{record.number} {record.checksum}" for record in read_history(session)]
        deeds = session.query(AuditEntry).count()
    return f"{deeds}:{checksum(chr(10).join([*plans, *editions]))}"


def work(url: str, seed: int) -> None:
    """The child: publish, import a workbook with every unit changed, add a plan, over and over."""
    chance = random.Random(seed)
    database = Database(url)
    document = UploadedFile("计划.txt", (packaged_folders()[0] / PLAN_FILE).read_bytes())
    content = b""
    while True:
        steps = list(STEPS)
        chance.shuffle(steps)
        for step in steps:
            if step == "workbook":
                content = _changed_workbook(database, chance)  # outside of the step: only what is taken is killed
            print("begin", step, state_of(database), flush=True)
            _do(database, step, content, document)
            print("done", step, state_of(database), flush=True)


def _do(database: Database, step: str, content: bytes, document: UploadedFile) -> None:
    if step == "publish":
        with database.writing() as session:
            publish(session, "again", "benchmark")
    elif step == "workbook":
        book = open_workbook("计划.xlsx", content)
        with database.writing() as session:
            take_workbook(session, book, None, "benchmark")
    else:
        with database.writing() as session:
            for plan in load_draft(session):
                if not plan.in_edition:
                    session.delete(plan)
            session.flush()
            take_plan(session, [document], "benchmark")


def _changed_workbook(database: Database, chance: random.Random) -> bytes:
    with database.reading() as session:
        table: Table = table_of(next(plan for plan in load_draft(session) if plan.in_edition))
    hours = hashlib.sha256(str(chance.random()).encode()).hexdigest()
    units = tuple(Row({**row.values, "hours": hours}) for row in table["unit"])
    return write_workbook({**table, "unit": units})


if __name__ == "__main__":
    work(sys.argv[1], int(sys.argv[2]))
