"""Plan documents of Word and Excel: the same plan as from the published text; what cannot be read is named by place."""

from __future__ import annotations

import io

import pytest
from docx import Document
from openpyxl import load_workbook
from sqlalchemy import select

from plan_kb.database import Database
from plan_kb.edition.compile import compile_plans
from plan_kb.edition.draft import load_draft
from plan_kb.office.checking import RefusedFile
from plan_kb.source.importer import packaged_folders
from plan_kb.source.new_plan import preview_plan, take_plan, words_of
from plan_kb.source.problems import PLAN_FILE, UnreadablePlan
from plan_kb.source.reader import read_document
from plan_kb.source.uploaded import UploadedFile, read_files
from plan_kb.tables import AuditEntry
from tests.plan_kb.printed_plan import SMALL
from tests.plan_kb.source.printed_files import paragraphs_of, table_book, word_file

PACKAGED = read_document((packaged_folders()[0] / PLAN_FILE).read_text(encoding="utf-8"), {"营造优良创新生态环境"})
SMALL_DOCUMENT = read_document(SMALL.text(), {"优化环境"})


def docx_of(plan: object) -> UploadedFile:
    return UploadedFile("计划.docx", word_file(plan))  # type: ignore[arg-type]


@pytest.mark.parametrize("plan", [PACKAGED, SMALL_DOCUMENT], ids=["packaged", "made up"])
@pytest.mark.parametrize("form", ["docx", "xlsx", "docx and xlsx", "txt"])
def test_word_and_excel_give_the_same_plan_as_the_text(plan: object, form: str) -> None:
    text = "\n".join(paragraphs_of(plan.source)).encode()  # type: ignore[attr-defined]
    files = {
        "docx": [docx_of(plan)],
        "xlsx": [UploadedFile("计划.xlsx", table_book(plan, with_text=True))],  # type: ignore[arg-type]
        "docx and xlsx": [UploadedFile("清单.xlsx", table_book(plan)), UploadedFile("正文.txt", text)],  # type: ignore[arg-type]
        "txt": [UploadedFile("计划.txt", plan.source.encode("gb18030"))],  # type: ignore[attr-defined]
    }[form]
    if form == "txt":
        # A text alone cannot tell an area that shares a cell with its task from a task of the area above.
        read = read_files(files)
        read.areas |= {"营造优良创新生态环境", "优化环境"}
    else:
        read = read_files(files)
    found = read.read()
    assert [(t.number, t.area, t.name) for t in found.tasks] == [(t.number, t.area, t.name) for t in plan.tasks]  # type: ignore[attr-defined]
    for ours, theirs in zip(found.tasks, plan.tasks, strict=True):  # type: ignore[attr-defined]
        assert [(m.text, m.units) for m in ours.measures] == [(m.text, m.units) for m in theirs.measures]
    assert (found.title, found.issuer, found.issued) == (plan.title, plan.issuer, plan.issued)  # type: ignore[attr-defined]
    assert [goal.text for goal in found.goals] == [goal.text for goal in plan.goals]  # type: ignore[attr-defined]


def test_a_document_becomes_a_draft_plan_beside_the_present_one(database: Database) -> None:
    with database.reading() as session:
        found = preview_plan(session, [docx_of(PACKAGED)])
        before = compile_plans(load_draft(session))
    assert (found.key, found.plan.district) == ("fengxian-2023-2025", "奉贤区")
    assert found.plan.short == "奉贤区建设中小企业科技创新活力区三年行动计划"
    assert len(found.plan.tasks) == 15
    assert "2700家" in {target.value for target in found.plan.targets}
    with database.writing() as session:
        assert take_plan(session, [docx_of(PACKAGED)], "王", found.key, short="奉贤计划") == found.key
    with database.reading() as session:
        plans = {plan.key: plan for plan in load_draft(session)}
        assert not plans["fengxian-2023-2025"].in_edition
        assert plans["fengxian-2023-2025"].short == "奉贤计划"
        assert compile_plans(load_draft(session)) == before
        entry = session.scalars(select(AuditEntry).where(AuditEntry.actor == "王")).one()
    assert (entry.action, entry.subject, entry.comment) == ("import", "plan/fengxian-2023-2025", "计划.docx")


def test_a_second_document_of_the_same_title_gets_a_key_of_its_own(database: Database) -> None:
    for _ in range(2):
        with database.writing() as session:
            take_plan(session, [docx_of(PACKAGED)], "王")
    with database.reading() as session:
        assert {plan.key for plan in load_draft(session)} >= {"fengxian-2023-2025", "fengxian-2023-2025-2"}
        assert "标题相同" in preview_plan(session, [docx_of(PACKAGED)]).notes[0]


def test_a_title_without_a_district_gives_a_key_all_the_same() -> None:
    words = words_of(read_document(SMALL.text().replace("青田区小微", "小微"), ()), ())
    assert (words.key, words.district) == ("plan-2028-2030", "")


def places(*files: UploadedFile) -> list[str]:
    with pytest.raises(UnreadablePlan) as caught:
        read_files(files).read()
    return [f"{problem.where} {problem.name}" for problem in caught.value.problems]


def test_what_cannot_be_read_is_named_by_its_cell() -> None:
    file = Document(io.BytesIO(word_file(SMALL_DOCUMENT)))
    file.tables[0].cell(1, 0).text = "7"
    file.tables[0].cell(3, 3).text = "没有句号"
    out = io.BytesIO()
    file.save(out)
    found = places(UploadedFile("计划.docx", out.getvalue()))
    assert found[:2] == ["表1第2行第1列 wrong_number", "表1第4行第4列 no_content"]
    book = load_workbook(io.BytesIO(table_book(SMALL_DOCUMENT, with_text=True)))
    book["清单"]["A2"] = "=ROW()-1"
    out = io.BytesIO()
    book.save(out)
    assert places(UploadedFile("计划.xlsx", out.getvalue())) == ["工作表“清单”第2行A列 formula"]
    book["清单"]["A2"] = 9
    out = io.BytesIO()
    book.save(out)
    assert places(UploadedFile("计划.xlsx", out.getvalue())) == ["工作表“清单”第2行A列 wrong_number"]
    text = SMALL.text().replace("\n2\n", "\n5\n")
    assert places(UploadedFile("计划.txt", text.encode())) == [f"第{text.splitlines().index('5') + 1}行 wrong_number"]


def test_units_below_each_other_need_a_separator() -> None:
    file = Document(io.BytesIO(word_file(SMALL_DOCUMENT)))
    file.tables[0].cell(2, 4).text = "区经信局\n区科技局"
    out = io.BytesIO()
    file.save(out)
    assert places(UploadedFile("计划.docx", out.getvalue())) == ["表1第3行第5列 units_on_lines"]
    file.tables[0].cell(2, 4).text = "区经信局、\n区科技局"
    out = io.BytesIO()
    file.save(out)
    tasks = read_files([UploadedFile("计划.docx", out.getvalue())]).read().tasks
    assert tasks[0].measures[1].units == ("区经信局", "区科技局")


def test_text_after_the_task_list_and_names_broken_into_lines_are_read() -> None:
    file = Document(io.BytesIO(word_file(SMALL_DOCUMENT, after=["抄送:各街道。"])))
    file.tables[0].cell(1, 2).text = "培育高新\n技术企业"
    out = io.BytesIO()
    file.save(out)
    found = read_files([UploadedFile("计划.docx", out.getvalue())]).read()
    assert found.tasks[0].name == "培育高新技术企业"
    assert "抄送" in found.source


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("计划.pdf", b"%PDF-1.7", "wrong_kind"),
        ("计划.txt", b"MZ\x90\x00\x03", "not_text"),
        ("计划.txt", b"%PDF-1.7", "not_text"),
        ("计划.txt", b"  \n", "empty"),
        ("计划.txt", b"\x81\x00\x81", "not_text"),
        ("计划.docm", b"PK", "macros"),
    ],
)
def test_files_of_another_kind_are_refused(name: str, content: bytes, problem: str) -> None:
    with pytest.raises(RefusedFile) as caught:
        read_files([UploadedFile(name, content)])
    assert caught.value.name == problem
