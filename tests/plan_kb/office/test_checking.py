"""Uploads that are not what they say, or that would hurt whoever opens them, are refused in one sentence."""

from __future__ import annotations

import io
from contextlib import suppress

import pytest
from docx import Document

from plan_kb.database import Database
from plan_kb.office.checking import RefusedFile, check_office_file, suffix_of
from plan_kb.office.grid import read_grids
from plan_kb.source.uploaded import UploadedFile, read_files
from tests.plan_kb.office import bad_files
from tests.plan_kb.workbook.books import exported


@pytest.fixture(scope="module")
def word() -> bytes:
    out = io.BytesIO()
    Document().save(out)
    return out.getvalue()


@pytest.fixture
def excel(database: Database) -> bytes:
    return exported(database)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "empty"),
        (bad_files.PROGRAM, "program"),
        (b"\x7fELF" + b"\x00" * 60, "program"),
        (bad_files.WITH_PASSWORD, "password"),
        (bad_files.OLD_EXCEL, "old_format"),
        ("只是文字".encode(), "not_office"),
        (b"PK\x03\x04" + b"\x00" * 50, "damaged"),
    ],
)
@pytest.mark.parametrize("suffix", [".xlsx", ".docx"])
def test_files_under_a_wrong_name_are_refused(content: bytes, name: str, suffix: str) -> None:
    with pytest.raises(RefusedFile) as caught:
        check_office_file(f"计划{suffix}", content, suffix)
    assert caught.value.name == name
    assert "计划" in str(caught.value)


def test_a_whole_file_passes(word: bytes, excel: bytes) -> None:
    check_office_file("计划.docx", word, ".docx")
    check_office_file("计划.xlsx", excel, ".xlsx")


def refused(content: bytes, suffix: str = ".xlsx") -> str:
    with pytest.raises(RefusedFile) as caught:
        check_office_file(f"计划{suffix}", content, suffix)
    return caught.value.name


def test_a_truncated_file_is_refused_wherever_it_ends(word: bytes, excel: bytes) -> None:
    for content, suffix in ((word, ".docx"), (excel, ".xlsx")):
        for part in range(1, 10):
            assert refused(content[: len(content) * part // 10], suffix) == "damaged"


def test_a_file_that_was_spoilt_on_its_way_is_refused(excel: bytes) -> None:
    middle = len(excel) // 3
    assert refused(excel[:middle] + b"\x00" * 40 + excel[middle + 40 :]) == "damaged"


def test_bombs_are_not_unpacked(word: bytes, excel: bytes) -> None:
    assert refused(bad_files.bomb(excel, "xl/worksheets/sheet2.xml")) == "too_large_unpacked"
    assert refused(bad_files.bomb(word, "word/document.xml"), ".docx") == "too_large_unpacked"
    assert refused(bad_files.repacked(excel, {f"x{i}": b"" for i in range(2_100)})) == "too_large_unpacked"


def test_entities_that_multiply_are_refused(word: bytes, excel: bytes) -> None:
    assert refused(bad_files.with_entities(excel, "xl/worksheets/sheet2.xml")) == "entities"
    assert refused(bad_files.with_entities(word, "word/document.xml"), ".docx") == "entities"
    assert refused(bad_files.repacked(word, {"word/document.xml": "<x/>".encode("utf-16")}), ".docx") == "entities"


def test_macros_are_refused_under_any_name(excel: bytes) -> None:
    assert refused(bad_files.repacked(excel, {"xl/vbaProject.bin": b"\x00"})) == "macros"
    types = b'<Types><Override ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>'
    assert refused(bad_files.repacked(excel, {"[Content_Types].xml": types})) == "macros"
    with pytest.raises(RefusedFile, match="宏"):
        suffix_of("计划.XLSM", (".xlsx",))


def test_a_zip_of_something_else_is_no_workbook(word: bytes) -> None:
    assert refused(word, ".xlsx") == "not_office"


def test_cells_far_away_and_vast_merged_areas_cost_nothing(excel: bytes) -> None:
    grids = read_grids("计划.xlsx", bad_files.far_cells(excel, "xl/worksheets/sheet3.xml"))
    assert grids[2].cells == {}
    assert grids[2].merged[0].name == "A1:XFD1048576"


def test_a_workbook_of_broken_parts_is_refused(excel: bytes) -> None:
    for member in ("xl/workbook.xml", "xl/worksheets/sheet2.xml", "xl/styles.xml", "xl/_rels/workbook.xml.rels"):
        for data in (b"", b"<x", b"<x/>", b"<worksheet><sheetData><row r='x'/></sheetData></worksheet>"):
            content = bad_files.repacked(excel, {member: data})
            # Some are read as an empty sheet; whatever else happens must be a refusal.
            with suppress(RefusedFile):
                assert read_grids("计划.xlsx", content) is not None


def test_a_document_of_broken_parts_is_refused(word: bytes) -> None:
    for data in (b"", b"<x", b"<x/>"):
        with pytest.raises(RefusedFile):
            read_files([UploadedFile("计划.docx", bad_files.repacked(word, {"word/document.xml": data}))])
