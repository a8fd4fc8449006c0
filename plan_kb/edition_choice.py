"""The draft, the newest edition or an old one as knowledge that can be asked, each built once for as long as it is the
same."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from plan_kb.edition.compile import compile_plans
from plan_kb.edition.draft import load_draft
from plan_kb.edition.model import Edition
from plan_kb.edition.store import newest_number, read_edition
from plan_kb.edition.wire import checksum, dump_plans
from plan_kb.knowledge import Knowledge

DRAFT = "draft"
LIVE = "live"
_KEPT = 4
"""Knowledge takes some 30 MB: draft, newest edition and two old ones."""


class NotAskable(Exception):
    """Raised where there is nothing to ask: no plan, or a draft that no edition can hold."""


@dataclass(frozen=True)
class Chosen:
    """One state of the knowledge base."""

    name: str
    """``draft`` or the number of the edition."""
    state: str
    """Changes whenever the content does."""
    edition: Edition
    build: Callable[[], Knowledge]

    @property
    def knowledge(self) -> Knowledge:
        """What can be asked; built at first use, which takes a second or two."""
        return self.build()


class EditionChoice:
    """Builds and keeps the knowledge of draft and editions; may be used by several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, Knowledge] = OrderedDict()

    def choose(self, session: Session, name: str) -> Chosen:
        """Return ``draft``, ``live`` or the edition with a number.

        Raises ``NotAskable``, ``NoSuchEdition`` or ``DamagedEdition``.
        """
        if name == DRAFT:
            return self.draft(session)
        return self.edition(session, 0 if name == LIVE else int(name))

    def draft(self, session: Session) -> Chosen:
        """Return the draft as it is now; its number is that of the edition it would become."""
        number = newest_number(session) + 1
        try:
            plans = compile_plans(load_draft(session))
        except (ValueError, AttributeError, KeyError) as error:  # a row that no edition can hold
            raise NotAskable(str(error)) from error
        if not plans:
            raise NotAskable("no plan")
        edition = Edition(number, plans)
        state = f"{number}-{checksum(dump_plans(plans))}"
        return self._chosen(DRAFT, state, edition)

    def edition(self, session: Session, number: int = 0) -> Chosen:
        """Return a published edition, by default the newest."""
        wanted = number or newest_number(session)
        state = f"edition-{wanted}"
        with self._lock:
            kept = self._kept.get(state)
        edition = kept.edition if kept else read_edition(session, wanted)
        return self._chosen(str(edition.number), state, edition)

    def _chosen(self, name: str, state: str, edition: Edition) -> Chosen:
        return Chosen(name, state, edition, lambda: self._knowledge(state, edition))

    def _knowledge(self, state: str, edition: Edition) -> Knowledge:
        with self._lock:
            kept = self._kept.get(state)
            if kept is None:
                kept = self._kept[state] = Knowledge(edition)
                if len(self._kept) > _KEPT:
                    self._kept.popitem(last=False)
            self._kept.move_to_end(state)
            return kept
