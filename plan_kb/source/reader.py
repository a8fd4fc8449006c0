"""From the text of a plan as published to a ``Document``; what cannot be read is reported line by line."""
from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from plan_kb.messages import message
from plan_kb.source.document import Document, GoalText, Line, Place
from plan_kb.source.problems import PLAN_FILE, Problem, UnreadablePlan, problem
from plan_kb.source.tasklist import HEADER, REMARK, find_header, read_tasks
from plan_kb.source.typography import halve, tidy

_CIRCULAR = re.compile(r"^(?P<issuer>.+?)关于印发《(?P<plan>.+)》的通知$")
_DATE = re.compile(r"^\d{4}年\d{1,2}月\d{1,2}日$")
_PERIOD = re.compile(r"\((?P<first>\d{4})(?:年)?[-–—~至](?P<last>\d{4})年?\)")
_BASIS = re.compile(r"根据(《[^》]+》(?:\([^)]*\))?)")
# Without its number where Word numbers the headings by itself.
_IDEOLOGY = re.compile(r"^(?:[一二三四五六七八九十]+、)?指导思想$")
_GOALS = re.compile(r"^(?:[一二三四五六七八九十]+、)?发展目标$")
_OVERALL = "总体目标:"
_DASH = re.compile(r"^[—–―-]{1,3}")
_APPENDED = re.compile(r"^\(附件:")
_ATTACHMENT = re.compile(r"^附件\d*$")
_FOOTER = re.compile(r"^分享:?$")
_ORDINALS = "一二三四五六七八九十"
_SHOWN = 20
"""Characters of a paragraph that a problem quotes."""


@dataclass
class _Reading:
    """The lines of a text, and what was found wrong with them so far."""

    lines: list[Line]
    problems: list[Problem] = field(default_factory=list)

    def wrong(self, name: str, line: int = 0, **values: object) -> None:
        self.problems.append(problem(name, line, PLAN_FILE, **values))

    def find(self, pattern: re.Pattern[str], start: int = 0, stop: int | None = None) -> int | None:
        end = len(self.lines) if stop is None else stop
        return next((i for i in range(start, end) if pattern.match(halve(self.lines[i].text))), None)

    def number(self, position: int) -> int:
        return self.lines[position].number


def read_document(text: str, area_names: Collection[str] = (), last_cell: int = 0) -> Document:
    """Read a plan's ``text`` as published.

    ``area_names`` are the areas that the supplement names; they tell a row whose area and task are one cell from a row
    that continues the area above it. ``last_cell`` is the line of the last cell of the task list, 0 where it is not
    known: the list then ends where the text or the web page does. Raises ``UnreadablePlan`` with every problem found;
    nothing is returned in part.
    """
    source = text.removeprefix("\ufeff")
    tidied = ((number, tidy(raw)) for number, raw in enumerate(source.splitlines(), start=1))
    reading = _Reading([Line(number, words) for number, words in tidied if words])
    header, ideology, goals = _find_parts(reading)
    front = _read_front(reading, ideology)
    ideology_place = _read_ideology(reading, ideology, goals)
    goal_texts = _read_goals(reading, goals, header)
    cells = _table_cells(reading, header, last_cell)
    tasks = read_tasks(cells, area_names, reading.problems)
    if not cells:
        reading.wrong("no_rows", reading.number(header))
    if reading.problems or front is None or ideology_place is None:
        raise UnreadablePlan(*sorted(reading.problems, key=lambda found: found.line))
    return Document(
        title=front.title,
        issuer=front.issuer,
        issued=front.issued,
        basis=front.basis,
        first_year=front.first_year,
        last_year=front.last_year,
        notice=front.notice,
        preamble=front.preamble,
        ideology=ideology_place,
        goals=goal_texts,
        tasks=tasks,
        source=source,
    )


def goal_title(number: int, name: str) -> str:
    """Return the heading of a goal, e.g. ``发展目标二:提升企业科技创新能力``; the overall goal keeps its name."""
    if number == 0:
        return name
    ordinal = _ORDINALS[number - 1] if number <= len(_ORDINALS) else str(number)
    return message("knowledge.places.goal", ordinal=ordinal, name=name)


def _find_parts(reading: _Reading) -> tuple[int, int, int]:
    """Return where the table's header and the headings of 指导思想 and 发展目标 stand; raises where one is missing."""
    header = find_header(reading.lines)
    ideology = reading.find(_IDEOLOGY, stop=header)
    goals = reading.find(_GOALS, stop=header)
    if not reading.lines:
        reading.wrong("empty_text")
    elif header is None:
        reading.wrong("no_header", columns="、".join(HEADER))
    if reading.lines and ideology is None:
        reading.wrong("no_ideology")
    if reading.lines and goals is None:
        reading.wrong("no_goals")
    if ideology is not None and goals is not None and goals < ideology:
        reading.wrong("headings_out_of_order", reading.number(goals))
    if header is None or ideology is None or goals is None or reading.problems:
        raise UnreadablePlan(*reading.problems)
    return header, ideology, goals


@dataclass(frozen=True)
class _Front:
    title: str
    issuer: str
    issued: str
    basis: str
    first_year: int
    last_year: int
    notice: Place
    preamble: Place


def _read_front(reading: _Reading, ideology: int) -> _Front | None:
    """Read the circular and the opening paragraph, which stand before 指导思想."""
    lines = reading.lines
    date = reading.find(_DATE, stop=ideology)
    if date is None:
        reading.wrong("no_date")
        return None
    circulars = [i for i in range(date) if _CIRCULAR.match(halve(lines[i].text))]
    if not circulars:
        reading.wrong("no_circular")
        return None
    # The web page prints its own heading above the circular's; the circular begins at the last of them.
    first = circulars[-1]
    if date - first < 2 or lines[date - 1].text.endswith(("。", "》")):
        reading.wrong("no_issuer", reading.number(date))
        return None
    attachment = reading.find(_ATTACHMENT, start=date, stop=ideology)
    start = date + 1 if attachment is None else attachment + 1
    if ideology - start < 2:
        reading.wrong("no_title", reading.number(ideology))
        return None
    title = lines[start]
    period = _PERIOD.search(halve(title.text))
    if period is None:
        reading.wrong("no_period", title.number, title=title.text[:_SHOWN])
        return None
    preamble = "\n".join(line.text for line in lines[start + 1 : ideology])
    basis = _BASIS.search(halve(preamble))
    notice = "\n".join(line.text for line in lines[first : date + 1])
    return _Front(
        title=title.text,
        issuer=lines[date - 1].text,
        issued=lines[date].text,
        basis=preamble[basis.start(1) : basis.end(1)] if basis else "",
        first_year=int(period["first"]),
        last_year=int(period["last"]),
        notice=Place("notice", message("knowledge.places.notice"), notice, lines[first].number),
        preamble=Place("preamble", message("knowledge.places.preamble"), preamble, lines[start + 1].number),
    )


def _read_ideology(reading: _Reading, ideology: int, goals: int) -> Place | None:
    body = reading.lines[ideology + 1 : goals]
    if not body:
        reading.wrong("empty_ideology", reading.number(ideology))
        return None
    text = "\n".join(line.text for line in body)
    return Place("ideology", message("knowledge.places.ideology"), text, body[0].number)


def _read_goals(reading: _Reading, start: int, header: int) -> tuple[GoalText, ...]:
    """Read 总体目标 and the paragraphs that begin with a dash, up to the title of the task list."""
    overall: list[GoalText] = []
    goals: list[GoalText] = []
    for position, line in enumerate(reading.lines[start + 1 : header], start=start + 1):
        if halve(line.text).startswith(_OVERALL):
            text = line.text[len(_OVERALL) :]
            overall.append(GoalText(0, message("knowledge.places.overall"), text, line.number))
        elif _DASH.match(line.text):
            text = _DASH.sub("", line.text)
            goals.append(GoalText(len(goals) + 1, text.split("。", 1)[0], text, line.number))
        elif not _APPENDED.match(halve(line.text)) and position != header - 1:
            reading.wrong("stray_paragraph", line.number, words=line.text[:_SHOWN])
    if not overall:
        reading.wrong("no_overall", reading.number(start))
    elif len(overall) > 1:
        reading.wrong("several_overall", overall[1].line)
    return (*overall, *goals)


def _table_cells(reading: _Reading, header: int, last_cell: int) -> Sequence[Line]:
    start = header + len(HEADER)
    if start < len(reading.lines) and reading.lines[start].text == REMARK:
        start += 1
    cells = reading.lines[start : reading.find(_FOOTER, start=start)]
    return [line for line in cells if line.number <= last_cell] if last_cell else cells
