"""Changing printed words in the draft: where words stand in a text, white space aside, and putting others there."""
from __future__ import annotations

from dataclasses import dataclass

_DIGITS = frozenset("0123456789.0123456789")


@dataclass(frozen=True)
class Span:
    """A stretch of a text: positions of its first character and behind its last one."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return its words."""
        return text[self.start : self.end]

    def replaced(self, text: str, words: str) -> str:
        """Return ``text`` with ``words`` in its place."""
        return text[: self.start] + words + text[self.end :]


def find_words(words: str, text: str, within: Span | None = None) -> tuple[Span, ...]:
    """Return where ``words`` stand in ``text`` (or in a stretch of it), white space aside.

    A figure is not found inside a longer one: ``24家`` does not stand in ``124家``.
    """
    wanted = "".join(words.split())
    if not wanted:
        return ()
    stretch = within or Span(0, len(text))
    places = [place for place in range(stretch.start, stretch.end) if not text[place].isspace()]
    bare = "".join(text[place] for place in places)
    found = []
    start = bare.find(wanted)
    while start >= 0:
        end = start + len(wanted)
        if not _cuts_figure(bare, start) and not _cuts_figure(bare, end):
            found.append(Span(places[start], places[end - 1] + 1))
        start = bare.find(wanted, start + 1)
    return tuple(found)


def find_line(words: str, text: str) -> tuple[Span, ...]:
    """Return where ``words`` are a whole line of ``text``, a closing full stop and white space aside."""
    wanted = "".join(words.split()).rstrip("。.")
    found, start = [], 0
    for line in text.splitlines(keepends=True):
        if wanted and "".join(line.split()).rstrip("。.") == wanted:
            found.append(find_words(words, text, Span(start, start + len(line)))[0])
        start += len(line)
    return tuple(found)


def _cuts_figure(bare: str, position: int) -> bool:
    return 0 < position < len(bare) and bare[position - 1] in _DIGITS and bare[position] in _DIGITS
