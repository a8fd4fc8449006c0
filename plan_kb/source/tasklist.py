"""The printed task list (重点工作任务清单): one cell a line, merged cells, rows with several measures."""
from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from plan_kb.source.document import Line, MeasureText, TaskText
from plan_kb.source.problems import Problem, problem
from plan_kb.source.typography import halve
from plan_kb.source.unitcell import looks_like_units, split_units

HEADER = ("序号", "领域", "重点工作", "主要内容", "责任单位")
REMARK = "备注"
LONGEST_HEAD = 40
"""Characters; a longer cell is no name of an area or a task."""

_NUMBER = re.compile(r"^\d{1,3}[.、]?$")
_CLOSING = "。;!"
_SHOWN = 20
"""Characters of a cell that a problem quotes."""


@dataclass
class _Row:
    number: int
    line: Line
    cells: list[Line] = field(default_factory=list)


def is_number(text: str) -> bool:
    """Tell whether a cell holds a 序号 and nothing else."""
    return bool(_NUMBER.match(text))


def find_header(lines: Sequence[Line]) -> int | None:
    """Return the position of the first cell of the list's header, or None where there is none."""
    for position in range(len(lines) - len(HEADER) + 1):
        if tuple(line.text for line in lines[position : position + len(HEADER)]) == HEADER:
            return position
    return None


def read_tasks(cells: Sequence[Line], area_names: Collection[str], problems: list[Problem]) -> tuple[TaskText, ...]:
    """Read the rows below the header.

    ``cells`` are the non-empty lines between the header and the page's footer. ``area_names`` are areas known from the
    supplement: a row with one name only belongs to the area above it, unless that name is itself a known area (then
    both cells were merged into one). What cannot be read is added to ``problems``.
    """
    tasks: list[TaskText] = []
    area = ""
    for row in _split_rows(cells, problems):
        heads, measures = _read_row(row, problems)
        if not heads:
            continue
        name = heads[-1].text.rstrip("。.")
        if len(heads) == 2:
            area = heads[0].text
        elif name in area_names:
            area = name
        elif not area:
            # Said of the first row only: below a row that could not be read the area is missing for that reason.
            if row.number == 1:
                problems.append(problem("first_row_without_area", heads[0].number, cell=_shorten(heads[0])))
            continue
        if not measures:
            continue
        if any(task.name == name for task in tasks):
            problems.append(problem("repeated_name", heads[-1].number, cell=_shorten(heads[-1])))
        tasks.append(TaskText(row.number, area, name, measures, row.line.number))
    return tuple(tasks)


def _split_rows(cells: Sequence[Line], problems: list[Problem]) -> list[_Row]:
    rows: list[_Row] = []
    for cell in cells:
        if is_number(cell.text):
            row = _Row(int(re.sub(r"\D", "", cell.text)), cell)
            expected = len(rows) + 1
            if row.number != expected:
                problems.append(
                    problem("wrong_number", cell.number, number=row.number, expected_number=expected)
                )
            rows.append(row)
        elif rows:
            rows[-1].cells.append(cell)
        else:
            problems.append(problem("cell_before_number", cell.number, cell=_shorten(cell)))
    return rows


def _read_row(row: _Row, problems: list[Problem]) -> tuple[Sequence[Line], tuple[MeasureText, ...]]:
    cells = row.cells
    if len(cells) < 3:
        problems.append(problem("too_few_cells", row.line.number, number=row.number, count=len(cells)))
        return (), ()
    count = 2 if _can_be_head(cells[1]) and _is_prose(cells[2]) else 1
    for head in cells[:count]:
        if not _can_be_head(head):
            problems.append(problem("head_too_long", head.number, cell=_shorten(head)))
            return (), ()
    return cells[:count], _read_measures(cells[count:], row.number, problems)


def _read_measures(cells: Sequence[Line], number: int, problems: list[Problem]) -> tuple[MeasureText, ...]:
    measures: list[MeasureText] = []
    position = 0
    before = len(problems)
    while position < len(cells):
        start = position
        while position < len(cells) and _is_prose(cells[position]):
            position += 1
        prose = cells[start:position]
        if not prose:
            problems.append(problem("no_content", cells[start].number, cell=_shorten(cells[start])))
            position += 1
            continue
        if position == len(cells):
            problems.append(problem("no_units", prose[-1].number, number=number))
            break
        first = cells[position]
        cell = first.text
        position += 1
        while halve(cell[-1]) in "、," and position < len(cells) and not _is_prose(cells[position]):
            cell += cells[position].text
            position += 1
        if looks_like_units(cell):
            text = "\n".join(line.text for line in prose)
            measures.append(MeasureText(text, cell, split_units(cell), prose[0].number, first.number))
        else:
            problems.append(problem("not_units", first.number, cell=_shorten(first)))
    return tuple(measures) if len(problems) == before else ()


def _can_be_head(line: Line) -> bool:
    return len(line.text) <= LONGEST_HEAD and "。" not in line.text[:-1]


def _is_prose(line: Line) -> bool:
    return halve(line.text[-1]) in _CLOSING or "。" in line.text


def _shorten(line: Line) -> str:
    return line.text if len(line.text) <= _SHOWN else f"{line.text[:_SHOWN]}…"
