"""Plans as files of Word and Excel, printed the way offices print them: merged cells, narrow columns, a title above."""

from __future__ import annotations

import io
from collections.abc import Sequence
from itertools import groupby

from docx import Document
from docx.table import Table
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from plan_kb.source.document import Document as PlanDocument
from plan_kb.source.document import TaskText
from plan_kb.source.tasklist import HEADER, REMARK
from plan_kb.source.typography import squeeze

HEADS = (*HEADER, REMARK)


def paragraphs_of(source: str) -> list[str]:
    """The lines of a plan's text above its task list."""
    lines = source.splitlines()
    start = [squeeze(line) for line in lines].index(HEADER[0])
    return [line for line in lines[:start] if line.strip()]


def word_file(plan: PlanDocument, after: Sequence[str] = ()) -> bytes:
    """The plan as a .docx file: the text as paragraphs, the task list as a table with merged cells."""
    file = Document()
    for words in paragraphs_of(plan.source):
        file.add_paragraph(words)
    rows = [(task, measure) for task in plan.tasks for measure in task.measures]
    table = file.add_table(len(rows) + 1, len(HEADS))
    for column, words in enumerate(HEADS):
        table.cell(0, column).text = words
    for y, (task, measure) in enumerate(rows, start=1):
        table.cell(y, 3).text = measure.text
        table.cell(y, 4).text = measure.cell
        if measure is task.measures[0]:
            table.cell(y, 0).text = str(task.number)
            table.cell(y, 2).text = task.name
    _merge_word_cells(table, rows)
    for words in after:
        file.add_paragraph(words)
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def _merge_word_cells(table: Table, rows: Sequence[tuple[TaskText, object]]) -> None:
    for first, last, task in _runs(rows, "name"):
        for column in (0, 2):
            if last > first:
                table.cell(first, column).merge(table.cell(last, column))
        if task.area == task.name:
            table.cell(first, 1).merge(table.cell(last, 2))
    for first, last, task in _runs(rows, "area"):
        if task.area != task.name:
            table.cell(first, 1).text = task.area
            if last > first:
                table.cell(first, 1).merge(table.cell(last, 1))


def table_book(plan: PlanDocument, with_text: bool = False) -> bytes:
    """The task list (and, with ``with_text``, the text above it on a sheet of its own) as an .xlsx file."""
    book = Workbook()
    page = book.active
    if with_text:
        page.title = "正文"
        for words in paragraphs_of(plan.source):
            page.append([words])
        page = book.create_sheet("清单")
    page.append(list(HEADS))
    rows = [(task, measure) for task in plan.tasks for measure in task.measures]
    for task, measure in rows:
        first = measure is task.measures[0]
        page.append([task.number if first else None, None, task.name if first else None, measure.text, measure.cell])
    _merge_excel_cells(page, rows)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _merge_excel_cells(page: Worksheet, rows: Sequence[tuple[TaskText, object]]) -> None:
    for first, last, task in _runs(rows, "name"):
        if task.area == task.name:
            page.cell(first + 1, 2, task.area)
            page.merge_cells(start_row=first + 1, end_row=last + 1, start_column=2, end_column=3)
        elif last > first:
            for column in (1, 3):
                page.merge_cells(start_row=first + 1, end_row=last + 1, start_column=column, end_column=column)
    for first, last, task in _runs(rows, "area"):
        if task.area != task.name:
            page.cell(first + 1, 2, task.area)
            if last > first:
                page.merge_cells(start_row=first + 1, end_row=last + 1, start_column=2, end_column=2)


def _runs(rows: Sequence[tuple[TaskText, object]], name: str) -> list[tuple[int, int, TaskText]]:
    """Rows one below the other whose tasks have the same name or area: first and last, from 1, and a task of them."""
    runs = []
    for _, group in groupby(enumerate(rows, start=1), key=lambda pair: getattr(pair[1][0], name)):
        members = list(group)
        runs.append((members[0][0], members[-1][0], members[0][1][0]))
    return runs
