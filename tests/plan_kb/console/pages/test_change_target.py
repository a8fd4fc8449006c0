from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select

from plan_kb.database import Database
from plan_kb.edition.check import check_draft, errors_of
from plan_kb.edition.draft import load_draft
from plan_kb.messages import message
from plan_kb.source.typography import squeeze
from plan_kb.tables import AuditEntry, Indicator, Target
from tests.plan_kb.console.conftest import Browser, hidden


@pytest.fixture
def hightech(database: Database) -> int:
    """The id of an indicator with 80家 in a goal and in a task."""
    with database.reading() as session:
        return int(session.scalars(select(Indicator.id).where(Indicator.key == "hightech")).one())


def figures(database: Database, indicator: int) -> list[tuple[float | None, str]]:
    """Low and value of the targets of an indicator."""
    with database.reading() as session:
        targets = session.scalars(select(Target).where(Target.indicator_id == indicator).order_by(Target.position))
        return [(target.low, target.value) for target in targets]


def form_of(browser: Browser, path: str) -> dict[str, object]:
    """The fields of the preview's form."""
    page = browser.get(path).text
    assert "保存后是这样" in page, page
    second = page.split("保存后是这样")[0].rsplit("<form", 1)[1] + page.split("保存后是这样")[1]
    targets = [part.split('"')[0] for part in second.split('name="target" value="')[1:]]
    return {**hidden(second), "target": targets}


@pytest.mark.parametrize("words", ["高新技术企业数", "高企", "80", "企业 培育"])
def test_the_indicator_is_found_by_what_people_call_it(words: str, signed_in: Callable[[str], Browser]) -> None:
    assert "高新技术企业数" in signed_in("editor").get("/change-target", params={"q": words}).text


def test_a_new_figure_in_every_place(signed_in: Callable[[str], Browser], database: Database, hightech: int) -> None:
    browser = signed_in("publisher")
    form = form_of(browser, f"/change-target/{hightech}?low=90")
    assert figures(database, hightech) == [(80, "80家"), (80, "80家")], "a preview changes nothing"
    answer = browser.post(f"/change-target/{hightech}", data=form)
    assert answer.headers["location"] == "/publish"
    again = browser.post(f"/change-target/{hightech}", data=form)
    assert again.headers["location"] == "/publish"
    assert figures(database, hightech) == [(90, "90家"), (90, "90家")]
    with database.reading() as session:
        draft = load_draft(session)
        assert errors_of(check_draft(draft)) == []
        assert "高新技术企业数量翻一番,达到90家" in squeeze(draft[0].source)
        subjects = {entry.subject.split("/")[0] for entry in session.scalars(
            select(AuditEntry).where(AuditEntry.actor == "publisher"))}  # fmt: skip
        assert subjects == {"target", "measure", "passage", "plan"}


@pytest.mark.parametrize("typed", ["90", "９０", "90家", " 90 ", "90.0"])
def test_figures_as_people_type_them(
    typed: str, signed_in: Callable[[str], Browser], database: Database, hightech: int
) -> None:
    browser = signed_in("editor")
    form = form_of(browser, f"/change-target/{hightech}?low={typed}")
    assert browser.post(f"/change-target/{hightech}", data=form).headers["location"] == "/check"
    assert figures(database, hightech)[0] == (90, "90家")


@pytest.mark.parametrize("typed", ["x", "-5", "1e9", "<b>", "9" * 30, "80"])
def test_what_is_no_new_figure_is_said(typed: str, signed_in: Callable[[str], Browser], hightech: int) -> None:
    answer = signed_in("editor").get(f"/change-target/{hightech}", params={"low": typed})
    assert answer.status_code == 200
    assert 'id="figure-problem"' in answer.text
    assert "<b>" not in answer.text


def test_one_place_only(signed_in: Callable[[str], Browser], database: Database, hightech: int) -> None:
    browser = signed_in("editor")
    with database.reading() as session:
        goal = session.scalars(select(Target).where(Target.quote.startswith("高新技术企业数量"))).one().id
    form = form_of(browser, f"/change-target/{hightech}?low=90&target={goal}")
    browser.post(f"/change-target/{hightech}", data=form)
    assert figures(database, hightech) == [(90, "90家"), (80, "80家")]


def test_other_words_of_the_sentence(signed_in: Callable[[str], Browser], database: Database, hightech: int) -> None:
    browser = signed_in("editor")
    form = form_of(browser, f"/change-target/{hightech}?low=90")
    assert "翻一番" in browser.get(f"/change-target/{hightech}?low=90").text
    first = form["target"][0]  # type: ignore[index]
    refused = browser.post(f"/change-target/{hightech}", data={**form, f"quote.{first}": "高新技术企业数量达到91家"})
    assert refused.status_code == 422
    assert message("console.change_target.problems.new_value_not_in_quote") in refused.text
    assert "高新技术企业数量达到91家" in refused.text, "what was typed stays"
    done = browser.post(f"/change-target/{hightech}", data={**form, f"quote.{first}": "高新技术企业数量达到90家"})
    assert done.status_code == 303
    with database.reading() as session:
        draft = load_draft(session)
        assert errors_of(check_draft(draft)) == []
        assert "高新技术企业数量达到90家" in squeeze(draft[0].source)


def test_somebody_changed_it_meanwhile(
    signed_in: Callable[..., Browser], database: Database, hightech: int
) -> None:
    browser, other = signed_in("editor"), signed_in("editor", name="second")
    form = form_of(browser, f"/change-target/{hightech}?low=90")
    other.post(f"/change-target/{hightech}", data=form_of(other, f"/change-target/{hightech}?low=95"))
    answer = browser.post(f"/change-target/{hightech}", data=form)
    assert answer.status_code == 409
    assert figures(database, hightech)[0] == (95, "95家")
    assert "95家" in answer.text
