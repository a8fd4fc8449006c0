"""Editing: the same pages for every table."""
from __future__ import annotations

import datetime
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

import pytest
from sqlalchemy import func, select

from plan_kb.console.editing.kinds import KINDS, EntryKind
from plan_kb.database import Database
from plan_kb.edition.check import check_draft, errors_of
from plan_kb.edition.draft import load_draft
from plan_kb.messages import message
from plan_kb.tables import (
    Alias,
    AuditEntry,
    ExplainedFigure,
    FaqEntry,
    Indicator,
    Measure,
    Plan,
    ProgressReport,
    Target,
    Task,
    Unit,
)
from tests.plan_kb.console.conftest import Browser, hidden

SCRIPT = "<script>alert('x')</script>\"'><img src=x onerror=alert(1)>"


def first_id(database: Database, kind: EntryKind) -> int:
    """The id of a table's first row; FAQ answers and reports are made, for the small plan has none."""
    with database.writing() as session:
        plan = session.scalars(select(Plan)).one()
        if kind.table is FaqEntry:
            session.add(FaqEntry(plan_id=plan.id, answer="a", source="b"))
        if kind.table is ProgressReport:
            plan.indicators[0].reports.append(
                ProgressReport(value="60家", as_of=datetime.date(2029, 1, 1), source="总结")
            )
        session.flush()
        return int(session.scalars(select(func.min(kind.table.id))).one())


def row(database: Database, table: Any, **values: object) -> Any:
    """The one row of a table with these values."""
    with database.reading() as session:
        return session.scalars(select(table).filter_by(**values)).one()


def audit(database: Database) -> AuditEntry:
    """The newest entry of the audit log."""
    with database.reading() as session:
        entry: AuditEntry = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()  # type: ignore[attr-defined]
        return entry


def filled(browser: Browser, path: str, **changes: Any) -> dict[str, Any]:
    """The fields of an entry's form as the page shows them, with changes."""
    class Reader(HTMLParser):
        def __init__(self) -> None:
            super().__init__()
            self.fields: dict[str, Any] = {}
            self._area = self._select = ""

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            given = dict(attrs)
            name = given.get("name") or ""
            if tag == "input" and given.get("type") in ("checkbox", "radio"):
                if "checked" in given:
                    self.fields.setdefault(name, []).append(given.get("value"))
            elif tag == "input" and name:
                self.fields[name] = given.get("value") or ""
            elif tag == "textarea":
                self._area, self.fields[name] = name, ""
            elif tag == "select":
                self._select = name
            elif tag == "option" and ("selected" in given or self._select not in self.fields):
                self.fields[self._select] = given.get("value") or ""

        def handle_data(self, data: str) -> None:
            if self._area:
                self.fields[self._area] += data

        def handle_endtag(self, tag: str) -> None:
            if tag == "textarea":
                self.fields[self._area] = self.fields[self._area].removeprefix("\n")
                self._area = ""

    reader = Reader()
    reader.feed(browser.get(path).text)
    return {**reader.fields, **changes}


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
