"""Making the knowledge base ready to serve: tables, the packaged plans, a first edition."""
from __future__ import annotations

from plan_kb.database import Database
from plan_kb.edition.draft import load_draft
from plan_kb.edition.publish import publish
from plan_kb.edition.store import newest_number
from plan_kb.messages import message
from plan_kb.source.drafting import put_plan
from plan_kb.source.importer import packaged_folders, read_folder


def initialise(database: Database) -> int:
    """Make ``database`` ready and return the number of its newest edition.

    What is there already stays; only what is missing is made, all of it in one transaction, so that several processes
    may do this at once and a killed one leaves nothing half done. Raises ``DatabaseUnavailable``, ``UnreadablePlan``
    or ``NotPublished``.
    """
    database.upgrade()
    with database.reading() as session:
        newest = newest_number(session)
    if newest:
        return newest
    plans = [read_folder(folder) for folder in packaged_folders()]
    author = message("command.init.author")
    with database.writing() as session:
        newest = newest_number(session)
        if newest:
            return newest
        if not load_draft(session):
            for plan in plans:
                put_plan(session, plan, author)
        return publish(session, message("command.init.comment"), author)
