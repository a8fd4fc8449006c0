"""The knowledge base as the server needs it: brought up at the start, its edition number for the health check."""
from __future__ import annotations

import logging

from bot.start_error import CannotStart
from plan_kb.database import Database, DatabaseUnavailable
from plan_kb.edition.initial import initialise
from plan_kb.edition.publish import NotPublished
from plan_kb.edition.store import newest_number
from plan_kb.messages import message
from plan_kb.recording.recorder import purge_turns
from plan_kb.settings import read_settings
from plan_kb.source.problems import UnreadablePlan

logger = logging.getLogger(__name__)


class ServedKnowledge:
    """The knowledge base of the settings."""

    def __init__(self) -> None:
        """Creates or updates the knowledge base, as ``plan-kb init`` does; raises CannotStart."""
        self._database = Database(read_settings().database_url)
        try:
            self._number = initialise(self._database)
        except UnreadablePlan as error:
            problems = "; ".join(str(problem) for problem in error.problems)
            raise CannotStart(f"{message('command.import.unreadable')} {problems}") from error
        except NotPublished as error:
            findings = "; ".join(str(finding) for finding in error.findings)
            raise CannotStart(f"{message(f'command.publish.{error}')} {findings}") from error

    def edition_number(self) -> int:
        """The number of the newest edition; the last one known while the database cannot be reached."""
        try:
            with self._database.reading() as session:
                self._number = newest_number(session)
        except DatabaseUnavailable as error:
            logger.warning("%s", error)
        return self._number

    def purge_turns(self, days: int) -> int:
        """Deletes turns of visitors older than ``days`` days (0: nothing); returns how many went."""
        return purge_turns(self._database, days)

    def close(self) -> None:
        """Gives back all connections."""
        self._database.close()


def open_knowledge() -> ServedKnowledge:
    """The knowledge base, ready to be served; raises CannotStart with one line."""
    try:
        return ServedKnowledge()
    except DatabaseUnavailable as error:
        raise CannotStart(str(error)) from error
