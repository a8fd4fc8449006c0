"""Which trained model fits the sources, and whether a model file is one of ours. Imports no Rasa: it must be quick."""
from __future__ import annotations

import hashlib
import json
import tarfile
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

import yaml

from bot.start_error import CannotStart
from bot.texts import text

SOURCES = (
    "config.yml", "domain.yml", "domain", "data", "bot/nlu",
    "plan_kb/text", "plan_kb/linking", "plan_kb/understanding", "plan_kb/data/language", "plan_kb/data/plans",
    "plan_kb/retrieval/encoder.py", "plan_kb/retrieval/e5",
)
"""What training reads, from the project's root; a change in any of it asks for a new model."""

IGNORED_FOLDERS = {"__pycache__"}


class ModelUnusable(CannotStart):
    """Raised when there is no model, or one that is not ours; the message is one line."""


def fingerprint(root: Path) -> str:
    """Twelve hexadecimal digits that change with the sources below ``root`` and with Rasa's version."""
    digest = hashlib.sha256(version("rasa").encode())
    for source in SOURCES:
        for path in _files(root / source):
            digest.update(b"\0" + path.relative_to(root).as_posix().encode() + b"\0")
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def _files(source: Path) -> Iterator[Path]:
    if source.is_file():
        yield source
    elif source.is_dir():
        for path in sorted(source.rglob("*")):
            if path.is_file() and not IGNORED_FOLDERS & set(path.parts):
                yield path


def model_name(root: Path) -> str:
    """The name of the model that fits, without ``.tar.gz``."""
    return f"plan-{fingerprint(root)}"


def fitting_model(root: Path) -> Path:
    """Where the model that fits the sources is or would be."""
    return root / "models" / f"{model_name(root)}.tar.gz"


def model_to_serve(root: Path, chosen: str) -> Path:
    """The model file to serve: ``chosen`` where it is not empty, else the one that fits; raises ModelUnusable."""
    path = Path(chosen) if chosen else fitting_model(root)
    if not path.is_file():
        raise ModelUnusable(text("model.not_found" if chosen else "model.missing", name=path.name))
    _check_ours(path, root)
    return path


def _check_ours(path: Path, root: Path) -> None:
    metadata = _metadata(path)
    wanted = yaml.safe_load((root / "config.yml").read_text(encoding="utf-8")).get("assistant_id")
    if metadata.get("assistant_id") != wanted:
        raise ModelUnusable(
            text("model.foreign", name=path.name, found=metadata.get("assistant_id"), wanted=wanted)
        )
    if metadata.get("rasa_open_source_version") != version("rasa"):
        found = metadata.get("rasa_open_source_version")
        raise ModelUnusable(text("model.other_rasa", name=path.name, found=found, wanted=version("rasa")))


def _metadata(path: Path) -> dict[str, Any]:
    try:
        with tarfile.open(path) as archive:
            member = archive.extractfile("metadata.json")
            metadata = json.load(member) if member else None
    except (tarfile.TarError, OSError, EOFError, KeyError, ValueError) as error:
        raise ModelUnusable(text("model.no_model", name=path.name, reason=error)) from error
    if not isinstance(metadata, dict):
        raise ModelUnusable(text("model.no_model", name=path.name, reason="metadata.json"))
    return metadata


if __name__ == "__main__":
    print(model_name(Path.cwd()))
