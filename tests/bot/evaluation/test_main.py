from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from bot.evaluation.__main__ import main
from bot.evaluation.ablation import ablation_line, measured
from bot.evaluation.cases import read_cases
from bot.evaluation.conversation import Examiner
from bot.evaluation.language_model import LanguageModel
from bot.model import fitting_model
from plan_kb.live import packaged_knowledge
from tests.bot.evaluation.conftest import ScriptedReader


def test_cases_go_through_the_trained_model(
    project: Path, case_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(project)
    written = tmp_path / "out" / "measured.json"
    assert main([str(case_file), "--json", str(written), "--limit", "1"]) == 0
    assert "TOTAL right:" in capsys.readouterr().out
    measured = json.loads(written.read_text(encoding="utf-8"))
    assert measured["model"] == fitting_model(project).name
    assert measured["right"]["total"] == 6
    assert "greet" in measured["cases"][1]["turns"][0]["reading"]["intents"]
    assert main([str(case_file), "--limit", "0", "--min", "100"]) == 1
    assert main([str(case_file), "--limit", "0", "--max-false", "0"]) == 1


def test_settings_of_a_component_can_be_replaced(project: Path) -> None:
    model = fitting_model(project)
    assert LanguageModel(model).question("你好", 500).intent == "greet"
    strict = LanguageModel(model, {"FallbackClassifier": {"threshold": 1.1}})
    assert strict.question("你好", 500).intent == "nlu_fallback"


def test_what_cannot_be_measured_is_told_in_one_line(
    project: Path, tmp_path: Path, case_file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(project)
    assert main([str(tmp_path / "absent.yml")]) == 1
    assert "absent.yml" in capsys.readouterr().err
    assert main([str(case_file), "--model", str(tmp_path / "absent.tar.gz")]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1
    other = shutil.copy(fitting_model(project), tmp_path / "other.tar.gz")
    assert main([str(case_file), "--limit", "0", "--ablation", "--model", str(other)]) == 1
    assert "other.tar.gz" in capsys.readouterr().err


def test_row_of_the_ablation_table(case_file: Path) -> None:
    outcomes = Examiner(ScriptedReader(), packaged_knowledge()).examine(read_cases([case_file]))
    row = measured("everything", outcomes)
    assert (row.single.right, row.single.total, row.conversations.right, row.misspelt.total) == (1, 5, 1, 0)
    assert "1/2" in ablation_line(row)
