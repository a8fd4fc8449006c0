"""The data file beside a plan's text: what the text cannot say (``supplement.yml``)."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Words:
    """How a thing is called besides its printed name."""

    en: str = ""
    zh_aliases: tuple[str, ...] = ()
    en_aliases: tuple[str, ...] = ()
    name: str = ""
    """A Chinese name where the text prints none (measures, indicators)."""
    body: str = ""
    """For a unit: the body that it belongs to."""
    line: int = 0


@dataclass(frozen=True)
class PlanWords:
    """What replies call the plan, and the English of its front matter."""

    key: str
    short: str = ""
    title_en: str = ""
    district: str = ""
    district_en: str = ""
    issuer_en: str = ""
    basis_en: str = ""
    names: Words = Words()


@dataclass(frozen=True)
class IndicatorWords:
    """An indicator and how the text names it at each place."""

    key: str
    words: Words
    family: str
    addition: bool
    clauses: Mapping[str, tuple[str, ...]]
    """Place (``goal/2``, ``task/5``) to parts of the clauses there that set its targets."""


@dataclass(frozen=True)
class SharedAlias:
    """Names that people use for several indicators."""

    words: Words
    indicators: tuple[str, ...]


@dataclass(frozen=True)
class Term:
    """Words of the text that have other names."""

    phrase: str
    words: Words
    indicator: str = ""
    """Key of the indicator that the words name; empty where they name what the text says there."""
    file: str = "supplement.yml"
    """Where the entry stands."""


@dataclass(frozen=True)
class ExplainedFigure:
    """A figure of the text that is no target, and why."""

    figure: str
    reason: str
    line: int


@dataclass(frozen=True)
class Supplement:
    """The whole file. An empty one is allowed: names and indicators then come from the text alone."""

    plan: PlanWords
    passages: Mapping[str, Words] = field(default_factory=dict)
    areas: Mapping[str, Words] = field(default_factory=dict)
    units: Mapping[str, Words] = field(default_factory=dict)
    bodies: Mapping[str, Words] = field(default_factory=dict)
    tasks: Mapping[int, Words] = field(default_factory=dict)
    measures: Mapping[str, Words] = field(default_factory=dict)
    indicators: tuple[IndicatorWords, ...] = ()
    shared_aliases: tuple[SharedAlias, ...] = ()
    terms: tuple[Term, ...] = ()
    explained_figures: tuple[ExplainedFigure, ...] = ()


def empty_supplement(key: str) -> Supplement:
    """Return the supplement of a plan that has none; ``key`` becomes the plan's key."""
    return Supplement(PlanWords(key))
