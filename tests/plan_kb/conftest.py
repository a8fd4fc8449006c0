"""Databases for the tests: SQLite always, PostgreSQL too where PLAN_TEST_POSTGRES_URL names a server's database."""
from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from plan_kb.database import Database
from plan_kb.edition.publish import publish
from plan_kb.source.drafting import put_plan
from plan_kb.source.importer import build_plan
from plan_kb.source.reader import read_document
from plan_kb.source.supplement_file import read_supplement
from plan_kb.tables import Plan
from tests.plan_kb.printed_plan import SMALL, SMALL_SUPPLEMENT

POSTGRES_URL = os.environ.get("PLAN_TEST_POSTGRES_URL", "")


def small_plan() -> Plan:
    """Return the rows of the small plan, in no session."""
    supplement = read_supplement(SMALL_SUPPLEMENT)
    return build_plan(read_document(SMALL.text(), supplement.areas), supplement)


@pytest.fixture(scope="session")
def published_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the small plan in the draft and published as edition 1."""
    file = tmp_path_factory.mktemp("published") / "knowledge.sqlite"
    database = Database(f"sqlite:///{file}")
    database.upgrade()
    with database.writing() as session:
        put_plan(session, small_plan(), "tester")
    with database.writing() as session:
        publish(session, "first", "tester")
    with database.engine.connect() as connection:
        connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
    database.close()
    return file


@pytest.fixture
def sqlite_url(published_file: Path, tmp_path: Path) -> str:
    """The URL of a copy of the published file."""
    copy = tmp_path / "knowledge.sqlite"
    shutil.copy(published_file, copy)
    return f"sqlite:///{copy}"


@pytest.fixture
def database(sqlite_url: str) -> Iterator[Database]:
    """A database with the small plan in the draft and published as edition 1."""
    database = Database(sqlite_url)
    yield database
    database.close()


@pytest.fixture(params=["sqlite", *(["postgresql"] if POSTGRES_URL else [])])
def empty_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database without tables, of each kind at hand."""
    url = POSTGRES_URL if request.param == "postgresql" else f"sqlite:///{tmp_path / 'new' / 'knowledge.sqlite'}"
    database = Database(url)
    if request.param == "postgresql":
        with database.connecting() as connection:
            connection.execute(text("DROP SCHEMA public CASCADE"))
            connection.execute(text("CREATE SCHEMA public"))
    yield database
    database.close()
