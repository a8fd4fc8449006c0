"""Levels and kinds that exclude each other (国家级, 市级, 区级; 5G, 6G): a figure for one is none for another."""
from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from plan_kb.data import load
from plan_kb.edition.lookup import PlanLookup
from plan_kb.edition.model import Target
from plan_kb.linking import cues
from plan_kb.linking.mention import Mention
from plan_kb.text.normalise import normalise


@lru_cache(maxsize=1)
def _levels() -> dict[str, re.Pattern[str]]:
    data = load("language/levels.yml")
    return {name: cues.pattern(words) for name, words in data.items() if name != "also_said"}


@lru_cache(maxsize=1)
def _also_said() -> dict[str, re.Pattern[str]]:
    """How a target may say a level in other words."""
    data: dict[str, list[str]] = load("language/levels.yml")["also_said"]
    return {name: cues.pattern(words) for name, words in data.items()}


def of_another_level(text: str, mentions: Sequence[Mention], targets: Sequence[Target], lookup: PlanLookup) -> bool:
    """Whether ``text`` asks for a level that none of ``targets`` is of.

    A word that belongs to a longer name (国家级中小企业科技创新活力区) asks for no level, nor one that is set aside
    (不是国家级的).
    """
    meant = cues.without_denied(text)
    for mention in mentions:
        if any(pattern.search(mention.surface) for pattern in _levels().values()):
            bare = next(p.sub("", mention.surface) for p in _levels().values() if p.search(mention.surface))
            if len(bare) >= 2:
                meant = meant.replace(mention.surface, " ")
    asked = [pattern for pattern in _levels().values() if pattern.search(meant)]
    if not asked or not targets:
        return False
    names = [name for name, pattern in _levels().items() if pattern in asked]
    fitting = asked + [pattern for name, pattern in _also_said().items() if name in names]
    return not any(pattern.search(_said(target, lookup)) for pattern in fitting for target in targets)


def _said(target: Target, lookup: PlanLookup) -> str:
    indicator = lookup.indicators[target.indicator]
    return normalise(f"{indicator.name} {indicator.name_en} {target.quote}")
