"""A plan's text as the reader found it: the places in order, still without any judgement about figures."""
from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """A line of the file with words in it."""

    number: int
    """Line number from 1."""
    text: str
    """Its words, tidied of white space."""


@dataclass(frozen=True)
class Place:
    """A running text of the plan that an answer can cite."""

    ref: str
    title: str
    text: str
    """Paragraphs joined by a line break."""
    line: int


@dataclass(frozen=True)
class GoalText:
    """A paragraph of 发展目标; number 0 is the overall goal."""

    number: int
    name: str
    text: str
    line: int

    @property
    def ref(self) -> str:
        return f"goal/{self.number}" if self.number else "goal/overall"


@dataclass(frozen=True)
class MeasureText:
    """A cell of 主要内容 with the 责任单位 cell beside it."""

    text: str
    cell: str
    units: tuple[str, ...]
    line: int
    cell_line: int


@dataclass(frozen=True)
class TaskText:
    """A row of the task list, its merged cells resolved."""

    number: int
    area: str
    name: str
    """As printed, less a closing full stop."""
    measures: tuple[MeasureText, ...]
    line: int

    @property
    def ref(self) -> str:
        return f"task/{self.number}"


@dataclass(frozen=True)
class Document:
    """Everything that the reader takes from a plan's text."""

    title: str
    issuer: str
    issued: str
    basis: str
    first_year: int
    last_year: int
    notice: Place
    preamble: Place
    ideology: Place
    goals: tuple[GoalText, ...]
    tasks: tuple[TaskText, ...]
    source: str
    """The whole text as published."""

    @property
    def areas(self) -> tuple[str, ...]:
        """The names of the areas in the order of the task list."""
        return tuple(dict.fromkeys(task.area for task in self.tasks))

    @property
    def units(self) -> tuple[str, ...]:
        """The printed names of the units in the order of the task list."""
        return tuple(dict.fromkeys(u for task in self.tasks for measure in task.measures for u in measure.units))
