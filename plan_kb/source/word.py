"""A plan in a .docx file: its paragraphs and tables as lines."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from docx import Document as open_document
from docx.oxml.ns import qn

from plan_kb.messages import message
from plan_kb.office.checking import RefusedFile, check_office_file
from plan_kb.source.placed_text import PlacedLine, PlacedText
from plan_kb.source.printed_table import PrintedCell, table_text
from plan_kb.source.problems import problem

_PARAGRAPH, _TABLE, _ROW, _CELL, _CONTENT_CONTROL = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc"), qn("w:sdt")
_TEXT, _TAB, _BREAKS, _HYPHEN = qn("w:t"), qn("w:tab"), (qn("w:br"), qn("w:cr")), qn("w:noBreakHyphen")
_TRACKED = (qn("w:ins"), qn("w:del"), qn("w:moveFrom"), qn("w:moveTo"))
_BOX = qn("w:txbxContent")


def read_word(file_name: str, content: bytes) -> PlacedText:
    """Return the lines of a .docx file; raises ``RefusedFile``."""
    check_office_file(file_name, content, ".docx")
    try:
        body = open_document(io.BytesIO(content)).element.body
    except Exception as error:  # python-docx raises whatever its XML library and its parts do
        raise RefusedFile("damaged", file=file_name) from error
    found = PlacedText()
    if any(next(body.iter(kind), None) is not None for kind in _TRACKED):
        found.problems.append(problem("tracked_changes", 0, file_name))
    paragraphs = tables = 0
    for block in _blocks(body):
        if block.tag == _PARAGRAPH:
            for words in _paragraphs(block):
                paragraphs += bool(words.strip())
                place = message("document.places.paragraph", number=paragraphs)
                found.lines.append(PlacedLine(words, file_name, place))
        else:
            tables += 1
            found.add(table_text(file_name, [list(_cells(row, tables, y)) for y, row in enumerate(_rows(block), 1)]))
    return found


def _blocks(parent: Any) -> Iterator[Any]:
    """Give paragraphs and tables in order, those inside content controls included."""
    for child in parent:
        if child.tag in (_PARAGRAPH, _TABLE):
            yield child
        elif child.tag == _CONTENT_CONTROL:
            for inner in child:
                yield from _blocks(inner)


def _rows(table: Any) -> Iterator[Any]:
    for child in table:
        if child.tag == _ROW:
            yield child
        elif child.tag == _CONTENT_CONTROL:
            for inner in child:
                yield from _rows(inner)


def _cells(row: Any, table: int, number: int) -> Iterator[PrintedCell]:
    column = 1 + int(getattr(row, "grid_before", 0) or 0)
    for place, cell in enumerate((child for child in row.iter(_CELL) if _row_of(child) is row), start=1):
        span = int(cell.grid_span or 1)
        own = [child for child in cell if child.tag == _PARAGRAPH]
        yield PrintedCell(
            tuple(words for paragraph in own for words in _paragraphs(paragraph) if words.strip()),
            message("document.places.cell", table=table, row=number, column=place),
            column,
            column + span - 1,
            continued=cell.vMerge == "continue",
            numbered=any(_is_numbered(paragraph) for paragraph in own),
        )
        column += span


def _row_of(cell: Any) -> Any:
    return next(parent for parent in cell.iterancestors() if parent.tag == _ROW)


def _is_numbered(paragraph: Any) -> bool:
    return paragraph.pPr is not None and paragraph.pPr.numPr is not None


def _paragraphs(paragraph: Any) -> list[str]:
    """Return the words of a paragraph, cut where a line break stands in it."""
    words = []
    for node in paragraph.iter():
        if any(parent.tag == _BOX for parent in node.iterancestors()):
            continue
        if node.tag == _TEXT:
            words.append(node.text or "")
        elif node.tag == _TAB:
            words.append("\t")
        elif node.tag in _BREAKS:
            words.append("\n")
        elif node.tag == _HYPHEN:
            words.append("-")
    return "".join(words).split("\n")
