"""Kill a process at random moments of publishing and importing: the database is then before or after, never between.

    python -m benchmarks.kills --kills 100

A child process publishes, imports workbooks and adds plans without a pause, and says before and after each step what
the database's state is. The parent kills it (SIGKILL) at a random moment of a step, then looks: the state must be the
one before or the one after, SQLite's integrity check must be ok, every edition must be whole, and the newest one must
answer a question.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import desc, select

from benchmarks.deeds import STEPS, state_of
from plan_kb.answering.assistant import reply
from plan_kb.answering.reply import Kind
from plan_kb.database import Database
from plan_kb.edition.compile import compile_plan
from plan_kb.edition.draft import load_draft
from plan_kb.edition.publish import publish
from plan_kb.edition.store import newest_number, read_edition, read_history
from plan_kb.edition.wire import checksum, dump_plans
from plan_kb.knowledge import Knowledge
from plan_kb.source.drafting import put_plan
from plan_kb.source.importer import build_plan, packaged_folders
from plan_kb.source.problems import PLAN_FILE
from plan_kb.source.reader import read_document
from plan_kb.source.supplement import empty_supplement
from plan_kb.tables import AuditEntry
from plan_kb.understanding.context import Context
from plan_kb.understanding.question import Intent, Question

ROOT = Path(__file__).resolve().parent.parent
_PATIENCE = 60.0
"""Seconds for one step; a child that says nothing for so long has failed."""


@dataclass(frozen=True)
class Kill:
    """What one kill did."""

    step: str
    """What the child was doing."""
    outcome: str
    """``before`` or ``after``; anything else is a failure."""


def prepare(folder: Path) -> Database:
    """Return a database in ``folder`` with the packaged plan in the draft and published as edition 1."""
    database = Database(f"sqlite:///{folder / 'knowledge.sqlite'}")
    database.upgrade()
    # Without its thousands of other names, so that the steps are short and each kill hits another moment of one.
    text = (packaged_folders()[0] / PLAN_FILE).read_text(encoding="utf-8")
    plan = build_plan(read_document(text), empty_supplement("fengxian"))
    with database.writing() as session:
        put_plan(session, plan, "benchmark")
        publish(session, "first", "benchmark")
    return database


def run_kills(folder: Path, kills: int, seed: int = 1) -> Iterator[Kill]:
    """Kill a child ``kills`` times in the midst of its steps and give what was found each time.

    Raises ``AssertionError`` where the database is neither before nor after, not whole, or does not answer.
    """
    chance = random.Random(seed)
    database = prepare(folder)
    lengths: dict[str, float] = dict.fromkeys(STEPS, 0.3)
    for _ in range(kills):
        child = _start(database, chance.randrange(10**6))
        step, before, wait = _until_in_step(child, chance, lengths)
        time.sleep(wait)
        child.send_signal(signal.SIGKILL)
        yield _found(database, step, before, child.communicate()[0])


def _start(database: Database, seed: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "benchmarks.deeds", str(database.engine.url), str(seed)]
    return subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )


def _until_in_step(
    child: subprocess.Popen[str], chance: random.Random, lengths: dict[str, float]
) -> tuple[str, str, float]:
    """Read what the child says up to a step of some kind; returns step, state before it, and how long to wait."""
    assert child.stdout is not None
    wanted, begun = chance.choice(STEPS), 0.0
    guard = threading.Timer(_PATIENCE, child.kill)
    guard.start()
    try:
        for line in child.stdout:
            word, step, state = line.split()
            if word == "done":
                lengths[step] = time.monotonic() - begun
            elif step == wanted:
                return step, state, chance.uniform(0.0, 1.1 * lengths[step])
            else:
                begun = time.monotonic()
    finally:
        guard.cancel()
    raise AssertionError("the child ended by itself")


def _found(database: Database, step: str, before: str, said: str) -> Kill:
    """Check what the kill left; ``said`` is what the child had still said after it began ``step``."""
    with sqlite3.connect(str(database.engine.url.database)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    with database.reading() as session:
        for record in read_history(session):
            assert read_edition(session, record.number).plans
        edition = read_edition(session)
    _answers(Knowledge(edition, use_sound=False, use_meaning=False))
    words = [line.split() for line in said.splitlines() if len(line.split()) == 3]
    known = next((state for word, _, state in reversed(words) if word == "done"), before)
    running = next((name for word, name, _ in reversed(words) if word == "begin"), step)
    state = state_of(database)
    if state == known:
        return Kill(running, "before" if known == before else "after")
    # Killed after its commit and before it said so: then exactly one more deed is there, and it is whole.
    assert int(state.split(":")[0]) == int(known.split(":")[0]) + 1, running
    assert _is_whole(database), running
    return Kill(running, "after")


def _is_whole(database: Database) -> bool:
    """Whether the database holds all of what the last entry of the audit log says that was written."""
    with database.reading() as session:
        entry = session.scalars(select(AuditEntry).order_by(desc(AuditEntry.id)).limit(1)).one()
        if entry.action == "publish":
            return bool(entry.after["checksum"] == checksum(dump_plans(read_edition(session).plans)))
        plan = next(plan for plan in load_draft(session) if entry.subject == f"plan/{plan.key}")
        if "checksum" in entry.after:
            return bool(entry.after["checksum"] == checksum(dump_plans((compile_plan(plan),))))
        hours = {unit.name: unit.hours for unit in plan.units}
        return {row["名称"]: row["办公时间"] for row in entry.after["责任单位"]} == hours


def _answers(knowledge: Knowledge) -> None:
    question = Question("孵化器由谁负责?", (Intent("ask_unit", 0.95),))
    made, _ = reply(knowledge, question, Context())
    assert made.kind is Kind.ANSWER, made
    assert made.edition == knowledge.edition.number


def main(arguments: Sequence[str] | None = None) -> int:
    """Kill, and print how often the database was before and after; returns 0 where it never was anything else."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        begun, found = time.monotonic(), Counter[tuple[str, str]]()
        for number, kill in enumerate(run_kills(Path(folder), options.kills, options.seed), start=1):
            found[kill.step, kill.outcome] += 1
            print(f"{number:3} {kill.step:9} {kill.outcome}", flush=True)
        with Database(f"sqlite:///{Path(folder) / 'knowledge.sqlite'}").reading() as session:
            editions = newest_number(session)
        print(f"{options.kills} kills in {time.monotonic() - begun:.0f} s; {editions} editions, all whole")
        for (step, outcome), count in sorted(found.items()):
            print(f"  {step:9} {outcome:6} {count}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
