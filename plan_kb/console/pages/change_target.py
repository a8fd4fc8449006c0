"""A guided walk: another figure for a target, changed everywhere it stands, shown before it is saved."""
from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload
from starlette.responses import Response

from plan_kb.console.editing.kinds import measure_label, place_label
from plan_kb.console.routing import Pages
from plan_kb.console.visit import NotFound, Visit
from plan_kb.edition.model import Bound
from plan_kb.edition.target_change import TargetChange, apply, place_of, propose, show
from plan_kb.messages import message
from plan_kb.source.typography import halve, squeeze
from plan_kb.tables import Alias, AliasTarget, Indicator, Measure, Target

pages = Pages()
pages.link("console.nav.change_target", "/change-target", "facts", 10)

_FIGURE = re.compile(r"^\d{1,12}(?:\.\d{1,6})?$")


@pages.get("/change-target", "editor")
def choose(visit: Visit) -> Response:
    """The indicators with a figure, to choose from; found by their names, aliases, tasks and quotes."""
    words = visit.asked("q")
    with visit.reading() as session:
        statement = select(Indicator).order_by(Indicator.plan_id, Indicator.position)
        indicators = session.scalars(statement.options(selectinload(Indicator.targets))).all()
        shown = [row for row in indicators if any(_has_figure(target) for target in row.targets)]
        if words:
            named = _aliases(session, words)
            shown = [row for row in shown if row.id in named or _speaks_of(row, words)]
        rows = [
            (row.id, row.name, "、".join(dict.fromkeys(target.value for target in row.targets)),
             [place_label(target) for target in row.targets])
            for row in shown
        ]  # fmt: skip
        return visit.page("change_target.html", rows=rows, q=words)


@pages.get("/change-target/{id:int}", "editor")
def preview(visit: Visit) -> Response:
    """The figures of one indicator; with a new one in the address, what would change."""
    with visit.reading() as session:
        indicator = _indicator(session, visit)
        given = visit.asked("low")
        chosen = [int(key) for key in visit.request.query_params.getlist("target") if key.isdecimal()]
        return _page(visit, indicator, given, visit.asked("high"), chosen, {}, asked=bool(given))


@pages.post("/change-target/{id:int}", "editor")
def save(visit: Visit) -> Response:
    """Makes the change that was shown; where somebody changed the entries meanwhile, shows it anew instead."""
    chosen = [int(key) for key in visit.form.getlist("target") if isinstance(key, str) and key.isdecimal()]
    low, high = visit.field("low"), visit.field("high")
    quotes = {key: visit.field(f"quote.{key}") for key in chosen}
    with visit.writing() as session:
        indicator = _indicator(session, visit)
        change, problem = _change(indicator, low, high, chosen, quotes)
        same = change is not None and visit.field("state") == _state(change)
        if change is None or problem or not change.possible or not same:
            status = 422 if same or change is None else 409
            return _page(visit, indicator, low, high, chosen, quotes, asked=True, status=status)
        _record(visit, session, change)
        apply(change)
        session.flush()
        note = message("console.change_target.saved", name=indicator.name, count=len(change.places))
        return visit.redirect("/publish" if visit.may("publisher") else "/check", note)


def _page(
    visit: Visit, indicator: Indicator, low: str, high: str, chosen: list[int], quotes: dict[int, str],
    asked: bool, status: int = 200,
) -> Response:  # fmt: skip
    targets = [target for target in indicator.targets if _has_figure(target)]
    if not targets:
        raise NotFound
    if not chosen:
        first = targets[0]
        chosen = [target.id for target in targets if (target.low, target.high) == (first.low, first.high)]
    change, problem = _change(indicator, low, high, chosen, quotes) if asked else (None, "")
    rows = [
        (target.id, place_label(target), target.value, target.quote, target.id in chosen) for target in targets
    ]
    return visit.page(
        "change_target_preview.html", status, indicator=indicator, rows=rows, low=low, high=high, asked=asked,
        is_range=any(target.bound == Bound.RANGE.value for target in targets if target.id in chosen),
        problem=problem, change=change, state=_state(change) if change is not None else "", stale=status == 409,
        places=_places(change) if change is not None else [], now=show(targets[0].low or 0),
        doubling=change is not None and any("翻一番" in place.quote for place in change.places),
    )  # fmt: skip


def _places(change: TargetChange) -> list[dict[str, object]]:
    """Return what the preview shows of each place."""
    return [
        {
            "id": place.target.id,
            "name": place_label(place.target),
            "before": place.target.quote,
            "quote": place.quote,
            "value_before": place.target.value,
            "value": place.value,
            "problem": message(f"console.change_target.problems.{place.problem}") if place.problem else "",
        }
        for place in change.places
    ]


def _change(
    indicator: Indicator, low: str, high: str, chosen: Sequence[int], quotes: dict[int, str]
) -> tuple[TargetChange | None, str]:
    """Return the change, or why there is none."""
    targets = [target for target in indicator.targets if target.id in chosen and _has_figure(target)]
    if not targets:
        return None, message("console.change_target.none_chosen")
    least, most = _figure(low, targets), _figure(high or low, targets)
    if least is None or most is None:
        return None, message("console.change_target.no_figure")
    if most < least:
        return None, message("console.change_target.reversed")
    if all((target.low, target.high) == (least, most) for target in targets):
        return None, message("console.change_target.same", figure=show(least))
    return propose(targets, least, most, {key: words for key, words in quotes.items() if words}), ""


def _figure(text: str, targets: Sequence[Target]) -> float | None:
    """Return the number that was typed, also with the unit of measure behind it."""
    bare = squeeze(halve(text)).replace(",", "")
    for unit in {target.unit_of_measure for target in targets if target.unit_of_measure}:
        bare = bare.removesuffix(unit)
    return float(bare) if _FIGURE.match(bare) else None


def _state(change: TargetChange) -> str:
    """Return what names the versions of all rows that the change would touch."""
    parts = [f"plan {change.plan.id} {change.plan.version}"]
    for place in change.places:
        row = place_of(place.target)
        parts += [f"target {place.target.id} {place.target.version}", f"{type(row).__name__} {row.id} {row.version}"]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]


def _record(visit: Visit, session: Session, change: TargetChange) -> None:
    """Write the audit log's entries of a change that is about to be made."""
    for place in change.places:
        target, row = place.target, place_of(place.target)
        name = f"{target.indicator.name}：{place.value}"
        before = {"value": target.value, "low": target.low, "high": target.high, "quote": target.quote}
        after = {"value": place.value, "low": place.low, "high": place.high, "quote": place.quote}
        visit.record(session, "change", f"target/{target.id}", before, after, name)
        table, label = ("measure", measure_label(row)) if isinstance(row, Measure) else ("passage", row.title)
        visit.record(session, "change", f"{table}/{row.id}", {"text": target.quote}, {"text": place.quote}, label)
    printed_before = {"source": [place.target.quote for place in change.places]}
    printed_after = {"source": [place.quote for place in change.places]}
    visit.record(session, "change", f"plan/{change.plan.id}", printed_before, printed_after, change.plan.short)


def _indicator(session: Session, visit: Visit) -> Indicator:
    row: Indicator | None = session.get(Indicator, visit.number())
    if row is None:
        raise NotFound
    return row


def _has_figure(target: Target) -> bool:
    return target.low is not None and target.high is not None


def _speaks_of(indicator: Indicator, words: str) -> bool:
    text = "\n".join(
        [indicator.name, *(f"{target.quote}\n{target.value}\n{place_label(target)}" for target in indicator.targets)]
    )
    return all(word.casefold() in text.casefold() for word in words.split())


def _aliases(session: Session, words: str) -> set[int]:
    """Return the indicators of which ``words`` are an alias."""
    statement = select(AliasTarget.indicator_id).join(Alias, AliasTarget.alias_id == Alias.id)
    return set(session.scalars(statement.where(Alias.surface == words, Alias.kind == "indicator")).all())
