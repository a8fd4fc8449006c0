"""What staff and firms read, kept as data: ``plan_kb/data/messages/<topic>.yml``."""
from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml

FOLDER = Path(__file__).resolve().parent / "data" / "messages"


def message(key: str, /, **values: object) -> str:
    """Return the message ``key`` (``topic.section.name``) with ``values`` filled in.

    Raises ``KeyError`` where there is no such message or a value that it needs is missing.
    """
    topic, _, rest = key.partition(".")
    return messages(topic)[rest].format(**values)


@cache
def messages(topic: str) -> dict[str, str]:
    """Return all messages of a topic by their dotted key within it."""
    data = yaml.safe_load((FOLDER / f"{topic}.yml").read_text(encoding="utf-8"))
    return dict(_flatten("", data))


def _flatten(prefix: str, data: dict[str, object]) -> list[tuple[str, str]]:
    flat: list[tuple[str, str]] = []
    for name, value in data.items():
        if isinstance(value, dict):
            flat += _flatten(f"{prefix}{name}.", value)
        else:
            flat.append((f"{prefix}{name}", str(value)))
    return flat
