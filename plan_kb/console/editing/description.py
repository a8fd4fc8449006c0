"""How staff see a table of the draft: its words and fields, from ``plan_kb/data/console/<table>.yml``."""
from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).resolve().parents[2] / "data" / "console"

KINDS_OF_FIELD = (
    "line", "area", "whole", "decimal", "day", "flag", "choice", "plan", "pick", "units", "wordings", "things", "place"
)  # fmt: skip


@dataclass(frozen=True)
class FieldDescription:
    """One field of a form."""

    name: str
    """The attribute of the row; of ``units``, ``wordings``, ``things`` and ``place`` the kind says what it means."""
    kind: str
    label: str
    help: str = ""
    required: bool = False
    least: int | None = None
    """Least number."""
    most: int | None = None
    """Greatest number, or most characters."""
    of: str = ""
    """Of ``pick``: the table to pick from."""
    choices: dict[str, str] = field(default_factory=dict)
    """Of ``choice``: what is stored, and its words."""
    pattern: str = ""
    pattern_help: str = ""
    printed: str = ""
    """How these words stand in the plan's text: ``text``, ``line``, ``cell`` or ``unit``; empty if they do not."""

    def __post_init__(self) -> None:
        if self.kind not in KINDS_OF_FIELD:
            raise ValueError(f"field {self.name}: no kind {self.kind}")


@dataclass(frozen=True)
class Description:
    """What the pages of a table say."""

    table: str
    path: str
    """First part of its addresses: ``units`` for ``/units/3``."""
    group: str
    order: int
    title: str
    one: str
    """What one entry is called."""
    intro: str
    columns: dict[str, str]
    """Columns of the list: where the value comes from, and the heading."""
    fields: tuple[FieldDescription, ...]
    creatable: bool = True
    delete_role: str = "editor"
    choose_first: str = ""
    """A column that is chosen before a new entry's form is shown, and never changes."""

    @property
    def prints(self) -> bool:
        """Whether a field's words stand in the plan's whole text."""
        return any(item.printed for item in self.fields)

    def label(self, name: str) -> str:
        """Return the label of a field; its name where there is no such field."""
        return next((item.label for item in self.fields if item.name == name), name)


@cache
def description(table: str) -> Description:
    """Return the description of a table; raises ``FileNotFoundError`` where it has none."""
    data: dict[str, Any] = yaml.safe_load((FOLDER / f"{table}.yml").read_text(encoding="utf-8"))
    fields = tuple(FieldDescription(**item) for item in data.pop("fields"))
    return Description(table=table, fields=fields, **data)


def path_of(table: str, row: int | None) -> str:
    """Return the address of an entry's page, of its table's list where ``row`` is None, else of the first page."""
    if not (FOLDER / f"{table}.yml").exists():
        return "/"
    path = description(table).path
    return f"/{path}" if row is None else f"/{path}/{row}"
