"""What the check of the draft finds."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from plan_kb.messages import message


class Level(str, Enum):
    """Whether a finding keeps the draft from being published."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong or odd in the draft, in plain Chinese."""

    level: Level
    name: str
    """Which check: its key in ``data/messages/check.yml``."""
    table: str
    """Name of the table of the entry, for a link to it."""
    row: int | None
    """Id of the entry; None where it is not stored yet."""
    place: str
    """What staff call the entry."""
    text: str

    def __str__(self) -> str:
        level = message(f"check.levels.{self.level.value}")
        return message("check.line", level=level, place=self.place, text=self.text)


@dataclass(frozen=True)
class Entry:
    """An entry of the draft that findings are about."""

    table: str
    row: int | None
    place: str

    def error(self, name: str, /, **values: object) -> Finding:
        """Return an error about this entry."""
        return Finding(Level.ERROR, name, self.table, self.row, self.place, message(f"check.{name}", **values))

    def warning(self, name: str, /, **values: object) -> Finding:
        """Return a warning about this entry."""
        return Finding(Level.WARNING, name, self.table, self.row, self.place, message(f"check.{name}", **values))


def entry(row: object, kind: str, /, **values: object) -> Entry:
    """Return the entry of a table's ``row``; ``kind`` is its key in ``check.places``."""
    return Entry(
        str(getattr(row, "__tablename__", kind)), getattr(row, "id", None), message(f"check.places.{kind}", **values)
    )


def errors_of(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings that keep the draft from being published."""
    return [finding for finding in findings if finding.level is Level.ERROR]
