"""Checking indicators, targets and the figures of the text."""
from __future__ import annotations

from collections.abc import Iterator

from plan_kb.edition.findings import Entry, Finding, entry
from plan_kb.edition.model import Bound
from plan_kb.source.figures import loose_figures
from plan_kb.source.typography import halve, squeeze
from plan_kb.tables import Plan, Target

_BOUNDS = {bound.value for bound in Bound}


def check_indicators(plan: Plan, bare: str) -> Iterator[Finding]:
    """Give the findings about indicators and targets; ``bare`` is the plan's text without white space."""
    names: set[str] = set()
    for indicator in plan.indicators:
        if squeeze(indicator.name) in names:
            yield entry(indicator, "indicator", name=indicator.name).error("repeated_indicator")
        names.add(squeeze(indicator.name))
        if not indicator.targets:
            yield entry(indicator, "indicator", name=indicator.name).warning("indicator_without_target")
        for target in indicator.targets:
            place = entry(target, "target", name=indicator.name, value=target.value, ref=target.ref)
            yield from _check_quote(target, place)
            yield from _check_value(target, place)
            if target.year is None:
                yield place.error("target_without_year")
            elif not plan.first_year <= target.year <= plan.last_year:
                yield place.warning(
                    "year_outside_plan", year=target.year, first=plan.first_year, last=plan.last_year
                )


def check_figures(plan: Plan, bare: str) -> Iterator[Finding]:
    """Give a warning for each figure of the text that nothing accounts for, and for each needless explanation."""
    for explained in plan.explained_figures:
        if squeeze(explained.figure) not in bare:
            yield entry(explained, "figure", figure=explained.figure).warning("explanation_not_in_text")
    quotes = [target.quote for indicator in plan.indicators for target in indicator.targets]
    explanations = [explained.figure for explained in plan.explained_figures]
    for figure in loose_figures(plan.source, quotes, explanations):
        yield entry(plan, "figure", figure=figure.digits).warning(
            "loose_figure", line=figure.line, context=figure.context
        )


def _check_quote(target: Target, place: Entry) -> Iterator[Finding]:
    if target.measure is not None:
        text = target.measure.text
    else:
        text = target.passage.text if target.passage is not None else ""
    if not squeeze(target.quote) or squeeze(target.quote) not in squeeze(text):
        yield place.error("quote_not_in_place", ref=target.ref, quote=target.quote)


def _check_value(target: Target, place: Entry) -> Iterator[Finding]:
    quote = squeeze(target.quote)
    if not squeeze(target.value) or squeeze(target.value) not in quote:
        yield place.error("value_not_in_quote", value=target.value, quote=target.quote)
    if target.bound not in _BOUNDS:
        yield place.error("unknown_bound", bound=target.bound, known="、".join(sorted(_BOUNDS)))
        return
    if target.bound == Bound.TREND.value:
        if target.low is not None or target.high is not None:
            yield place.error("trend_with_figure")
        return
    if target.low is None or target.high is None:
        yield place.error("value_without_figure")
        return
    if target.low > target.high:
        yield place.error("range_reversed", low=_show(target.low), high=_show(target.high))
    elif target.bound != Bound.RANGE.value and target.low != target.high:
        yield place.error("bounds_differ", low=_show(target.low), high=_show(target.high))
    digits = halve(quote).replace(",", "")
    for figure in dict.fromkeys((target.low, target.high)):
        if _show(figure) not in digits:
            yield place.error("figure_not_in_quote", figure=_show(figure), quote=target.quote)


def _show(number: float) -> str:
    return str(int(number)) if number == int(number) else str(number)
