"""White space and full-width signs of published texts: how words are compared without them."""
from __future__ import annotations

import re

_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff"
_SPACE = re.compile(r"\s+")
_EDGE = re.compile(rf"^[\s{_INVISIBLE}]+|[\s{_INVISIBLE}]+$")
_LATIN_END = re.compile(r"[A-Za-z0-9.,;:!?)]")
_LATIN_START = re.compile(r"[A-Za-z]")


_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}


def halve(text: str) -> str:
    """Return ``text`` with full-width signs and digits as half-width ones; positions stay the same."""
    return text.translate(_HALF_WIDTH)


def squeeze(text: str) -> str:
    """Return ``text`` without any white space: the form in which quotes and sources are compared."""
    return "".join(text.split())


def tidy(text: str) -> str:
    """Return ``text`` trimmed; inner white space goes, except one blank between two Latin words."""
    trimmed = _EDGE.sub("", text)

    def joint(match: re.Match[str]) -> str:
        before, after = trimmed[match.start() - 1], trimmed[match.end()]
        return " " if _LATIN_END.match(before) and _LATIN_START.match(after) else ""

    return _SPACE.sub(joint, trimmed)


def stands_in(quote: str, source: str) -> bool:
    """Tell whether ``quote`` is verbatim in ``source``, white space aside; an empty quote is not."""
    bare = squeeze(quote)
    return bool(bare) and bare in squeeze(source)
