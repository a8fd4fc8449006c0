"""Data files of the knowledge base: plans, language, wording of replies."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent


@cache
def load(name: str) -> Any:
    """The content of the YAML file ``name`` below this folder, e.g. ``language/cues.yml``; read once."""
    with open(FOLDER / name, encoding="utf-8") as file:
        return yaml.safe_load(file)
