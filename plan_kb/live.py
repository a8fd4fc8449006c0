"""The knowledge that this process answers from: the live edition, or another one for the length of a call."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache

from plan_kb.database import Database
from plan_kb.edition.initial import initialise
from plan_kb.edition.live import LiveEdition
from plan_kb.edition.model import Edition
from plan_kb.edition.packaged import packaged_edition
from plan_kb.knowledge import Knowledge
from plan_kb.settings import read_settings

_chosen: ContextVar[Knowledge | None] = ContextVar("chosen_knowledge", default=None)
_lock = threading.Lock()
_live: LiveEdition[Knowledge] | None = None


def current_knowledge() -> Knowledge:
    """The knowledge of :func:`using`, else that of the newest published edition, followed from the first call on."""
    chosen = _chosen.get()
    return chosen if chosen is not None else live_edition().current


def live_edition() -> LiveEdition[Knowledge]:
    """The follower of the newest edition of this process; raises what opening the database raises."""
    global _live
    with _lock:
        if _live is None:
            settings = read_settings()
            database = Database(settings.database_url)
            # So that rasa run, shell and test work in a fresh clone, too.
            initialise(database)
            _live = LiveEdition(database, _prepared, settings.edition_poll_seconds)
        return _live


def _prepared(edition: Edition) -> Knowledge:
    """The knowledge, live at once; its passages are encoded while it is used already."""
    knowledge = Knowledge(edition)
    len(knowledge.faq)  # built here, not by the first visitor
    if knowledge.meaning is not None:
        knowledge.meaning.build_in_background()
    return knowledge


@contextmanager
def using(knowledge: Knowledge) -> Iterator[Knowledge]:
    """Answers from ``knowledge`` (a draft, an old edition) inside the block, in this thread or task only."""
    token = _chosen.set(knowledge)
    try:
        yield knowledge
    finally:
        _chosen.reset(token)


@lru_cache(maxsize=1)
def packaged_knowledge() -> Knowledge:
    """The knowledge of the packaged plan, without a database: what training data is linked against."""
    return Knowledge(packaged_edition())
