"""What the server says by itself, to visitors and to the operator, kept as data in ``texts.yml``."""
from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml


def text(key: str, **values: object) -> str:
    """The text ``key`` (``name`` or ``section.name``) with ``values`` filled in; raises KeyError."""
    found: Any = _texts()
    for part in key.split("."):
        found = found[part]
    return str(found).format(**values)


@lru_cache(maxsize=1)
def _texts() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("texts.yml").read_text(encoding="utf-8"))
    return loaded
