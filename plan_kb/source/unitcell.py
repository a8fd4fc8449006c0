"""The 责任单位 cell: which units one printed cell names."""
from __future__ import annotations

import re

from plan_kb.source.typography import halve

LONGEST_UNIT = 24
"""Characters; a longer piece is no unit's name but a sentence that slipped into the wrong cell."""

_SEPARATOR = re.compile(r"[、,;]")
_COLLECTIVE = re.compile(r"^(?:相关|有关|各)")
_BODY = re.compile(r"^[区市县省]")


def split_units(cell: str) -> tuple[str, ...]:
    """Return the units that a tidied ``cell`` names, as printed and in order.

    A collective such as ``相关镇、开发区`` is one unit: its ``相关`` or ``各`` governs what follows it, up to a
    comma or up to the name of a body.
    """
    units: list[str] = []
    for group in _split(cell, ",;"):
        collective = False
        for piece in _split(group, "、"):
            if collective and not _BODY.match(piece) and not _COLLECTIVE.match(piece):
                units[-1] += f"、{piece}"
                continue
            collective = bool(_COLLECTIVE.match(piece))
            units.append(piece)
    return tuple(dict.fromkeys(units))


def looks_like_units(cell: str) -> bool:
    """Tell whether a tidied ``cell`` can be a 责任单位 cell: short names and no sentence."""
    pieces = [piece for piece in _SEPARATOR.split(halve(cell)) if piece]
    return bool(pieces) and "。" not in cell and all(len(piece) <= LONGEST_UNIT for piece in pieces)


def _split(text: str, separators: str) -> list[str]:
    """Split ``text`` at any of the ``separators`` outside parentheses; empty pieces are dropped."""
    pieces, depth, start = [], 0, 0
    for position, character in enumerate(halve(text)):
        if character == "(":
            depth += 1
        elif character == ")":
            depth = max(0, depth - 1)
        elif depth == 0 and character in separators:
            pieces.append(text[start:position])
            start = position + 1
    pieces.append(text[start:])
    return [piece for piece in pieces if piece]
