from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from plan_kb.database import Database
from plan_kb.edition.check import check_draft, errors_of
from plan_kb.edition.draft import load_draft
from plan_kb.edition.initial import initialise
from plan_kb.edition.target_change import apply, place_of, propose, renumber
from plan_kb.source.typography import squeeze
from plan_kb.tables import Plan, Target


def packaged(session: Session) -> Plan:
    """The packaged plan in the draft."""
    return load_draft(session)[0]


def targets_of(plan: Plan, indicator: str) -> list[Target]:
    """The targets of an indicator by its key."""
    return list(next(row for row in plan.indicators if row.key == indicator).targets)


@pytest.fixture
def full_database(empty_database: Database) -> Database:
    """The packaged plan in the draft and published."""
    initialise(empty_database)
    return empty_database


def test_the_incubator_figure_changes_wherever_it_stands(full_database: Database) -> None:
    with full_database.writing() as session:
        plan = packaged(session)
        targets = targets_of(plan, "carriers")
        change = propose(targets, 30, 30)
        assert change.possible
        assert {place.target.ref for place in change.places} == {"goal/3", "task/9"}
        assert [target.low for target in targets] == [24, 24], "proposing changes nothing"
        apply(change)
    with full_database.reading() as session:
        plan = packaged(session)
        assert errors_of(check_draft([plan])) == []
        assert [(target.low, target.high, target.value) for target in targets_of(plan, "carriers")] == [
            (30, 30, "30家"), (30, 30, "30家")
        ]
        bare = squeeze(plan.source)
        assert "科技创新创业载体数量翻一番,达到30家;企业技术(研究)中心达到400家" in bare
        assert "各类科技创新创业载体达30家" in bare
        assert "24家" not in bare


def test_every_figure_of_the_plan_can_be_changed_and_changed_back(full_database: Database) -> None:
    with full_database.writing() as session:
        plan = packaged(session)
        source = plan.source
        texts = [measure.text for area in plan.areas for task in area.tasks for measure in task.measures]
        for indicator in plan.indicators:
            for target in indicator.targets:
                if target.low is None or target.high is None:
                    continue
                low, high, value, quote = target.low, target.high, target.value, target.quote
                apply(propose([target], low + 1, high + 1))
                assert target.value != value
                assert errors_of(check_draft([plan])) == []
                apply(propose([target], low, high))
                assert (target.value, target.quote) == (value, quote)
        assert plan.source == source
        assert [m.text for area in plan.areas for task in area.tasks for m in task.measures] == texts


def test_another_wording_of_the_quote(full_database: Database) -> None:
    with full_database.writing() as session:
        plan = packaged(session)
        goal = next(target for target in targets_of(plan, "carriers") if target.passage is not None)
        change = propose([goal], 30, 30, {goal.id: "科技创新创业载体数量达到30家"})
        assert change.possible
        apply(change)
        assert not goal.doubling
        assert errors_of(check_draft([plan])) == []
        assert "科技创新创业载体数量达到30家;" in squeeze(place_of(goal).text)


def test_what_stays_is_said(full_database: Database) -> None:
    with full_database.reading() as session:
        targets = targets_of(packaged(session), "carriers")
        change = propose(targets[:1], 30, 30)
        assert len(change.left) == 1
        assert "24家" in change.left[0]


@pytest.mark.parametrize(
    ("field", "words", "problem"),
    [
        ("quote", "没有这句24家", "quote_not_in_text"),
        ("value", "25家", "value_not_in_quote"),
        ("value", "约三成", "no_figure"),
    ],
)
def test_a_draft_with_errors_is_not_changed_by_guessing(
    full_database: Database, field: str, words: str, problem: str
) -> None:
    with full_database.reading() as session:
        target = targets_of(packaged(session), "carriers")[0]
        setattr(target, field, words)
        change = propose([target], 30, 30)
        assert [place.problem for place in change.places] == [problem]
        with pytest.raises(ValueError, match="cannot be changed"):
            apply(change)


@pytest.mark.parametrize(
    ("value", "low", "high", "renewed"),
    [
        ("24家", 30, 30, "30家"), ("4000-5000个", 4500, 6000, "4500-6000个"),
        ("1000亿元", 1200.5, 1200.5, "1200.5亿元"),
        ("40家以上", 45, 45, "45家以上"), ("2,700家", 3000, 3000, "3000家"), ("若干", 3, 3, ""), ("24家", 3, 4, ""),
    ],
)  # fmt: skip
def test_renumbering(value: str, low: float, high: float, renewed: str) -> None:
    assert renumber(value, low, high) == renewed
