"""Evaluation cases: conversations with what each reply must and must not hold, read from YAML files."""
from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bot.start_error import CannotStart

KINDS = frozenset({"answer", "clarify", "not_in_plan", "off_topic", "smalltalk"})
UNANSWERABLE = frozenset({"not_in_plan", "off_topic"})


class BadCases(CannotStart):
    """Raised when a case file cannot be used; the message is one line that names file and case."""


@dataclass(frozen=True)
class Expected:
    """What a reply must be like."""

    kind: str = "answer"
    also: frozenset[str] = frozenset()
    """Kinds that are right too."""
    has_all: tuple[str, ...] = ()
    has_any: tuple[str, ...] = ()
    has_none: tuple[str, ...] = ()
    cites: tuple[str, ...] = ()
    """Places that must be cited, all of them."""

    @property
    def forbids_answer(self) -> bool:
        """Whether any answer to it is a false one."""
        return self.kind in UNANSWERABLE and "answer" not in self.also


@dataclass(frozen=True)
class Turn:
    """One message of a person and what is expected of the reply."""

    user: str
    expected: Expected


@dataclass(frozen=True)
class Case:
    """A conversation of one or more turns."""

    file: str
    id: str
    category: str
    style: str
    turns: tuple[Turn, ...]


def read_cases(paths: Iterable[Path]) -> list[Case]:
    """The cases of all files, in order; raises BadCases where a file is not as the case format says."""
    cases = [case for path in paths for case in _read_file(path)]
    if not cases:
        raise BadCases("no cases in the files given")
    return cases


def _read_file(path: Path) -> list[Case]:
    try:
        loaded = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise BadCases(f"{path}: {error}") from error
    if not isinstance(loaded, list):
        raise BadCases(f"{path}: not a list of cases")
    return [_case(path, position, item) for position, item in enumerate(loaded, start=1)]


def _case(path: Path, position: int, item: Any) -> Case:
    name = item.get("id", f"no. {position}") if isinstance(item, Mapping) else f"no. {position}"
    try:
        return Case(path.name, str(item["id"]), str(item["category"]), str(item.get("style") or "unnamed"),
                    tuple(Turn(str(turn["user"]), _expected(turn.get("expect") or {})) for turn in item["turns"]))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadCases(f"{path}: case {name}: {type(error).__name__}: {error}") from error


def _expected(item: Mapping[str, Any]) -> Expected:
    expected = Expected(str(item.get("kind", "answer")), frozenset(_words(item, "also")), _words(item, "has_all"),
                        _words(item, "has_any"), _words(item, "has_none"), _words(item, "cites"))
    unknown = ({expected.kind} | expected.also) - KINDS
    if unknown:
        raise ValueError(f"unknown kind {', '.join(sorted(unknown))}")
    return expected


def _words(item: Mapping[str, Any], key: str) -> tuple[str, ...]:
    words = item.get(key) or []
    if not isinstance(words, list):
        raise TypeError(f"{key} is not a list")
    return tuple(str(word) for word in words)
