"""A plan's text whose lines know where they stood in a file of Word or Excel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from plan_kb.source.document import Document
from plan_kb.source.problems import Problem, UnreadablePlan
from plan_kb.source.reader import read_document


@dataclass(frozen=True)
class PlacedLine:
    """A line of the text."""

    text: str
    file: str
    place: str
    """Where it stood, in words: ``第3段``, ``表1第4行第2列``, ``工作表“清单”第7行C列``; ``第12行`` in a text file."""
    in_table: bool = False
    """Whether it is a cell of the task list."""


@dataclass
class PlacedText:
    """The lines of one or several files, in order."""

    lines: list[PlacedLine] = field(default_factory=list)
    areas: set[str] = field(default_factory=set)
    """Names of areas that share one merged cell with a task."""
    problems: list[Problem] = field(default_factory=list)

    def add(self, other: PlacedText) -> None:
        """Go on with the text of another file."""
        self.lines += other.lines
        self.areas |= other.areas
        self.problems += other.problems

    @property
    def text(self) -> str:
        """The lines as one text."""
        return "\n".join(line.text for line in self.lines)

    def read(self) -> Document:
        """Return what the text holds; raises ``UnreadablePlan`` with problems that name file and place."""
        if self.problems:
            raise UnreadablePlan(*self.problems)
        last = max((number for number, line in enumerate(self.lines, start=1) if line.in_table), default=0)
        try:
            return read_document(self.text, self.areas, last)
        except UnreadablePlan as error:
            raise UnreadablePlan(*self.placed(error.problems)) from None

    def placed(self, problems: Sequence[Problem]) -> list[Problem]:
        """Return ``problems``, whose lines count in this text, with file and place in words."""
        files = "、".join(dict.fromkeys(line.file for line in self.lines))
        found = []
        for problem in problems:
            line = self.lines[problem.line - 1] if 0 < problem.line <= len(self.lines) else None
            file, where = (line.file, line.place) if line is not None else (files or problem.file, "")
            found.append(replace(problem, file=file, where=where))
        return found
