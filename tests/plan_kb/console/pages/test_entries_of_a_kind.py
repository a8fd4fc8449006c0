"""Editing: what is particular to aliases, measures, units, targets and wordings."""
from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select

from plan_kb.database import Database
from plan_kb.edition.check import check_draft, errors_of
from plan_kb.edition.draft import load_draft
from plan_kb.messages import message
from plan_kb.tables import (
    Alias,
    Indicator,
    Measure,
    Target,
    Task,
    Unit,
)
from tests.plan_kb.console.conftest import Browser
from tests.plan_kb.console.pages.entries import filled, row


def test_a_changed_wording_counts_as_a_change_of_its_answer(
    signed_in: Callable[[str], Browser], database: Database
) -> None:
    browser = signed_in("editor")
    fields = filled(browser, "/answers/new", wordings="要钱吗", answer="不收费。", source="口径")
    path = browser.post("/answers/new", data=fields).headers["location"]
    old = filled(browser, path, wordings="其他")
    browser.post(path, data=filled(browser, path, wordings="要钱吗\n收费吗"))
    assert browser.post(path, data=old).status_code == 409


def test_an_alias_names_what_is_picked_by_name(signed_in: Callable[[str], Browser], database: Database) -> None:
    browser = signed_in("editor")
    task = row(database, Task, number=2)
    page = browser.get("/aliases/new?kind=task").text
    assert "第2项" in page
    answer = browser.post(
        "/aliases/new", data=filled(browser, "/aliases/new?kind=task", surface="挂牌", things=[task.id])
    )
    assert answer.status_code == 303
    with database.reading() as session:
        alias = session.scalars(select(Alias).where(Alias.surface == "挂牌")).one()
        assert [target.task_id for target in alias.targets] == [task.id]
        assert alias.origin == "staff"
    twice = browser.post(
        "/aliases/new", data=filled(browser, "/aliases/new?kind=task", surface="挂牌", things=[task.id])
    )
    assert twice.status_code == 422
    assert "已经有一个" in twice.text


@pytest.mark.parametrize(("kind", "things"), [("term", "创新大赛"), ("body", ["区科技局"]), ("plan", None)])
def test_an_alias_of_words(
    kind: str, things: object, signed_in: Callable[[str], Browser], database: Database
) -> None:
    browser = signed_in("editor")
    more = {} if things is None else {"things": things}
    fields = filled(browser, f"/aliases/new?kind={kind}", surface="新叫法", **more)
    assert browser.post("/aliases/new", data=fields).status_code == 303
    with database.reading() as session:
        alias = session.scalars(select(Alias).where(Alias.surface == "新叫法")).one()
        expected = alias.plan.key if kind == "plan" else things[0] if isinstance(things, list) else things
        assert [target.word for target in alias.targets] == [expected]
        assert errors_of(check_draft(load_draft(session))) == []


def test_units_are_picked_for_a_measure_and_the_whole_text_follows(
    signed_in: Callable[[str], Browser], database: Database
) -> None:
    browser = signed_in("editor")
    measure = row(database, Measure, text="建立后备库。")
    path = f"/measures/{measure.id}"
    units = [row(database, Unit, name=name).id for name in ("区财政局(金融办)", "区科技局", "区经信局")]
    fields = filled(browser, path, cell="区科技局、区财政局(金融办)、区经信局", units=units)
    answer = browser.post(path, data=fields, follow_redirects=True)
    assert message("console.entries.reprinted") in answer.text
    with database.reading() as session:
        plan = load_draft(session)[0]
        assert "建立后备库。\n区科技局、区财政局(金融办)、区经信局" in plan.source
        changed = session.get(Measure, measure.id)
        assert [entry.unit.name for entry in changed.responsibilities] == ["区科技局", "区财政局(金融办)", "区经信局"]
        assert errors_of(check_draft([plan])) == []


def test_without_the_whole_text_the_check_finds_it(
    signed_in: Callable[[str], Browser], database: Database
) -> None:
    browser = signed_in("editor")
    path = f"/measures/{row(database, Measure, text='建立后备库。').id}"
    fields = filled(browser, path, text="建立企业后备库。")
    fields.pop("also_source")
    answer = browser.post(path, data=fields, follow_redirects=True)
    assert "不在计划全文里" in answer.text


def test_a_unit_with_another_name_is_renamed_wherever_it_is_printed(
    signed_in: Callable[[str], Browser], database: Database
) -> None:
    browser = signed_in("editor")
    path = f"/units/{row(database, Unit, name='区科技局').id}"
    answer = browser.post(path, data=filled(browser, path, name="区科委", body="区科委"), follow_redirects=True)
    assert answer.status_code == 200
    with database.reading() as session:
        draft = load_draft(session)
        cells = [m.cell for area in draft[0].areas for task in area.tasks for m in task.measures]
        assert cells == ["区科委、相关街道、园区", "区经信局", "区财政局(金融办)、区科委", "各相关单位"]
        assert {finding.name for finding in errors_of(check_draft(draft))} == {"unknown_body"}


def test_a_target_by_hand(signed_in: Callable[[str], Browser], database: Database) -> None:
    browser = signed_in("editor")
    indicator = row(database, Indicator, key="hightech")
    measure = row(database, Measure, text="举办创新大赛。")
    fields = filled(
        browser, f"/targets/new?indicator_id={indicator.id}&place=measure:{measure.id}", quote="举办创新大赛",
        value="创新大赛", bound="达到", low="", year="2030",
    )  # fmt: skip
    answer = browser.post("/targets/new", data=fields)
    assert answer.status_code == 422
    assert message("console.forms.figure_missing") in answer.text
    made = browser.post("/targets/new", data={**fields, "low": "3"}, follow_redirects=True)
    assert made.status_code == 200
    assert "不在引文" in made.text, "the page says at once what the check finds"
    target = row(database, Target, quote="举办创新大赛")
    assert (target.low, target.high, target.measure_id, target.passage_id) == (3.0, 3.0, measure.id, None)
