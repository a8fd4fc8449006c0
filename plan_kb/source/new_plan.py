"""A plan document becomes a draft plan beside the present ones: a preview first, then all of it or nothing."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from plan_kb.edition import model
from plan_kb.edition.check import check_plan
from plan_kb.edition.compile import compile_plan
from plan_kb.edition.findings import Finding
from plan_kb.messages import message
from plan_kb.source.document import Document
from plan_kb.source.drafting import AlreadyInDraft, put_plan
from plan_kb.source.importer import build_plan
from plan_kb.source.problems import UnreadablePlan
from plan_kb.source.supplement import PlanWords, Supplement, Words
from plan_kb.source.typography import halve, squeeze
from plan_kb.source.uploaded import UploadedFile, read_files
from plan_kb.tables import Plan
from plan_kb.text.pinyin import syllables

_DISTRICT = re.compile(r"^(?:[^区县市旗省]{2,3}[省市])?(?P<district>[^区县市旗省]{1,6}[区县市旗])")
_PERIOD = re.compile(r"\(\d{4}年?[-–—~至]\d{4}年?\)$")
LONGEST_SHORT = 100
LONGEST_DISTRICT = 50


@dataclass(frozen=True)
class NewPlan:
    """What a document holds, before it is taken."""

    plan: model.Plan
    """As the assistant would know it."""
    findings: tuple[Finding, ...]
    """What the check of the draft would say; errors keep it from being published, not from being taken."""
    notes: tuple[str, ...]

    @property
    def key(self) -> str:
        return self.plan.key


def preview_plan(session: Session, files: Sequence[UploadedFile]) -> NewPlan:
    """Return what the files hold; changes nothing. Raises ``RefusedFile`` or ``UnreadablePlan``."""
    plan = _read(files, set(session.scalars(select(Plan.key))))
    titles = {squeeze(row.title): row for row in session.execute(select(Plan.title, Plan.short, Plan.key))}
    notes = []
    twin = titles.get(squeeze(plan.title))
    if twin is not None:
        notes.append(message("document.same_title", short=twin.short, key=twin.key))
    findings = tuple(sorted(check_plan(plan), key=lambda finding: finding.level.value))
    return NewPlan(compile_plan(plan), findings, tuple(notes))


def take_plan(
    session: Session, files: Sequence[UploadedFile], author: str, key: str = "", short: str = "", district: str = ""
) -> str:
    """Add the plan to the draft, outside of editions until staff switch it on; returns its key.

    ``key`` is that of the preview; ``short`` and ``district`` are what staff call plan and district, where it is not
    what was found. Raises ``AlreadyInDraft`` where the key was taken meanwhile, ``RefusedFile`` or ``UnreadablePlan``.
    """
    taken = set(session.scalars(select(Plan.key)))
    if key in taken:
        raise AlreadyInDraft(key)
    plan = _read(files, taken)
    plan.short = short.strip()[:LONGEST_SHORT] or plan.short
    plan.district = district.strip()[:LONGEST_DISTRICT] or plan.district
    put_plan(session, plan, author, comment="、".join(file.name for file in files))
    return plan.key


def words_of(document: Document, taken: Collection[str]) -> PlanWords:
    """Return key, short name and district of a plan without a supplement, from its title."""
    title = halve(squeeze(document.title))
    found = _DISTRICT.match(title)
    district = found["district"] if found else ""
    spelled = "".join(syllables(district[:-1])) if district else "plan"
    letters = re.sub("[^a-z0-9]", "", spelled.lower()) or "plan"
    key = f"{letters}-{document.first_year}-{document.last_year}"
    number = 1
    while (key if number == 1 else f"{key}-{number}") in taken:
        number += 1
    return PlanWords(
        key=key if number == 1 else f"{key}-{number}",
        short=_PERIOD.sub("", title)[:LONGEST_SHORT],
        district=district[:LONGEST_DISTRICT],
        names=Words(zh_aliases=_usual_names(district)),
    )


def _usual_names(district: str) -> tuple[str, ...]:
    """Return how people call the plan of a district."""
    places = [place for place in (district, district[:-1]) if len(place) >= 2]
    return tuple(f"{place}{ending}" for place in places for ending in message("document.plan_names").split("、"))


def _read(files: Sequence[UploadedFile], taken: Collection[str]) -> Plan:
    text = read_files(files)
    document = text.read()
    try:
        plan = build_plan(document, Supplement(words_of(document, taken)))
    except UnreadablePlan as error:
        raise UnreadablePlan(*text.placed(error.problems)) from None
    plan.in_edition = False
    return plan
