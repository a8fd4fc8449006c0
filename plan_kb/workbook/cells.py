"""From a cell of Excel to a value of its column; what cannot be read says how to mend it."""

from __future__ import annotations

import datetime
import re
import unicodedata

from plan_kb.office.grid import Cell
from plan_kb.workbook.form import Column, Holds, Value, no_word, without_control, yes_word

_YES = frozenset({"是", "对", "有", "y", "yes", "true", "1", "√"})
_NO = frozenset({"否", "不", "无", "n", "no", "false", "0", "×", ""})
_DATE = re.compile(r"^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?: 00:00:00)?$")
_WHOLE = re.compile(r"^-?\d{1,15}$")
_NUMBER = re.compile(r"^-?\d{1,15}(?:\.\d{1,9})?$")
_LARGEST_WHOLE = 2_147_483_647
_SHOWN = 40


class WrongCell(Exception):
    """Raised for a cell that cannot be read; ``name`` and ``values`` make the problem."""

    def __init__(self, name: str, **values: object) -> None:
        super().__init__(name)
        self.name = name
        self.values = values


def read_cell(column: Column, cell: Cell | None) -> Value:
    """Return the value of a cell (None for an empty one); raises ``WrongCell``."""
    if cell is not None and cell.formula:
        raise WrongCell("formula", found=_shorten(str(getattr(cell.value, "text", cell.value))))
    if cell is not None and cell.error:
        raise WrongCell("error", found=_shorten(str(cell.value)))
    value = _READERS[column.holds](column, cell)
    if column.needed and (value is None or value == "" or value == ()):
        raise WrongCell("missing", heading=column.heading)
    if column.longest and isinstance(value, str) and len(value) > column.longest:
        raise WrongCell("too_long", length=len(value), longest=column.longest)
    return value


def _text(cell: Cell | None) -> str:
    """Return the words of a cell; a number that Excel made of them is written as people write it."""
    if cell is None:
        return ""
    value = cell.value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (datetime.date, datetime.time, datetime.timedelta)):
        raise WrongCell("became_date", found=_shown_date(value))
    if isinstance(value, (int, float)):
        if "%" in cell.number_format:
            raise WrongCell("became_percent", found=f"{value:.15g}")
        return format(value, "d") if isinstance(value, int) or value.is_integer() else format(value, ".15g")
    return without_control(str(value))


def _read_line(_column: Column, cell: Cell | None) -> str:
    words = _text(cell).strip()
    return re.sub(r"\s*\n\s*", "", words)


def _read_text(_column: Column, cell: Cell | None) -> str:
    return _text(cell).strip()


def _read_verbatim(_column: Column, cell: Cell | None) -> str:
    return _text(cell)


def _read_items(_column: Column, cell: Cell | None) -> tuple[str, ...]:
    return tuple(item.strip() for item in _text(cell).split("\n") if item.strip())


def _plain(cell: Cell | None) -> str:
    """Return the words of a cell for a figure: half width, without blanks and thousands' commas."""
    words = unicodedata.normalize("NFKC", _text(cell))
    return re.sub(r"(?<=\d),(?=\d{3})", "", "".join(words.split()))


def _read_whole(column: Column, cell: Cell | None) -> int | None:
    words = _plain(cell).removesuffix(".0")
    if not words:
        return None
    is_year = column.name.endswith("year")
    if not _WHOLE.match(words) or abs(int(words)) > _LARGEST_WHOLE:
        raise WrongCell("not_year" if is_year else "not_whole", found=_shorten(words), example=1)
    if is_year and not 1900 <= int(words) <= 2200:
        raise WrongCell("not_year", found=words)
    return int(words)


def _read_number(_column: Column, cell: Cell | None) -> float | None:
    if cell is not None and isinstance(cell.value, (int, float)) and not isinstance(cell.value, bool):
        if "%" in cell.number_format:
            raise WrongCell("became_percent", found=f"{cell.value:.15g}")
        return float(cell.value)
    words = _plain(cell)
    if not words:
        return None
    if not _NUMBER.match(words):
        raise WrongCell("not_number", found=_shorten(words))
    return float(words)


def _read_yes(_column: Column, cell: Cell | None) -> bool:
    words = _plain(cell).casefold()
    if words in _YES or words == yes_word():
        return True
    if words in _NO or words == no_word():
        return False
    raise WrongCell("not_yes", found=_shorten(words), yes=yes_word(), no=no_word())


def _read_date(_column: Column, cell: Cell | None) -> datetime.date | None:
    if cell is None:
        return None
    if isinstance(cell.value, datetime.datetime):
        return cell.value.date()
    if isinstance(cell.value, datetime.date):
        return cell.value
    words = unicodedata.normalize("NFKC", str(cell.value)).strip()
    found = _DATE.match(words)
    if found is None:
        if not words:
            return None
        raise WrongCell("not_date", found=_shorten(words))
    try:
        return datetime.date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        raise WrongCell("not_date", found=_shorten(words)) from None


def _read_choice(column: Column, cell: Cell | None) -> str:
    words = unicodedata.normalize("NFKC", _text(cell)).strip()
    if not words:
        return ""
    for stored, shown in column.choices.items():
        if words in (shown, stored):
            return stored
    raise WrongCell("not_choice", found=_shorten(words), known="、".join(column.choices.values()))


_READERS = {
    Holds.LINE: _read_line,
    Holds.TEXT: _read_text,
    Holds.VERBATIM: _read_verbatim,
    Holds.WHOLE: _read_whole,
    Holds.NUMBER: _read_number,
    Holds.YES: _read_yes,
    Holds.DATE: _read_date,
    Holds.CHOICE: _read_choice,
    Holds.ITEMS: _read_items,
}


def _shown_date(value: datetime.date | datetime.time | datetime.timedelta) -> str:
    return value.strftime("%Y-%m-%d") if isinstance(value, datetime.date) else str(value)


def _shorten(words: str) -> str:
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"
