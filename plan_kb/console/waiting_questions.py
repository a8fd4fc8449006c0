"""The unanswered wordings of a period in groups, as the pages about them see them."""
from __future__ import annotations

import datetime

from sqlalchemy.orm import Session

from plan_kb.console.assistant import assistant_of
from plan_kb.console.clock import now
from plan_kb.console.visit import NotFound, Visit
from plan_kb.edition.store import NoSuchEdition
from plan_kb.edition.wire import DamagedEdition
from plan_kb.edition_choice import DRAFT, NotAskable
from plan_kb.knowledge import Knowledge
from plan_kb.unanswered.collecting import Reason, collect
from plan_kb.unanswered.grouping import Group, grouped

PERIODS = (7, 30, 90, 365)
"""Days to choose from."""
USUAL_DAYS = 30
OPEN = "open"
OUTCOMES = (OPEN, "alias", "faq", "dismissed")


def days_of(text: str) -> int:
    """The period that a form or an address names; the usual one where it names none."""
    return int(text) if text.isascii() and text.isdecimal() and int(text[:6]) in PERIODS else USUAL_DAYS


def groups_of(
    session: Session, knowledge: Knowledge, days: int, outcome: str = OPEN, reason: str = "", words: str = ""
) -> list[Group]:
    """The groups of wordings of the last ``days`` days that staff left in ``outcome``."""
    until = now() + datetime.timedelta(minutes=1)
    wordings = collect(session, knowledge, until - datetime.timedelta(days=days), until)
    wanted = [w for w in wordings if (w.outcome or OPEN) == outcome]
    if reason in {r.value for r in Reason}:
        wanted = [w for w in wanted if Reason(reason) in w.reasons]
    if words:
        wanted = [w for w in wanted if words.lower() in w.question.lower() or words.lower() in w.key]
    return grouped(wanted)


def group_with(session: Session, knowledge: Knowledge, days: int, key: str) -> Group:
    """The group of open wordings that holds the one with ``key``; raises ``NotFound``."""
    for group in groups_of(session, knowledge, days):
        if any(wording.key == key for wording in group.wordings):
            return group
    raise NotFound


def known_now(visit: Visit, session: Session) -> Knowledge:
    """The draft's knowledge, the newest edition's where the draft cannot be asked; raises ``NotFound``."""
    editions = assistant_of(visit).editions
    try:
        return editions.choose(session, DRAFT).knowledge
    except NotAskable:
        pass
    try:
        return editions.edition(session).knowledge
    except (NoSuchEdition, DamagedEdition):
        raise NotFound from None
