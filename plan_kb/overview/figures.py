"""The figures of a period: questions a day, kinds of reply, what was asked about most, thumbs, time."""

from __future__ import annotations

import datetime
import statistics
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from plan_kb.answering.reply import Kind
from plan_kb.answering.writer import Writer
from plan_kb.knowledge import Knowledge
from plan_kb.linking.mention import Kind as ThingKind
from plan_kb.linking.mention import Thing
from plan_kb.tables import Feedback, Turn

MOST_LISTED = 10
_AT_ONCE = 5_000


@dataclass(frozen=True)
class Day:
    """One day."""

    date: datetime.date
    questions: int
    answered: int


@dataclass(frozen=True)
class Asked:
    """A task, unit or indicator and how many questions were about it."""

    name: str
    count: int


@dataclass(frozen=True)
class Overview:
    """A period in figures; small talk counts as no question."""

    since: datetime.date
    until: datetime.date
    """The last day, included."""
    days: tuple[Day, ...]
    kinds: tuple[tuple[Kind, int], ...]
    """Replies by kind, small talk included, the most frequent first."""
    conversations: int
    liked: int
    disliked: int
    median_seconds: float | None
    """From message to reply; None where nothing was asked."""
    tasks: tuple[Asked, ...]
    units: tuple[Asked, ...]
    indicators: tuple[Asked, ...]

    @property
    def questions(self) -> int:
        """How many questions were asked."""
        return sum(day.questions for day in self.days)

    @property
    def answered(self) -> int:
        """How many of them got an answer."""
        return sum(day.answered for day in self.days)

    @property
    def share_answered(self) -> float | None:
        """Between 0 and 1; None where nothing was asked."""
        return self.answered / self.questions if self.questions else None


def overview(session: Session, knowledge: Knowledge, since: datetime.date, until: datetime.date) -> Overview:
    """Return the figures from ``since`` to ``until``, both included; days are those of this machine's time zone."""
    first, last = _utc(since), _utc(until + datetime.timedelta(days=1))
    turns = Turn.__table__.c
    statement = select(turns.at, turns.kind, turns.conversation, turns.things, turns.seconds)
    statement = statement.where(turns.at >= first, turns.at < last)
    asked: Counter[datetime.date] = Counter()
    answered: Counter[datetime.date] = Counter()
    kinds: Counter[str] = Counter()
    named: Counter[str] = Counter()
    conversations: set[str] = set()
    seconds: list[float] = []
    for at, kind, conversation, things, took in session.execute(statement.execution_options(yield_per=_AT_ONCE)):
        kinds[kind] += 1
        if kind == Kind.SMALLTALK.value:
            continue
        day = local(at).date()
        asked[day] += 1
        answered[day] += kind == Kind.ANSWER.value
        conversations.add(conversation)
        seconds.append(took)
        named.update(set(things or ()))
    liked, disliked = _thumbs(session, first, last)
    ranked = _ranked(knowledge, named)
    return Overview(
        since,
        until,
        tuple(Day(day, asked[day], answered[day]) for day in _days(since, until)),
        tuple((kind, kinds[kind.value]) for kind in sorted(Kind, key=lambda k: -kinds[k.value]) if kinds[kind.value]),
        len(conversations),
        liked,
        disliked,
        statistics.median(seconds) if seconds else None,
        ranked[ThingKind.TASK],
        ranked[ThingKind.UNIT],
        ranked[ThingKind.INDICATOR],
    )


def local(moment: datetime.datetime) -> datetime.datetime:
    """A moment of the tables in the time zone of this machine."""
    return moment.replace(tzinfo=datetime.timezone.utc).astimezone()


def _utc(day: datetime.date) -> datetime.datetime:
    """When a day begins, as the tables keep moments."""
    begin = datetime.datetime.combine(day, datetime.time()).astimezone()
    return begin.astimezone(datetime.timezone.utc).replace(tzinfo=None)


def _days(since: datetime.date, until: datetime.date) -> Iterator[datetime.date]:
    for number in range((until - since).days + 1):
        yield since + datetime.timedelta(days=number)


def _thumbs(session: Session, first: datetime.datetime, last: datetime.datetime) -> tuple[int, int]:
    turns, thumbs = Turn.__table__.c, Feedback.__table__.c
    newest = select(func.max(thumbs.id)).group_by(thumbs.turn_id)
    statement = (
        select(thumbs.liked, func.count())
        .join(Turn.__table__, turns.id == thumbs.turn_id)
        .where(thumbs.id.in_(newest), turns.at >= first, turns.at < last)
        .group_by(thumbs.liked)
    )
    counts = {bool(liked): count for liked, count in session.execute(statement)}
    return counts.get(True, 0), counts.get(False, 0)


def _ranked(knowledge: Knowledge, named: Counter[str]) -> dict[ThingKind, tuple[Asked, ...]]:
    """The names of what was asked about most; what the edition does not have any more is called by its key."""
    totals: dict[ThingKind, Counter[str]] = {
        kind: Counter() for kind in (ThingKind.TASK, ThingKind.UNIT, ThingKind.INDICATOR)
    }
    for text, count in named.items():
        plan, _, rest = text.partition("#")
        kind_name, _, key = rest.partition("#")
        kind = ThingKind.TASK if kind_name == ThingKind.MEASURE.value else _kind(kind_name)
        if kind not in totals:
            continue
        if kind_name == ThingKind.MEASURE.value:
            key = key.partition(".")[0]
        totals[kind][_name(knowledge, Thing(plan, kind, key))] += count
    return {
        kind: tuple(
            Asked(name, count) for name, count in sorted(c.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_LISTED]
        )
        for kind, c in totals.items()
    }


def _kind(name: str) -> ThingKind | None:
    try:
        return ThingKind(name)
    except ValueError:
        return None


def _name(knowledge: Knowledge, thing: Thing) -> str:
    lookup = knowledge.lookups.get(thing.plan)
    try:
        return Writer(lookup, "zh").thing(thing) if lookup else thing.key
    except (KeyError, ValueError):
        return thing.key
