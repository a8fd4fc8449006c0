"""Wordings that found no answer, counted over the turns that the channel recorded (masked there already)."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache
from typing import Any

from sqlalchemy import and_, desc, func, or_, select
from sqlalchemy.orm import Session

from plan_kb.answering.reply import Kind
from plan_kb.knowledge import Knowledge
from plan_kb.linking.mention import Source
from plan_kb.tables import Edition, Feedback, Turn, Unanswered
from plan_kb.text.normalise import normalise

MOST_TURNS = 20_000
"""Of a period with more unanswered turns, the newest."""
_LEAST_WEIGHT = 4.0
"""A phrase of the plan's text that is more common than this does not bring an off-topic message near the subject."""


class Reason(str, Enum):
    """Why a turn counts as unanswered."""

    NOT_IN_PLAN = "not_in_plan"
    ASKED_BACK = "asked_back"
    """It asked back, and the visitor made no choice."""
    OFF_TOPIC = "off_topic"
    """It was taken for off topic, though it names something of the plan."""
    DISLIKED = "disliked"
    """Thumb down."""


@dataclass
class Wording:
    """One wording, however often it was asked."""

    key: str
    """Normalised; what a decision is kept under."""
    question: str
    """As it was asked last."""
    reply: str
    """What the visitor got last."""
    last: datetime.datetime
    """UTC, without a time zone."""
    count: int = 0
    reasons: Counter[Reason] = field(default_factory=Counter)
    complaint: str = ""
    """What a visitor wrote to a thumb down, the newest."""
    outcome: str = ""
    """What staff decided: ``alias``, ``faq`` or ``dismissed``; empty while it is open."""


@lru_cache(maxsize=20_000)
def key_of(question: str) -> str:
    """The form of a wording under which staff's decision about it is kept."""
    return normalise(question).strip(",。!?;:、. ")[:600]


def collect(
    session: Session, knowledge: Knowledge, since: datetime.datetime, until: datetime.datetime
) -> list[Wording]:
    """Return the wordings of the period (UTC, ``until`` excluded) that found no answer, decided ones included.

    A wording that staff attached or answered counts as open again where it is asked in vain of an edition that was
    published after the decision; a dismissed one stays dismissed.
    """
    decisions = {row.wording: row for row in session.scalars(select(Unanswered))}
    published = list(session.execute(select(Edition.created, Edition.number).order_by(Edition.number)))
    found: dict[str, Wording] = {}
    names_something = lru_cache(maxsize=None)(lambda question: _names_something(question, knowledge))
    for turn in _turns(session, since, until):
        reason = _reason(turn, names_something)
        key = key_of(turn.question)
        if reason is None or not key:
            continue
        wording = found.setdefault(key, Wording(key, turn.question, turn.text, turn.at))
        wording.count += 1
        wording.reasons[reason] += 1
        if turn.at >= wording.last:
            wording.question, wording.reply, wording.last = turn.question, turn.text, turn.at
        wording.complaint = wording.complaint or turn.complaint or ""
        decision = decisions.get(key)
        if decision is not None and not _asked_again(turn, decision, published):
            wording.outcome = wording.outcome or decision.outcome
        elif decision is not None:
            wording.outcome = "reopened"
    for wording in found.values():
        if wording.outcome == "reopened":
            wording.outcome = ""
    return sorted(found.values(), key=lambda w: (-w.count, w.key))


def _turns(session: Session, since: datetime.datetime, until: datetime.datetime) -> list[Any]:
    """The turns that may count, newest first: ``question``, ``kind``, ``text``, ``at`` and ``edition``.

    With each the kind of the next one in its conversation (``next_kind``) and its newest thumb (``liked``,
    ``complaint``).
    """
    turns, thumbs = Turn.__table__.c, Feedback.__table__.c
    following = func.lead(turns.kind).over(partition_by=turns.conversation, order_by=(turns.at, turns.id))
    in_period = and_(turns.at >= since, turns.at < until)
    ordered = select(turns.id, following.label("next_kind")).where(in_period).subquery()
    newest = select(func.max(thumbs.id)).group_by(thumbs.turn_id)
    thumb = select(thumbs.turn_id, thumbs.liked, thumbs.reason).where(thumbs.id.in_(newest)).subquery()
    given_up = or_(ordered.c.next_kind.is_(None), ordered.c.next_kind != Kind.ANSWER.value)
    statement = (
        select(
            turns.question,
            turns.kind,
            turns.text,
            turns.at,
            turns.edition,
            ordered.c.next_kind,
            thumb.c.liked,
            thumb.c.reason.label("complaint"),
        )
        .join(ordered, ordered.c.id == turns.id)
        .outerjoin(thumb, thumb.c.turn_id == turns.id)
        .where(
            or_(
                turns.kind.in_([Kind.NOT_IN_PLAN.value, Kind.OFF_TOPIC.value]),
                and_(turns.kind == Kind.CLARIFY.value, given_up),
                thumb.c.liked.is_(False),
            )
        )
        .order_by(desc(turns.at), desc(turns.id))
        .limit(MOST_TURNS)
    )
    return list(session.execute(statement))


def _reason(turn: Any, names_something: Callable[[str], bool]) -> Reason | None:
    if turn.liked is False:
        return Reason.DISLIKED
    if turn.kind == Kind.NOT_IN_PLAN.value:
        return Reason.NOT_IN_PLAN
    if turn.kind == Kind.CLARIFY.value:
        return Reason.ASKED_BACK if turn.next_kind != Kind.ANSWER.value else None
    if turn.kind == Kind.OFF_TOPIC.value and names_something(turn.question):
        return Reason.OFF_TOPIC
    return None


def _names_something(question: str, knowledge: Knowledge) -> bool:
    mentions = knowledge.link(question).mentions
    return any(m.source is Source.NAME or m.weight >= _LEAST_WEIGHT for m in mentions)


def _asked_again(turn: Any, decision: Unanswered, published: list[tuple[datetime.datetime, int]]) -> bool:
    """Whether a turn shows that what staff decided did not help."""
    if decision.outcome == "dismissed" or turn.at <= decision.at:
        return False
    since = next((number for created, number in published if created > decision.at), None)
    return since is not None and turn.edition >= since
