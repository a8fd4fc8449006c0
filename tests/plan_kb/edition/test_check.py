from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest

from plan_kb.edition.check import check_draft
from plan_kb.edition.findings import Level, errors_of
from plan_kb.tables import Alias, AliasTarget, Area, ExplainedFigure, FaqEntry, FaqWording, Plan, ProgressReport, Unit
from tests.plan_kb.conftest import small_plan


def target(plan: Plan) -> Any:
    return plan.indicators[0].targets[0]


def change(row: Any, **values: object) -> None:
    for name, value in values.items():
        setattr(row, name, value)


def add_alias(plan: Plan, surface: str, kind: str, **things: object) -> None:
    targets = [AliasTarget(position=1, **{column: thing}) for column, thing in things.items()]
    plan.aliases.append(Alias(surface=surface, kind=kind, shared=False, position=99, targets=targets))


def answers(*questions: str) -> list[FaqEntry]:
    return [
        FaqEntry(answer="否。", source="口径", wordings=[FaqWording(position=0, question=question)])
        for question in questions
    ]


SPOILED: list[tuple[str, Level, Callable[[Plan], object]]] = [
    ("words_not_in_text", Level.ERROR, lambda p: change(p, title="另一个计划")),
    ("words_not_in_text", Level.ERROR, lambda p: change(p.passages[1], text="没有这段话。")),
    ("words_not_in_text", Level.ERROR, lambda p: change(p.areas[0].tasks[0], name="没有这个任务")),
    ("words_not_in_text", Level.ERROR, lambda p: change(p.areas[0].tasks[0].measures[0], text="没有这句话。")),
    ("missing_passage", Level.ERROR, lambda p: p.passages.pop(0)),
    ("years_reversed", Level.ERROR, lambda p: change(p, first_year=2031)),
    ("repeated_number", Level.ERROR, lambda p: change(p.areas[1].tasks[0], number=2)),
    ("task_without_measure", Level.ERROR, lambda p: p.areas[1].tasks[0].measures.clear()),
    ("area_without_task", Level.ERROR, lambda p: p.areas.append(Area(number=9, name="奖励", name_en="", tasks=[]))),
    ("measure_without_unit", Level.ERROR, lambda p: p.areas[1].tasks[0].measures[0].responsibilities.clear()),
    ("units_differ_from_cell", Level.ERROR, lambda p: p.areas[0].tasks[0].measures[0].responsibilities.pop()),
    ("unit_without_task", Level.WARNING, lambda p: p.units.append(Unit(name="区科技", body="区科技", position=9))),
    ("indicator_without_target", Level.WARNING, lambda p: p.indicators[0].targets.clear()),
    ("quote_not_in_place", Level.ERROR, lambda p: change(target(p), quote="高新技术企业达到80家")),
    ("value_not_in_quote", Level.ERROR, lambda p: change(target(p), value="90家")),
    ("figure_not_in_quote", Level.ERROR, lambda p: change(target(p), low=90.0, high=90.0)),
    ("unknown_bound", Level.ERROR, lambda p: change(target(p), bound="大概")),
    ("value_without_figure", Level.ERROR, lambda p: change(target(p), low=None)),
    ("trend_with_figure", Level.ERROR, lambda p: change(target(p), bound="趋势")),
    ("range_reversed", Level.ERROR, lambda p: change(target(p), bound="区间", low=80.0, high=8.0)),
    ("bounds_differ", Level.ERROR, lambda p: change(target(p), low=8.0)),
    ("target_without_year", Level.ERROR, lambda p: change(target(p), year=None)),
    ("year_outside_plan", Level.WARNING, lambda p: change(target(p), year=2040)),
    ("shared_alias", Level.ERROR, lambda p: p.aliases[-3].targets.append(AliasTarget(position=2, word="奖励"))),
    ("alias_is_a_name", Level.ERROR, lambda p: add_alias(p, "区经信局", "unit", unit=p.units[0])),
    ("alias_without_thing", Level.ERROR, lambda p: add_alias(p, "什么", "unit")),
    ("blank_alias", Level.ERROR, lambda p: add_alias(p, " ", "unit", unit=p.units[0])),
    ("word_not_in_text", Level.ERROR, lambda p: add_alias(p, "大赛", "term", word="歌唱大赛")),
    ("unknown_body", Level.ERROR, lambda p: add_alias(p, "水务", "body", word="区水务局")),
    ("faq_without_wording", Level.ERROR, lambda p: p.faq.append(FaqEntry(answer="是。", source="区科技局"))),
    ("faq_incomplete", Level.ERROR, lambda p: p.faq.append(FaqEntry(answer="是。", source=" "))),
    ("report_incomplete", Level.ERROR, lambda p: p.indicators[0].reports.append(
        ProgressReport(value="60家", source="", as_of=datetime.date(2029, 1, 1)))),
    ("report_in_future", Level.WARNING, lambda p: p.indicators[0].reports.append(
        ProgressReport(value="60家", source="总结", as_of=datetime.date(9999, 1, 1)))),
    ("repeated_indicator", Level.ERROR, lambda p: change(p.indicators[1], name=p.indicators[0].name)),
    ("faq_repeated", Level.ERROR, lambda p: p.faq.extend(answers("要钱吗?", "要 钱吗?"))),
    ("loose_figure", Level.WARNING, lambda p: p.explained_figures.pop()),
    ("explanation_not_in_text", Level.WARNING, lambda p: p.explained_figures.append(
        ExplainedFigure(figure="世界500强", reason="名单"))),
]  # fmt: skip


def test_the_small_plan_has_nothing_to_mend() -> None:
    assert not [str(finding) for finding in check_draft([small_plan()])]


@pytest.mark.parametrize(("name", "level", "spoil"), SPOILED, ids=[f"{i}-{row[0]}" for i, row in enumerate(SPOILED)])
def test_what_is_wrong_is_found(name: str, level: Level, spoil: Callable[[Plan], object]) -> None:
    plan = small_plan()
    spoil(plan)
    findings = check_draft([plan])
    assert (name, level) in {(finding.name, finding.level) for finding in findings}
    assert all(finding.place and finding.text for finding in findings)
    assert [finding.level for finding in findings] == sorted(finding.level for finding in findings)


def test_an_alias_that_staff_share_on_purpose_is_right() -> None:
    plan = small_plan()
    shared = next(alias for alias in plan.aliases if alias.surface == "好企业")
    assert len(shared.targets) == 2
    assert shared.shared


def test_a_plan_in_preparation_is_not_checked() -> None:
    plan = small_plan()
    plan.in_edition = False
    plan.title = "另一个计划"
    assert not errors_of(check_draft([plan]))
