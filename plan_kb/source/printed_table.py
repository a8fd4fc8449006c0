"""The printed task list of a file of Word or Excel as lines of one cell each, as the text of a web page has it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from plan_kb.source.placed_text import PlacedLine, PlacedText
from plan_kb.source.problems import problem
from plan_kb.source.tasklist import HEADER, REMARK
from plan_kb.source.typography import halve, tidy

_NUMBER, _AREA, _TASK, _CONTENT, _UNITS = HEADER
_SEPARATED = re.compile(r"[、,;]$")


@dataclass(frozen=True)
class PrintedCell:
    """A cell as printed."""

    paragraphs: tuple[str, ...]
    place: str
    first_column: int
    """From 1, in the grid of the table."""
    last_column: int
    continued: bool = False
    """Whether it only continues a merged cell of the row above."""
    numbered: bool = False
    """Whether Word numbers it by itself, so that its number is no text."""

    @property
    def text(self) -> str:
        return tidy("".join(self.paragraphs))


Rows = Sequence[Sequence[PrintedCell]]


def table_text(file: str, rows: Rows) -> PlacedText:
    """Return the lines of a table; of the task list without its column of remarks and repeated headers."""
    header = next((place for place, row in enumerate(rows) if _is_header(row)), None)
    found = PlacedText()
    if header is None:
        for row in rows:
            for cell in row:
                found.lines += [PlacedLine(words, file, cell.place) for words in cell.paragraphs]
        return found
    for row in rows[:header]:
        for cell in row:
            found.lines += [PlacedLine(words, file, cell.place) for words in cell.paragraphs]
    columns = {cell.text: cell for cell in rows[header]}
    for cell in rows[header]:
        if cell.text in (*HEADER, REMARK):
            found.lines.append(PlacedLine(cell.text, file, cell.place, in_table=True))
    count = 0
    for row in rows[header + 1 :]:
        if _is_header(row):
            continue
        for cell in row:
            heads = [name for name in HEADER if _covers(cell, columns[name])]
            if not heads or cell.continued:
                continue
            if heads[0] == _NUMBER and (cell.numbered or cell.text):
                count += 1
                found.lines.append(PlacedLine(cell.text or str(count), file, cell.place, in_table=True))
            elif cell.text:
                _add_cell(found, file, cell, heads)
    return found


def _add_cell(found: PlacedText, file: str, cell: PrintedCell, heads: list[str]) -> None:
    if _AREA in heads and _TASK in heads:
        found.areas.add(cell.text.rstrip("。."))
    paragraphs = [tidy(words) for words in cell.paragraphs if tidy(words)]
    if heads[0] == _UNITS:
        if any(not _SEPARATED.search(halve(words)) for words in paragraphs[:-1]):
            wrong = problem("units_on_lines", 0, file, cell=cell.text[:20])
            found.problems.append(replace(wrong, where=cell.place))
        paragraphs = ["".join(paragraphs)]
    elif heads[0] != _CONTENT:
        # A name that is broken into lines because its column is narrow.
        paragraphs = ["".join(paragraphs)]
    found.lines += [PlacedLine(words, file, cell.place, in_table=True) for words in paragraphs]


def _is_header(row: Sequence[PrintedCell]) -> bool:
    texts = [cell.text for cell in row]
    return all(name in texts for name in HEADER)


def _covers(cell: PrintedCell, head: PrintedCell) -> bool:
    return cell.first_column <= head.last_column and head.first_column <= cell.last_column
