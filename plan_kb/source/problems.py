"""What cannot be read in a plan's files, said line by line in Chinese."""
from __future__ import annotations

from dataclasses import dataclass

from plan_kb.messages import message

PLAN_FILE = "plan.txt"
SUPPLEMENT_FILE = "supplement.yml"
WORDINGS_FILE = "wordings.yml"


@dataclass(frozen=True)
class Problem:
    """One thing that keeps a plan from being read."""

    name: str
    """Which problem it is: its key in ``data/messages/source.yml``."""
    file: str
    """``plan.txt``, ``supplement.yml``, ``wordings.yml`` or the name of an uploaded file."""
    line: int
    """Line number from 1; 0 where the problem is about the file as a whole."""
    found: str
    """What stands there."""
    expected: str
    """What should stand there."""
    mend: str
    """How to mend it."""
    where: str = ""
    """The place in words, in files that have no lines (``表1第4行第2列``)."""

    def __str__(self) -> str:
        parts = {"found": self.found, "expected": self.expected, "mend": self.mend}
        if self.where:
            return message("source.place", file=self.file, place=self.where, **parts)
        return message("source.line" if self.line else "source.file", file=self.file, line=self.line, **parts)


class UnreadablePlan(Exception):
    """Raised when a plan's files cannot be read fully; nothing was imported."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


def problem(name: str, line: int = 0, file: str = PLAN_FILE, **values: object) -> Problem:
    """Return the problem ``name`` with its words filled in; ``line`` counts from 1, 0 means the whole file."""
    found, expected, mend = (message(f"source.{name}.{part}", **values) for part in ("found", "expected", "mend"))
    return Problem(name, file, line, found, expected, mend)
