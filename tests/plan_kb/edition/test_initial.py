from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from plan_kb.database import Database
from plan_kb.edition.initial import initialise
from plan_kb.edition.packaged import packaged_edition
from plan_kb.edition.publish import publish
from plan_kb.edition.store import read_edition, read_history

ROOT = Path(__file__).resolve().parents[3]


def test_an_empty_database_gets_the_packaged_plans_and_a_first_edition(empty_database: Database) -> None:
    assert initialise(empty_database) == 1
    with empty_database.reading() as session:
        assert read_edition(session).plans == packaged_edition().plans


def test_what_is_there_stays(database: Database) -> None:
    with database.writing() as session:
        publish(session, "again", "publisher")
    assert initialise(database) == 2
    with database.reading() as session:
        assert [plan.key for plan in read_edition(session).plans] == ["qingtian-2028-2030"]


def test_processes_that_start_at_once_make_one_edition(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'var' / 'knowledge.sqlite'}"
    code = (
        "import sys; from plan_kb.database import Database; from plan_kb.edition.initial import initialise;"
        "print(initialise(Database(sys.argv[1])))"
    )
    command = [sys.executable, "-c", code, url]
    processes = [
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT)
        for _ in range(2)
    ]
    for process in processes:
        out, error = process.communicate(timeout=60)
        assert (out.strip(), error) == ("1", "")
    with Database(url).reading() as session:
        assert len(read_history(session)) == 1
