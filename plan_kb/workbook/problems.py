"""What is wrong with an uploaded workbook, cell by cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl.utils import get_column_letter

from plan_kb.messages import message


@dataclass(frozen=True)
class CellProblem:
    """One thing that keeps a workbook from being taken."""

    name: str
    """Which problem: its key in ``data/messages/workbook.yml``."""
    sheet: str
    """The sheet's title; empty where the problem is about the file."""
    row: int
    """From 1; 0 where the problem is about a whole column, sheet or file."""
    column: int
    """From 1; 0 where the problem is about a whole row, sheet or file."""
    text: str
    """What is wrong and how to mend it."""

    @property
    def place(self) -> str:
        """Where it is, e.g. ``工作表“目标值”第7行C列``."""
        letter = get_column_letter(self.column) if self.column else ""
        form = {
            (False, False, False): "file",
            (True, False, False): "sheet",
            (True, True, False): "row",
            (True, False, True): "column",
        }.get((bool(self.sheet), bool(self.row), bool(self.column)), "cell")
        return message(f"workbook.place.{form}", sheet=self.sheet, row=self.row, column=letter)

    def __str__(self) -> str:
        return message("workbook.problem", place=self.place, text=self.text)


class WrongWorkbook(Exception):
    """Raised when a workbook cannot be taken; nothing was changed."""

    def __init__(self, problems: Sequence[CellProblem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = tuple(problems)


def cell_problem(name: str, sheet: str = "", row: int = 0, column: int = 0, **values: object) -> CellProblem:
    """Return the problem ``name`` with its words filled in."""
    return CellProblem(name, sheet, row, column, message(f"workbook.wrong.{name}", **values))
