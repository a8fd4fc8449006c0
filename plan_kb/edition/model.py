"""What an edition holds: plain frozen objects, compiled from the tables when staff publish.

Every quote is verbatim: with white space removed it is a substring of its plan's ``source``.
A ``ref`` names a place in a plan: ``notice``, ``preamble``, ``ideology``, ``goal/overall``, ``goal/1`` …, ``task/1`` …
"""
from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Bound(str, Enum):
    """How a target's value limits its indicator."""

    REACH = "达到"
    AT_LEAST = "以上"
    EXCEED = "突破"
    RANGE = "区间"
    TREND = "趋势"
    """A direction or a standard instead of a figure: 逐步提高, 达到郊区平均水平."""


@dataclass(frozen=True)
class Passage:
    """A place of the plan's text that an answer can cite."""

    ref: str
    title: str
    """Short Chinese heading, e.g. ``发展目标二:提升企业科技创新能力`` or a task's name."""
    title_en: str
    text: str
    """The place's words, verbatim; for a task the texts of its measures."""


@dataclass(frozen=True)
class Goal:
    """One of the numbered paragraphs of 发展目标; the overall goal has number 0."""

    number: int
    ref: str
    name: str
    name_en: str
    text: str


@dataclass(frozen=True)
class Area:
    """A 领域 of the task list."""

    number: int
    name: str
    name_en: str
    tasks: tuple[int, ...]


@dataclass(frozen=True)
class Unit:
    """A 责任单位 as printed."""

    key: str
    """The printed name, e.g. ``区财政局(金融办)``."""
    name_en: str
    body: str
    """The name of the body that it belongs to: 区财政局(金融办) and 区财政局 are both 区财政局."""
    telephone: str = ""
    address: str = ""
    hours: str = ""


@dataclass(frozen=True)
class Measure:
    """One row of 主要内容 with the units printed beside it."""

    key: str
    """``5.2`` is the second row of task 5."""
    task: int
    position: int
    name: str
    """What staff call this row where a task has several; the task's name where it has one."""
    name_en: str
    text: str
    cell: str
    """The 责任单位 cell as printed."""
    units: tuple[str, ...]


@dataclass(frozen=True)
class Task:
    """A 重点工作 of the task list, by its 序号."""

    number: int
    name: str
    """The name without a closing full stop."""
    name_en: str
    area: int
    measures: tuple[Measure, ...]

    @property
    def ref(self) -> str:
        return f"task/{self.number}"


@dataclass(frozen=True)
class Indicator:
    """A 指标: what a target sets a value for."""

    key: str
    name: str
    name_en: str
    family: str
    """Indicators that people confuse share a family, e.g. ``little-giants``; empty where there is none."""
    addition: bool
    """True where the target counts what is newly added (新增, 新建, 新引进), not a total."""


@dataclass(frozen=True)
class Target:
    """A 目标值 of an indicator at one place of the plan."""

    key: str
    indicator: str
    ref: str
    measure: str
    """Key of the measure that sets it; empty for a goal's target."""
    bound: Bound
    low: float | None
    high: float | None
    """Equal to ``low`` unless the target is a range; both None where the target is a standard or a trend."""
    value: str
    """The value as printed, e.g. ``2700家``, ``4000-5000个``, ``40家以上``, ``1000亿元``."""
    unit_of_measure: str
    year: int
    doubling: bool
    """Whether the text says 翻一番."""
    quote: str
    """The clause that states it, verbatim, e.g. ``市级专精特新企业达260家``."""


@dataclass(frozen=True)
class Alias:
    """Another name for one or several things."""

    surface: str
    kind: str
    """plan, area, task, measure, unit, body, indicator, goal, passage or term."""
    keys: tuple[str, ...]
    """Which things; several where people mean any of them, and the assistant has to ask or to list."""
    language: str
    """zh or en."""


@dataclass(frozen=True)
class StaffFact:
    """A fact that staff entered beside the plan's text (contact of a unit, progress value)."""

    ref: str
    """``staff/<kind>/<id>``."""
    kind: str
    """``unit`` or ``progress``."""
    subject: str
    """Key of the unit or indicator."""
    text: str
    """The whole entry in words: what a citation quotes."""
    as_of: str = ""
    """The day that a progress value is of, ISO 8601; empty for a contact."""
    value: str = ""
    """The progress value as staff want it said, e.g. ``2500家``."""
    source: str = ""
    """Where staff have the value from."""


@dataclass(frozen=True)
class FaqEntry:
    """An answer that staff wrote and published, with its wordings."""

    ref: str
    questions: tuple[str, ...]
    answer: str
    source: str


@dataclass(frozen=True)
class Plan:
    """One action plan with everything that an answer may say about it."""

    key: str
    title: str
    title_en: str
    short: str
    """What replies call it, e.g. ``奉贤区三年行动计划``."""
    district: str
    district_en: str
    issuer: str
    issuer_en: str
    issued: str
    """As printed, e.g. ``2022年12月30日``."""
    basis: str
    """The basis document as printed."""
    basis_en: str
    first_year: int
    last_year: int
    source: str
    """The whole text as published."""
    passages: tuple[Passage, ...]
    goals: tuple[Goal, ...]
    areas: tuple[Area, ...]
    tasks: tuple[Task, ...]
    units: tuple[Unit, ...]
    indicators: tuple[Indicator, ...]
    targets: tuple[Target, ...]
    aliases: tuple[Alias, ...]
    faq: tuple[FaqEntry, ...] = ()
    staff_facts: tuple[StaffFact, ...] = ()


@dataclass(frozen=True)
class Edition:
    """A published state of the knowledge base."""

    number: int
    plans: tuple[Plan, ...]
