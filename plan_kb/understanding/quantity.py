"""Which kind of quantity a question asks for: a share, money, people, space …, as its words say."""
from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from plan_kb.data import load
from plan_kb.edition.lookup import PlanLookup
from plan_kb.edition.model import Target
from plan_kb.linking import cues
from plan_kb.text.normalise import normalise


@dataclass(frozen=True)
class _Quantity:
    words: re.Pattern[str]
    measures: frozenset[str]
    of_growth: bool
    """Whether a target that says 翻一番 gives it."""


@lru_cache(maxsize=1)
def _quantities() -> tuple[_Quantity, ...]:
    data: dict[str, dict[str, list[str]]] = load("language/quantities.yml")
    return tuple(
        _Quantity(cues.pattern(kind["words"]), frozenset(kind["measures"]), name == "growth")
        for name, kind in data.items()
    )


def none_fits(text: str, targets: Sequence[Target], lookup: PlanLookup) -> bool:
    """Whether ``text`` asks for a kind of quantity in which none of ``targets`` is given.

    A target fits by its unit of measure, or where the words of its indicator or of its clause speak of that kind.
    """
    asked = [kind for kind in _quantities() if kind.words.search(text)]
    return bool(targets) and bool(asked) and not any(_fits(kind, t, lookup) for kind in asked for t in targets)


def _fits(kind: _Quantity, target: Target, lookup: PlanLookup) -> bool:
    indicator = lookup.indicators[target.indicator]
    said = normalise(f"{indicator.name} {indicator.name_en} {target.quote}")
    if kind.of_growth and target.doubling:
        return True
    return target.unit_of_measure in kind.measures or kind.words.search(said) is not None
