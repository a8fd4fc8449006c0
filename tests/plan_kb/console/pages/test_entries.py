"""Editing: the same pages for every table."""
from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import func, select

from plan_kb.console.editing.kinds import KINDS, EntryKind
from plan_kb.database import Database
from plan_kb.edition.draft import load_draft
from plan_kb.messages import message
from plan_kb.tables import (
    Alias,
    ExplainedFigure,
    FaqEntry,
    Plan,
    Target,
    Task,
    Unit,
)
from tests.plan_kb.console.conftest import Browser, hidden
from tests.plan_kb.console.pages.entries import audit, filled, first_id, row

SCRIPT = "<script>alert('x')</script>\"'><img src=x onerror=alert(1)>"


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_table_has_list_form_and_delete(
    kind: EntryKind, signed_in: Callable[[str], Browser], database: Database
) -> None:
    key = first_id(database, kind)
    path = f"/{kind.description.path}"
    browser = signed_in("publisher")
    assert f'href="{path}/{key}"' in browser.get(path).text
    page = browser.get(f"{path}/{key}").text
    for field in kind.description.fields:
        # The first alias of the small plan names the plan itself: there is nothing to pick.
        assert field.kind in ("plan", "things") or field.label in page
    assert browser.get(f"{path}/{key}/delete").status_code == 200
    if kind.description.creatable:
        assert browser.get(f"{path}/new").status_code == 200
    reader = signed_in("viewer").get(f"{path}/{key}").text
    assert "保存到草稿" not in reader
    assert f"{path}/{key}/delete" not in reader


# The FAQ answer that is made here has no wording yet, which its form asks for.
@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.table is not FaqEntry], ids=lambda kind: kind.name)
def test_saving_what_the_form_shows_changes_nothing(
    kind: EntryKind, signed_in: Callable[[str], Browser], database: Database
) -> None:
    key = first_id(database, kind)
    path = f"/{kind.description.path}/{key}"
    browser = signed_in("editor")
    before = audit(database).id
    answer = browser.post(path, data=filled(browser, path), follow_redirects=True)
    assert message("console.entries.unchanged") in answer.text
    assert audit(database).id == before


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.description.creatable], ids=lambda kind: kind.name)
def test_an_empty_form_says_what_is_missing_and_makes_nothing(
    kind: EntryKind, signed_in: Callable[[str], Browser], database: Database
) -> None:
    plan = row(database, Plan)
    with database.reading() as session:
        before = session.scalar(select(func.count()).select_from(kind.table))
    answer = signed_in("editor").submit(f"/{kind.description.path}/new", {"plan": plan.id, "kind": "task"})
    assert answer.status_code == 422
    needed = sum(field.required and field.kind not in ("plan", "choice") for field in kind.description.fields)
    assert answer.text.count(message("console.forms.missing")) >= needed
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(kind.table)) == before


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_nonsense_of_every_sort_is_answered_politely(
    kind: EntryKind, signed_in: Callable[[str], Browser], database: Database
) -> None:
    key = first_id(database, kind)
    browser = signed_in("publisher")
    path = f"/{kind.description.path}/{key}"
    names = [field.name for field in kind.description.fields]
    everywhere = [dict.fromkeys(names, words) for words in ("", "x" * 30_000, "9" * 40, "nan", "\x00\x1f", "𠮷😀")]
    for nonsense in [*everywhere, *({name: SCRIPT} for name in names)]:
        answer = browser.post(path, data={**filled(browser, path), **nonsense})
        assert answer.status_code in (303, 422), nonsense
        assert "<script>alert" not in answer.text
    for page in (f"/{kind.description.path}", path, f"{path}/delete", "/audit", "/check", "/publish", "/change-target"):
        text = browser.get(page).text
        assert "<script>alert" not in text, page
        assert "<img src=x" not in text, page
    for address in (f"/{kind.description.path}/999999", f"/{kind.description.path}/{'9' * 30}",
                    f"/{kind.description.path}/999999/delete"):  # fmt: skip
        assert browser.get(address).status_code == 404
    assert browser.get(f"/{kind.description.path}?page=x&plan=y&q=%25_%5C'").status_code == 200


def test_a_unit_gets_its_telephone(signed_in: Callable[[str], Browser], database: Database) -> None:
    unit = row(database, Unit, name="区经信局")
    browser = signed_in("editor")
    path = f"/units/{unit.id}"
    answer = browser.post(path, data=filled(browser, path, telephone="021-12345678"), follow_redirects=True)
    assert message("console.entries.saved", name="区经信局") in answer.text
    changed = row(database, Unit, name="区经信局")
    assert (changed.telephone, changed.version) == ("021-12345678", unit.version + 1)
    entry = audit(database)
    assert (entry.actor, entry.action, entry.subject) == ("editor", "change", f"unit/{unit.id}")
    assert (entry.before, entry.after) == ({"telephone": ""}, {"telephone": "021-12345678"})


def test_two_people_at_once(signed_in: Callable[..., Browser], database: Database) -> None:
    path = f"/units/{row(database, Unit, name='区经信局').id}"
    first, second = signed_in("editor"), signed_in("editor", name="second")
    mine, theirs = filled(first, path, telephone="111"), filled(second, path, telephone="222")
    assert second.post(path, data=theirs).status_code == 303
    answer = first.post(path, data=mine)
    assert answer.status_code == 409
    assert "second" in answer.text
    assert row(database, Unit, name="区经信局").telephone == "222"
    assert 'value="111"' in answer.text, "what was typed stays in the form"
    assert ">222<" in answer.text, "and what the other one saved is shown"
    again = {**mine, "version": hidden(answer.text)["version"]}
    assert first.post(path, data=again).status_code == 303
    assert row(database, Unit, name="区经信局").telephone == "111"


def test_somebody_deleted_it_meanwhile(signed_in: Callable[[str], Browser], database: Database) -> None:
    browser = signed_in("editor")
    figure = row(database, ExplainedFigure, figure="2027年11月3日")
    path = f"/figures/{figure.id}"
    fields = filled(browser, path, reason="y")
    browser.post(f"{path}/delete", data={**filled(browser, f"{path}/delete")})
    answer = browser.post(path, data=fields, follow_redirects=True)
    assert message("console.entries.missing") in answer.text


def test_a_new_entry_is_made_once(signed_in: Callable[[str], Browser], database: Database) -> None:
    browser = signed_in("editor")
    fields = filled(browser, "/answers/new", wordings="要钱吗\n收费吗\n要钱吗", answer="不收费。", source="口径")
    first, second = browser.post("/answers/new", data=fields), browser.post("/answers/new", data=fields)
    assert first.status_code == second.status_code == 303
    assert first.headers["location"] == second.headers["location"]
    with database.reading() as session:
        entry = session.scalars(select(FaqEntry)).one()
        assert [wording.question for wording in entry.wordings] == ["要钱吗", "收费吗"]
    assert audit(database).after["wordings"] == ["要钱吗", "收费吗"]  # type: ignore[index]


def test_deleting_says_what_hangs_on_it_and_takes_it_along(
    signed_in: Callable[[str], Browser], database: Database
) -> None:
    browser = signed_in("editor")
    task = row(database, Task, number=1)
    page = browser.get(f"/tasks/{task.id}/delete").text
    for words in ("80家", "5家以上", "培育库", "奖励"):
        assert words in page
    answer = browser.post(f"/tasks/{task.id}/delete", data=hidden(page), follow_redirects=True)
    assert message("console.entries.deleted", name="第1项 培育高新技术企业") in answer.text
    with database.reading() as session:
        assert session.get(Task, task.id) is None
        assert session.scalars(select(Alias).where(Alias.surface == "培育库")).all() == []
        assert session.scalars(select(Alias).where(~Alias.targets.any())).all() == []  # type: ignore[attr-defined]
        assert session.scalar(select(func.count()).select_from(Target)) == 1
    entry = audit(database)
    assert entry.action == "delete"
    assert "5家以上" in str(entry.before)


def test_deleting_what_somebody_changed_asks_again(
    signed_in: Callable[[str], Browser], database: Database
) -> None:
    browser = signed_in("editor")
    unit = row(database, Unit, name="区经信局")
    form = hidden(browser.get(f"/units/{unit.id}/delete").text)
    browser.post(f"/units/{unit.id}", data=filled(browser, f"/units/{unit.id}", hours="9-17"))
    answer = browser.post(f"/units/{unit.id}/delete", data=form)
    assert answer.status_code == 409
    assert row(database, Unit, name="区经信局").hours == "9-17"


def test_the_plan_itself_goes_with_everything_and_only_for_publishers(
    signed_in: Callable[[str], Browser], database: Database
) -> None:
    plan = row(database, Plan)
    assert signed_in("editor").get(f"/plans/{plan.id}/delete").status_code == 403
    browser = signed_in("publisher")
    form = hidden(browser.get(f"/plans/{plan.id}/delete").text)
    assert browser.post(f"/plans/{plan.id}/delete", data=form).status_code == 303
    with database.reading() as session:
        assert load_draft(session) == []
        assert session.scalar(select(func.count()).select_from(Alias)) == 0


def test_the_search_of_a_list(signed_in: Callable[[str], Browser]) -> None:
    browser = signed_in("viewer")
    assert "区经信局" in browser.get("/units?q=经信").text
    page = browser.get("/units?q=没有这个").text
    assert "区经信局" not in page
    assert 'value="没有这个"' in page
    assert "培育库" in browser.get("/aliases?q=培育").text
