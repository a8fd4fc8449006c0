from __future__ import annotations

import dataclasses

import pytest

from plan_kb.edition.model import Edition, FaqEntry, Plan, StaffFact
from plan_kb.knowledge import Knowledge
from plan_kb.linking.mention import Kind, Thing
from plan_kb.questions.changes import Comparison, compare_answers, generated_facts
from plan_kb.questions.shown import by_answer
from plan_kb.reader import CannotRead, Reader
from plan_kb.understanding.question import Intent, Question
from tests.plan_kb.conftest import small_plan

READER = Reader("tests.plan_kb.keyword_reader:read")


@pytest.fixture(scope="module")
def plan() -> Plan:
    from plan_kb.edition.compile import compile_plan

    return compile_plan(small_plan())


@pytest.fixture(scope="module")
def before(plan: Plan) -> Knowledge:
    return Knowledge(Edition(1, (plan,)), use_meaning=False)


def compared(before: Knowledge, after: Plan, *golden: str) -> Comparison:
    return compare_answers(before, Knowledge(Edition(2, (after,)), use_meaning=False), READER, golden)


def with_figure(plan: Plan, old: str, new: str) -> Plan:
    """The plan with a figure that stands everywhere changed."""

    def changed(value: object) -> object:
        if isinstance(value, str):
            return value.replace(old, new)
        if isinstance(value, tuple):
            return tuple(changed(item) for item in value)
        if dataclasses.is_dataclass(value) and not isinstance(value, type):
            return dataclasses.replace(
                value, **{f.name: changed(getattr(value, f.name)) for f in dataclasses.fields(value)}
            )
        return value

    result = changed(plan)
    assert isinstance(result, Plan)
    return result


def test_the_same_content_gives_the_same_answers(before: Knowledge, plan: Plan) -> None:
    found = compared(before, plan, "高企的目标是多少")
    assert found.changes == ()
    assert found.asked > 50


def test_a_changed_figure_shows_once_for_each_place(before: Knowledge, plan: Plan) -> None:
    found = compared(before, with_figure(plan, "80家", "90家"), "高企的目标是多少", "企业上市由谁负责")
    assert found.changes
    assert all("80家" in c.before.text and "90家" in c.after.text for c in found.changes)
    shown = by_answer(found.changes)
    assert shown[0].golden
    assert shown[0].first.question == "高企的目标是多少"
    assert len(shown) < len(found.changes)
    questions = [q for answer in shown for q in (answer.first.question, *answer.others)]
    assert sorted(questions) == sorted(c.question for c in found.changes)


def test_a_removed_alias_loses_an_answer(before: Knowledge, plan: Plan) -> None:
    without = dataclasses.replace(plan, aliases=tuple(a for a in plan.aliases if a.surface != "上市"))
    lost = [c for c in compared(before, without).changes if c.lost]
    assert "上市由谁负责?" in [c.question for c in lost]
    assert by_answer(tuple(lost))[0].first.lost


def test_what_staff_add_is_asked_for(before: Knowledge, plan: Plan) -> None:
    staffed = dataclasses.replace(
        plan,
        faq=(FaqEntry("faq/1", ("创新券怎么领",), "网上申领。", "区科技局"),),
        units=tuple(dataclasses.replace(u, telephone="0571-1") if u.key == "区科技局" else u for u in plan.units),
        staff_facts=(
            StaffFact("staff/unit/1", "unit", "区科技局", "区科技局:电话0571-1"),
            StaffFact("staff/progress/1", "progress", "hightech", "截至", "2029-06-30", "70家", "季报"),
        ),
    )
    gained = {c.question: c.after for c in compared(before, staffed).changes}
    assert gained["创新券怎么领"].citations[0].ref == "faq/1"
    assert gained["区科技局的电话是多少?"].citations[0].ref == "staff/unit/1"
    assert gained["高新技术企业数现在完成了多少?"].citations[0].ref == "staff/progress/1"


def test_a_fact_that_nobody_would_find_is_told(before: Knowledge) -> None:
    found = compare_answers(before, before, READER).unreachable
    reached = {(fact.thing, fact.subject) for fact in generated_facts(before)} - {(f.thing, f.subject) for f in found}
    assert (Thing(before.main_plan.plan.key, Kind.TASK, "2"), "units of a task") in reached
    deaf = compare_answers(before, before, Reader("tests.plan_kb.questions.test_changes:hear_nothing")).unreachable
    assert {(f.thing, f.subject) for f in deaf} > {(f.thing, f.subject) for f in found}
    assert all(len(fact.questions) == fact.asked for fact in deaf)


def hear_nothing(text: str) -> Question:
    """Reads every message as off topic."""
    return Question(text, (Intent("hostile", 1.0),))


def test_progress_counts_to_the_end(before: Knowledge, plan: Plan) -> None:
    told: list[tuple[int, int]] = []
    found = compare_answers(before, before, READER, (), lambda asked, everything: told.append((asked, everything)))
    assert told == [(n, found.asked) for n in range(1, found.asked + 1)]


def test_a_reader_that_fails_ends_it(before: Knowledge) -> None:
    with pytest.raises(CannotRead):
        compare_answers(before, before, READER, ("坏",))
