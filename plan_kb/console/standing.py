"""Where draft and newest edition stand: what differs, and what keeps the draft from being published."""
from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from plan_kb.edition.check import Finding, check_draft, errors_of
from plan_kb.edition.compile import compile_plans
from plan_kb.edition.differences import Difference, compare
from plan_kb.edition.draft import load_draft
from plan_kb.edition.model import Edition
from plan_kb.edition.store import EditionRecord, read_edition, read_history
from plan_kb.edition.wire import checksum, dump_plans


@dataclass(frozen=True)
class Standing:
    """The draft beside the newest edition."""

    newest: EditionRecord | None
    findings: tuple[Finding, ...]
    differences: tuple[Difference, ...]
    """What the draft has otherwise; empty where it cannot be compiled for its errors."""
    state: str
    """Names the content of the draft and the newest edition together: another one tells that something changed."""

    @property
    def errors(self) -> list[Finding]:
        """The findings that keep the draft from being published."""
        return errors_of(self.findings)

    @property
    def warnings(self) -> list[Finding]:
        """The other findings."""
        return [finding for finding in self.findings if finding not in self.errors]


def standing(session: Session) -> Standing:
    """Return how draft and newest edition stand to each other."""
    draft = load_draft(session)
    findings = check_draft(draft)
    history = read_history(session)
    newest = history[0] if history else None
    live = read_edition(session) if newest else Edition(0, ())
    try:
        plans = compile_plans(draft)
    except (ValueError, AttributeError):  # a row that no edition can hold; the check says which one
        return Standing(newest, findings, (), "")
    state = f"{newest.number if newest else 0}-{checksum(dump_plans(plans))[:24]}"
    return Standing(newest, findings, compare(live, Edition(0, plans)), state)
