"""Which plan a question is about, where an edition holds several: the one it names, else the one that knows it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

import jieba

from plan_kb.edition.lookup import PlanLookup
from plan_kb.edition.model import Plan
from plan_kb.knowledge import Knowledge, age
from plan_kb.linking.linker import Linked
from plan_kb.linking.mention import Kind, Mention, Source
from plan_kb.text.normalise import normalise
from plan_kb.text.words import is_noun
from plan_kb.understanding.context import Context
from plan_kb.understanding.topics import numbered_thing

_DISTRICT_ENDS = "区县市旗"
_AS_GOOD = 1
"""Characters by which the words that two plans know of a question may differ, and both are as likely."""


@dataclass(frozen=True)
class PlansMeant:
    """The plans that a question is about."""

    keys: tuple[str, ...]
    """One, or several that the question names side by side, in its order."""
    others: tuple[str, ...]
    """Plans that know the same words of a question that names no plan."""


def plans_meant(knowledge: Knowledge, text: str, context: Context) -> PlansMeant:
    """Choose the plans for ``text``.

    A plan that is named (by title, district or years) is meant. Else it is the plan that knows the most words of the
    question; among those that know as many, the one that the conversation is about, else the newest.
    """
    if len(knowledge.lookups) == 1:
        return PlansMeant(tuple(knowledge.lookups), ())
    linked = knowledge.link(text)
    named = _named(knowledge, linked)
    by_year = _of_years(knowledge, linked, named or list(knowledge.lookups))
    if len(by_year) == 1 or len(named) == 1:
        return PlansMeant(tuple(by_year if len(by_year) == 1 else named), ())
    if named and len(by_year) == len(named):
        return PlansMeant(tuple(named), ())
    known = {key: len(_known(knowledge.about(key), text)) for key in by_year}
    best = max(known.values())
    equal = [key for key in by_year if known[key] >= best - _AS_GOOD]
    chosen = _in_conversation(context, equal) or _newest(knowledge, equal)
    return PlansMeant((chosen,), tuple(key for key in equal if key != chosen) if best > _AS_GOOD else ())


def _named(knowledge: Knowledge, linked: Linked) -> list[str]:
    """The plans that the text names, in its order."""
    plans = [lookup.plan for lookup in knowledge.lookups.values()]
    found: dict[str, int] = {}
    for mention in linked.of(Kind.PLAN):
        for plan in plans:
            others = [other for other in plans if other is not plan]
            if any(thing.plan == plan.key for thing in mention.things) and _tells(mention.surface, plan, others):
                found.setdefault(plan.key, mention.start)
    for plan in plans:
        for word in _districts(plan):
            start = linked.text.find(word)
            if start >= 0:
                found[plan.key] = min(start, found.get(plan.key, start))
    return sorted(found, key=lambda key: found[key])


def _tells(surface: str, plan: Plan, others: list[Plan]) -> bool:
    """Whether a name of a plan is not one that others could bear, too (行动计划, 三年行动计划, this plan)."""
    if surface.isascii():
        words = set(_words_of(plan)) - {word for other in others for word in _words_of(other)}
        return bool(words & set(surface.split())) and all(other.title_en for other in others)
    own, theirs = _chinese(plan), [_chinese(other) for other in others]
    runs = {surface[i : i + 2] for i in range(len(surface) - 1)}
    return any(run in own and not any(run in other for other in theirs) for run in runs)


def _chinese(plan: Plan) -> str:
    return normalise(f"{plan.title} {plan.short} {plan.district}")


def _words_of(plan: Plan) -> list[str]:
    return re.findall(r"[a-z]{3,}", f"{plan.title_en} {plan.district_en}".lower())


def _districts(plan: Plan) -> Iterable[str]:
    """How people call the district: with and without its last character; in English its first word."""
    short = normalise(plan.district).rstrip(_DISTRICT_ENDS)
    if len(short) >= 2:
        yield short
    if plan.district_en.split():
        yield plan.district_en.lower().split()[0]


def _of_years(knowledge: Knowledge, linked: Linked, keys: list[str]) -> list[str]:
    """Those of the plans whose period has all years of the text; all of them where that is none."""
    years = [year.year for year in linked.years if year.year is not None]
    plans = {key: knowledge.lookups[key].plan for key in keys}
    fitting = [k for k, plan in plans.items() if all(plan.first_year <= year <= plan.last_year for year in years)]
    return fitting or keys


def _known(view: Knowledge, text: str) -> set[int]:
    """The places in the text of the words, numbers and figures that a plan has."""
    linked = view.link(text)
    (lookup,) = view.lookups.values()
    telling = [m for m in linked.mentions if not m.of(Kind.PLAN) and _says_something(m)]
    known = {place for mention in telling for place in range(mention.start, mention.end)}
    for ordinal in linked.ordinals:
        if ordinal.noun and not ordinal.step and numbered_thing(lookup, ordinal.noun, ordinal.position):
            known |= set(range(ordinal.start, ordinal.end))
    for figure in linked.figures:
        if _has_figure(lookup, linked.text[figure.start : figure.end]):
            known |= set(range(figure.start, figure.end))
    return known


def _has_figure(lookup: PlanLookup, figure: str) -> bool:
    """Whether a figure stands in the plan's text as it was typed (8亿元 does not stand in 18亿元)."""
    pattern = re.compile(rf"(?<![\d.]){re.escape(figure)}")
    return any(pattern.search(sentence.normal) for sentence in lookup.sentences)


def _says_something(mention: Mention) -> bool:
    """Whether a mention is about a thing: words of asking (参与, 实施) stand in some plan's text by chance."""
    return mention.source is Source.NAME or any(is_noun(word) for word in jieba.cut(mention.surface))


def _in_conversation(context: Context, keys: list[str]) -> str:
    """The plan that was talked about last, if it is one of ``keys``."""
    things = (*context.options, *(context.focus.things if context.focus else ()), *context.listed)
    return next((thing.plan for thing in things if thing.plan in keys), "")


def _newest(knowledge: Knowledge, keys: list[str]) -> str:
    return max((knowledge.about(key).main_plan for key in keys), key=lambda lookup: age(lookup.plan)).plan.key
