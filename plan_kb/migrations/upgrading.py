"""Running the migrations on a connection that is already in a transaction."""
from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy.engine import Connection

from plan_kb.database import DatabaseUnavailable
from plan_kb.messages import message

FOLDER = Path(__file__).resolve().parent


def config_for(connection: Connection) -> Config:
    """Return Alembic's configuration for ``connection``."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def upgrade(connection: Connection, shown_url: str) -> None:
    """Bring the tables on ``connection`` to the newest form; nothing is committed here."""
    try:
        command.upgrade(config_for(connection), "head")
    except CommandError as error:
        revision = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
        known = {script.revision for script in ScriptDirectory(str(FOLDER)).walk_revisions()}
        if revision is None or revision in known:
            raise
        raise DatabaseUnavailable(message("database.foreign", url=shown_url, revision=revision)) from error
