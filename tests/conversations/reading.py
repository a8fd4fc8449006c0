"""Conversations as data: what a visitor says, and what each reply must be like."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent
KNOWN_FAILURES = "known_failures.yml"
_KEYS = {"user", "times", "press", "kind", "has", "has_any", "has_not", "cites", "buttons", "no_buttons"}


@dataclass(frozen=True)
class Turn:
    """One message and what is expected of the reply."""

    user: object
    """What is typed, ``times`` times over; anything but a text stands for a client that sends no text."""
    press: int
    """Number of the button of the last reply that is pressed instead, 0 for none."""
    kinds: tuple[str, ...]
    """Kinds that are right."""
    has: tuple[str, ...]
    has_any: tuple[str, ...]
    has_not: tuple[str, ...]
    cites: frozenset[str] | None
    """All places that are cited and no other; None where it does not matter."""
    buttons: tuple[str, ...]
    """Words that each must stand on a button."""
    no_buttons: bool


@dataclass(frozen=True)
class Conversation:
    """Turns that follow each other with one sender."""

    id: str
    topic: str
    turns: tuple[Turn, ...]


def read_conversations() -> list[Conversation]:
    """Every conversation of the folder, by topic; raises ValueError where a file is not as the others are."""
    return [
        _conversation(path.stem, item)
        for path in sorted(FOLDER.glob("*.yml"))
        if path.name != KNOWN_FAILURES
        for item in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]


def read_known_failures() -> dict[str, str]:
    """Ids of conversations that fail today, each with the reason."""
    return dict(yaml.safe_load((FOLDER / KNOWN_FAILURES).read_text(encoding="utf-8")) or {})


def _conversation(topic: str, item: Mapping[str, Any]) -> Conversation:
    return Conversation(f"{topic}/{item['id']}", topic, tuple(_turn(item["id"], turn) for turn in item["turns"]))


def _turn(name: str, turn: Mapping[str, Any]) -> Turn:
    unknown = set(turn) - _KEYS
    if unknown or ("user" in turn) == ("press" in turn):
        raise ValueError(f"conversation {name}: {unknown or 'needs either user or press'}")
    kind = turn.get("kind", "answer")
    return Turn(
        turn["user"] * turn["times"] if "times" in turn else turn.get("user"),
        int(turn.get("press", 0)),
        tuple(kind) if isinstance(kind, list) else (kind,),
        _words(turn, "has"),
        _words(turn, "has_any"),
        _words(turn, "has_not"),
        frozenset(turn["cites"]) if "cites" in turn else None,
        _words(turn, "buttons"),
        bool(turn.get("no_buttons")),
    )


def _words(turn: Mapping[str, Any], key: str) -> tuple[str, ...]:
    words = turn.get(key) or []
    if not isinstance(words, list):
        raise ValueError(f"{key} is not a list: {words}")
    return tuple(str(word) for word in words)
