"""Checking aliases: each must name something, and no two things by oversight."""
from __future__ import annotations

from collections.abc import Iterator

from plan_kb.edition.findings import Finding, entry
from plan_kb.source.typography import halve, squeeze
from plan_kb.tables import AliasTarget, Plan


def check_aliases(plan: Plan, bare: str) -> Iterator[Finding]:
    """Give the findings about aliases; ``bare`` is the plan's text without white space."""
    names = _names(plan)
    bodies = {unit.body for unit in plan.units}
    meanings: dict[tuple[str, str], dict[str, str]] = {}
    for alias in plan.aliases:
        things = meanings.setdefault((alias.kind, fold(alias.surface)), {})
        things.update({target.key: _describe(target) for target in alias.targets})
    for alias in plan.aliases:
        place = entry(alias, "alias", surface=alias.surface)
        folded = fold(alias.surface)
        if not folded:
            yield place.error("blank_alias")
        if not alias.targets:
            yield place.error("alias_without_thing")
        things = meanings[alias.kind, folded]
        if len(things) > 1 and not alias.shared:
            yield place.error("shared_alias", things="、".join(things.values()))
        owner = names.get((alias.kind, folded))
        if owner is not None and owner not in things:
            yield place.error("alias_is_a_name", name=alias.surface, things="、".join(things.values()))
        for target in alias.targets:
            if alias.kind == "term" and squeeze(target.word or "") not in bare:
                yield place.error("word_not_in_text", word=target.word)
            if alias.kind == "body" and target.word not in bodies:
                yield place.error("unknown_body", word=target.word)


def fold(surface: str) -> str:
    """Return the form in which two surfaces are the same to the assistant."""
    return squeeze(halve(surface)).casefold()


def _names(plan: Plan) -> dict[tuple[str, str], str]:
    """Return the things that are called so by name: kind and folded name to key."""
    names = {("unit", fold(unit.name)): unit.name for unit in plan.units}
    names |= {("indicator", fold(indicator.name)): indicator.key for indicator in plan.indicators}
    for area in plan.areas:
        names["area", fold(area.name)] = str(area.number)
        names |= {("task", fold(task.name)): str(task.number) for task in area.tasks}
    return names


def _describe(target: AliasTarget) -> str:
    """Return what staff call the thing."""
    for thing in (target.area, target.task, target.unit, target.indicator, target.goal):
        if thing is not None:
            return f"“{thing.name}”"
    if target.passage is not None:
        return f"“{target.passage.title}”"
    return f"“{target.key}”"
