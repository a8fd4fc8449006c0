from __future__ import annotations

import io
import json
import shutil
import tarfile
from importlib.metadata import version
from pathlib import Path

import pytest

from bot.model import ModelUnusable, fingerprint, fitting_model, model_to_serve
from tests.bot.conftest import FIXTURE_PROJECT


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(FIXTURE_PROJECT, tmp_path / "project")
    return tmp_path / "project"


def write_model(path: Path, **metadata: object) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    content = json.dumps(metadata).encode()
    entry = tarfile.TarInfo("metadata.json")
    entry.size = len(content)
    with tarfile.open(path, "w:gz") as archive:
        archive.addfile(entry, io.BytesIO(content))
    return path


def test_fingerprint_follows_the_sources_only(root: Path) -> None:
    before = fingerprint(root)
    (root / "README.md").write_text("x", encoding="utf-8")
    (root / "data" / "__pycache__").mkdir()
    (root / "data" / "__pycache__" / "x.pyc").write_bytes(b"x")
    assert fingerprint(root) == before
    (root / "data" / "more.yml").write_text("nlu: []", encoding="utf-8")
    assert fingerprint(root) != before


def test_own_model_is_taken(root: Path) -> None:
    written = write_model(
        fitting_model(root), assistant_id="fixture-assistant", rasa_open_source_version=version("rasa")
    )
    assert model_to_serve(root, "") == written
    assert model_to_serve(root, str(written)) == written


def test_missing_foreign_and_broken_models_are_refused_in_one_line(root: Path, tmp_path: Path) -> None:
    text = tmp_path / "text.tar.gz"
    text.write_text("no archive", encoding="utf-8")
    ours, rasa = "fixture-assistant", version("rasa")
    refused = {
        "": "make train",
        str(tmp_path / "absent.tar.gz"): "PLAN_MODEL",
        str(write_model(tmp_path / "a.tar.gz", assistant_id="other", rasa_open_source_version=rasa)): "other",
        str(write_model(tmp_path / "b.tar.gz", assistant_id=ours, rasa_open_source_version="3.5.0")): "3.5.0",
        str(text): "text.tar.gz",
    }
    for chosen, told in refused.items():
        with pytest.raises(ModelUnusable) as caught:
            model_to_serve(root, chosen)
        assert told in str(caught.value)
        assert len(str(caught.value).splitlines()) == 1
