from __future__ import annotations

import hashlib
import sys
from pathlib import Path
from types import ModuleType

import pytest

from plan_kb.cli import main
from plan_kb.database import Database
from plan_kb.edition.draft import load_draft
from tests.plan_kb.printed_plan import SMALL, SMALL_SUPPLEMENT
from tests.plan_kb.source.printed_files import word_file
from tests.plan_kb.source.second_plan import second_document
from tests.plan_kb.workbook.books import edited
from tests.plan_kb.workbook.test_wrong_cells import put


@pytest.fixture
def url(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("PLAN_DATABASE_URL", sqlite_url)
    return sqlite_url


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "plan.txt").write_text(SMALL.text(), encoding="utf-8")
    (tmp_path / "supplement.yml").write_text(SMALL_SUPPLEMENT, encoding="utf-8")
    return tmp_path


def test_publish_and_roll_back(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["publish", "--comment", "再发一次", "--author", "王"]) == 0
    assert main(["rollback", "1", "--author", "王"]) == 0
    assert main(["editions"]) == 0
    out = capsys.readouterr().out
    assert "已发布第 2 版" in out
    assert "已把第 1 版的内容重新发布为第 3 版" in out
    lines = out.splitlines()[-3:]
    assert [line.split()[1] for line in lines] == ["3", "2", "1"]
    assert "王  回退到第 1 版(内容同第 1 版)" in lines[0]


def test_a_changed_draft_differs_from_the_edition(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", "1", "0"]) == 0
    assert capsys.readouterr().out == "没有区别\n"
    with Database(url).writing() as session:
        load_draft(session)[0].units[0].telephone = "1234567"
    assert main(["diff", "1", "0"]) == 0
    assert "修改 责任单位 “区科技局”:电话由“(空)”改为“1234567”" in capsys.readouterr().out


def test_the_exported_file_has_the_checksum_that_is_said(
    url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", "--edition", "1", str(tmp_path / "edition.json")]) == 0
    digest = hashlib.sha256((tmp_path / "edition.json").read_bytes()).hexdigest()
    assert digest in capsys.readouterr().out
    assert main(["export", "-"]) == 0
    assert hashlib.sha256(capsys.readouterr().out.encode()).hexdigest() == digest
    assert main(["export", str(tmp_path / "none" / "x.json")]) == 1


def test_check_fails_on_errors_and_publish_says_them(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 0
    with Database(url).writing() as session:
        load_draft(session)[0].title = "另一个计划"
    assert main(["check"]) == 1
    assert "错误 1 条" in capsys.readouterr().out
    assert main(["publish", "--comment", "x"]) == 1
    assert "另一个计划" in capsys.readouterr().err


def test_import_reads_a_folder(url: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", str(folder)]) == 1
    assert "--replace" in capsys.readouterr().err
    assert main(["import", str(folder), "--replace", "--dry-run"]) == 0
    assert "3 项重点工作" in capsys.readouterr().out
    assert main(["import", str(folder), "--replace"]) == 0
    (folder / "plan.txt").write_text(SMALL.text().replace("\n2\n", "\n7\n"), encoding="utf-8")
    assert main(["import", str(folder), "--replace"]) == 1
    error = capsys.readouterr().err
    assert "什么也没有导入" in error
    assert "plan.txt 第" in error


@pytest.mark.parametrize(
    "arguments",
    [["rollback", "9"], ["diff", "1", "9"], ["export", "--edition", "9", "-"], ["publish", "--comment", " "]],
)
def test_what_cannot_be_done_is_said_in_one_line(
    url: str, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert len(captured.err.splitlines()) == 1


def test_a_database_that_is_away_is_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PLAN_DATABASE_URL", "postgresql://user:secret@127.0.0.1:1/name")
    for arguments in (["init"], ["check"], ["editions"]):
        assert main(arguments) == 1
        error = capsys.readouterr().err
        assert len(error.splitlines()) == 1
        assert "secret" not in error
    monkeypatch.setenv("PLAN_PORT", "x")
    assert main(["init"]) == 1
    assert "PLAN_PORT" in capsys.readouterr().err


def test_ask_shows_what_the_assistant_explains(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asking = ModuleType("plan_kb.asking")
    monkeypatch.setattr(asking, "explain", lambda text: f"<{text}>", raising=False)
    monkeypatch.setitem(sys.modules, "plan_kb.asking", asking)
    assert main(["ask", "谁负责上市?"]) == 0
    assert capsys.readouterr().out == "<谁负责上市?>\n"


def test_wrong_use_is_explained(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["publish"])
    assert caught.value.code == 2
    with pytest.raises(SystemExit) as caught:
        main(["--help"])
    assert caught.value.code == 0
    assert "回退" in capsys.readouterr().out


def test_a_workbook_goes_out_and_comes_back(url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "计划.xlsx"
    assert main(["workbook", "export", str(file)]) == 0
    assert main(["workbook", "import", str(file), "--dry-run"]) == 0
    assert "没有区别" in capsys.readouterr().out
    file.write_bytes(edited(file.read_bytes(), put("责任单位", 2, "电话", "021-1")))
    assert main(["workbook", "import", str(file), "--dry-run"]) == 0
    assert "电话由“(空)”改为“021-1”" in capsys.readouterr().out
    with Database(url).reading() as session:
        assert load_draft(session)[0].units[0].telephone == ""
    assert main(["workbook", "import", str(file), "--author", "王"]) == 0
    with Database(url).reading() as session:
        assert load_draft(session)[0].units[0].telephone == "021-1"
    assert main(["workbook", "export", str(file), "--edition", "1"]) == 0
    assert main(["workbook", "import", str(file), "--dry-run"]) == 0
    assert "“021-1”改为“(空)”" in capsys.readouterr().out


def test_a_wrong_workbook_is_told_cell_by_cell(url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "计划.xlsx"
    assert main(["workbook", "export", str(file)]) == 0
    file.write_bytes(edited(file.read_bytes(), put("目标值", 2, "年份", "明年")))
    capsys.readouterr()
    assert main(["workbook", "import", str(file)]) == 1
    assert "工作表“目标值”第2行I列" in capsys.readouterr().err
    file.write_bytes(b"MZ")
    assert main(["workbook", "import", str(file)]) == 1
    assert "程序" in capsys.readouterr().err
    assert main(["workbook", "import", str(tmp_path / "none.xlsx")]) == 1
    assert main(["workbook", "export", str(tmp_path / "none" / "x.xlsx")]) == 1
    assert main(["workbook", "export", str(file), "--plan", "none"]) == 1
    assert "qingtian-2028-2030" in capsys.readouterr().err


def test_documents_are_imported_beside(url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "计划.docx"
    file.write_bytes(word_file(second_document()))
    assert main(["import", str(file), "--dry-run"]) == 0
    out = capsys.readouterr().out
    assert "6 项重点工作" in out
    assert "瞪羚企业达到60家" in out
    assert main(["import", str(file), "--author", "王"]) == 0
    with Database(url).reading() as session:
        assert [(plan.key, plan.in_edition) for plan in load_draft(session)] == [
            ("linjiang-2026-2028", False),
            ("qingtian-2028-2030", True),
        ]
    assert main(["import", str(tmp_path / "none.docx")]) == 1
    (tmp_path / "x.docx").write_bytes(b"MZ")
    assert main(["import", str(tmp_path / "x.docx")]) == 1
    assert "程序" in capsys.readouterr().err
