"""Questions about what staff add to a plan: their answers, contacts, reports and aliases."""

from __future__ import annotations

from plan_kb.data import load
from plan_kb.edition.model import Edition, Plan
from plan_kb.text.normalise import normalise


def staff_questions(before: Edition, after: Edition) -> list[str]:
    """The questions of both editions: every wording of an answer, every contact and report, and the aliases that only
    one of them has."""
    wordings: dict[str, list[str]] = load("questions/staff.yml")
    plans = (*before.plans, *after.plans)
    questions = [question for plan in plans for entry in plan.faq for question in entry.questions]
    for subject, names in (("contact", _units(plans)), ("progress", _indicators(plans))):
        questions += [wording.format(name=name) for name in names for wording in wordings[subject]]
    changed = dict.fromkeys(surface for surface, _, _ in sorted(_aliases(before) ^ _aliases(after)))
    questions += [wording.format(name=name) for name in changed for wording in wordings["alias"]]
    return list(dict.fromkeys(questions))


def _aliases(edition: Edition) -> set[tuple[str, str, tuple[str, ...]]]:
    return {(normalise(alias.surface), alias.kind, alias.keys) for plan in edition.plans for alias in plan.aliases}


def _units(plans: tuple[Plan, ...]) -> list[str]:
    return list(dict.fromkeys(fact.subject for plan in plans for fact in plan.staff_facts if fact.kind == "unit"))


def _indicators(plans: tuple[Plan, ...]) -> list[str]:
    names = [
        indicator.name
        for plan in plans
        for indicator in plan.indicators
        if any(fact.kind == "progress" and fact.subject == indicator.key for fact in plan.staff_facts)
    ]
    return list(dict.fromkeys(names))
