"""Plan documents as people have them: .txt, .docx or .xlsx, or the text in one file and the task list in another."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from plan_kb.messages import message
from plan_kb.office.checking import RefusedFile, suffix_of
from plan_kb.source.placed_text import PlacedLine, PlacedText
from plan_kb.source.spreadsheet import read_spreadsheet
from plan_kb.source.word import read_word

KINDS = (".txt", ".docx", ".xlsx")

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff]")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_PROGRAM = (b"MZ", b"\x7fELF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF")


@dataclass(frozen=True)
class UploadedFile:
    """A file as it was sent."""

    name: str
    content: bytes


def read_files(files: Sequence[UploadedFile]) -> PlacedText:
    """Return the text of the files: first those of text and Word, then those of Excel. Raises ``RefusedFile``."""
    if not files:
        raise RefusedFile("no_file")
    kinds = [(suffix_of(file.name, KINDS), file) for file in files]
    found = PlacedText()
    for suffix, file in sorted(kinds, key=lambda pair: KINDS.index(pair[0])):
        if suffix == ".txt":
            found.add(_read_text(file))
        elif suffix == ".docx":
            found.add(read_word(file.name, file.content))
        else:
            found.add(read_spreadsheet(file.name, file.content))
    return found


def _read_text(file: UploadedFile) -> PlacedText:
    if not file.content.strip():
        raise RefusedFile("empty", file=file.name)
    if file.content.startswith(_PROGRAM):
        raise RefusedFile("not_text", file=file.name)
    encodings = ("utf-16",) if file.content.startswith(_UTF_16) else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            words = file.content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in words:
            return _lines(file.name, words)
    raise RefusedFile("not_text", file=file.name)


def _lines(name: str, words: str) -> PlacedText:
    lines = _CONTROL.sub("", words.replace("\r\n", "\n").replace("\r", "\n")).split("\n")
    placed = (
        PlacedLine(line, name, message("document.places.text_line", line=number))
        for number, line in enumerate(lines, start=1)
    )
    return PlacedText(list(placed))
