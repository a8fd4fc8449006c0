from __future__ import annotations

import threading
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from plan_kb.database import Database, DatabaseUnavailable
from plan_kb.edition.draft import load_draft
from plan_kb.migrations.upgrading import config_for
from plan_kb.tables import Base, Plan, Unit

SQLITE_S_OWN = "sqlite_sequence"


def test_an_empty_database_is_upgraded_to_what_the_models_say(empty_database: Database) -> None:
    empty_database.upgrade()
    empty_database.upgrade()
    with empty_database.connecting() as connection:
        options = {"compare_type": True, "include_name": lambda name, *_rest: name != SQLITE_S_OWN}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, Base.metadata) == []


def test_the_migrations_can_be_taken_back(empty_database: Database) -> None:
    empty_database.upgrade()
    with empty_database.connecting() as connection:
        command.downgrade(config_for(connection), "base")
    with empty_database.engine.connect() as connection:
        assert set(inspect(connection).get_table_names()) - {SQLITE_S_OWN} == {"alembic_version"}
    empty_database.upgrade()


def test_an_upgrade_is_all_or_nothing(empty_database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("alembic.op.create_index", lambda *_args, **_options: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        empty_database.upgrade()
    with empty_database.engine.connect() as connection:
        assert inspect(connection).get_table_names() == []
    monkeypatch.undo()
    empty_database.upgrade()


def test_upgrades_at_once_do_not_disturb_each_other(empty_database: Database) -> None:
    errors: list[Exception] = []

    def upgrade() -> None:
        try:
            Database(empty_database.engine.url.render_as_string(hide_password=False)).upgrade()
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=upgrade) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not errors


def test_a_database_of_a_newer_program_is_refused(database: Database) -> None:
    with database.connecting() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(DatabaseUnavailable, match="9999"):
        database.upgrade()


def test_sqlite_writes_ahead_and_keeps_foreign_keys(database: Database) -> None:
    with database.engine.connect() as connection:
        assert connection.execute(text("PRAGMA journal_mode")).scalar() == "wal"
        assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1
    with pytest.raises(IntegrityError), database.writing() as session:
        session.add(Unit(plan_id=999, position=1, name="x", body="x"))


def test_a_block_that_fails_changes_nothing(database: Database) -> None:
    def change_and_fail() -> None:
        with database.writing() as session:
            load_draft(session)[0].short = "changed"
            session.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        change_and_fail()
    with database.reading() as session:
        assert load_draft(session)[0].short == "青田区三年行动计划"


def test_the_second_of_two_editors_is_told(database: Database) -> None:
    with database.reading() as stale:
        seen = stale.scalars(select(Plan)).one()
        stale.expunge(seen)
    with database.writing() as session:
        session.scalars(select(Plan)).one().short = "the first"
    seen.short = "the second"
    with pytest.raises(StaleDataError), database.writing() as session:
        session.add(seen)
    with database.reading() as session:
        assert session.scalars(select(Plan)).one().short == "the first"


def test_an_id_is_never_given_out_again(database: Database) -> None:
    with database.writing() as session:
        plan = load_draft(session)[0]
        last = max(unit.id for unit in plan.units)
        unit = Unit(position=99, name="临时", body="临时")
        plan.units.append(unit)
        session.flush()
        assert unit.id == last + 1
        session.delete(unit)
    with database.writing() as session:
        again = Unit(plan_id=load_draft(session)[0].id, position=99, name="另一个", body="另一个")
        session.add(again)
        session.flush()
        assert again.id == last + 2


def test_a_writer_that_waits_too_long_is_told(sqlite_url: str) -> None:
    impatient = Database(sqlite_url, busy_seconds=0.1)
    with Database(sqlite_url).writing(), pytest.raises(DatabaseUnavailable, match="正忙"), impatient.writing():
        pass


@pytest.mark.parametrize(
    "url",
    ["nonsense", "mysql://host/name", "postgresql+nothing://host/name", "sqlite:////proc/none/x.sqlite", "sqlite://",
     "postgresql://user:secret@127.0.0.1:1/name", "postgres://user:secret@127.0.0.1:1/name"],
)  # fmt: skip
def test_a_database_that_cannot_be_used_is_said_in_one_line(url: str) -> None:
    with pytest.raises(DatabaseUnavailable) as caught:
        Database(url).upgrade()
    assert "\n" not in str(caught.value)
    assert "secret" not in str(caught.value)


def test_a_file_that_is_no_database_is_said(tmp_path: Path) -> None:
    file = tmp_path / "x.sqlite"
    file.write_text("no database" * 100)
    with pytest.raises(DatabaseUnavailable, match="not a database"):
        Database(f"sqlite:///{file}").upgrade()


def test_a_database_without_tables_is_said(tmp_path: Path) -> None:
    with pytest.raises(DatabaseUnavailable, match="plan-kb init"), Database(f"sqlite:///{tmp_path}/x").reading() as s:
        load_draft(s)
