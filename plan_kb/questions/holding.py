"""Whether a text holds words as a reader would say: spaces, width, quotation marks and separators do not matter."""

from __future__ import annotations

import re
import unicodedata

_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_INVISIBLE = frozenset("\u200b\u200c\u200d\ufeff")


def normalised(text: str) -> str:
    """``text`` without spaces, with width, case, quotation marks and separators of thousands levelled."""
    folded = unicodedata.normalize("NFKC", text).lower()
    kept = "".join(c for c in folded if not c.isspace() and c not in _INVISIBLE)
    return _THOUSANDS.sub("", kept).replace("“", '"').replace("”", '"')


def holds(text: str, words: str) -> bool:
    """Whether ``words`` stand in ``text`` (normalised); a number is not found inside a longer one."""
    wanted = normalised(words)
    before = r"(?<![\d.])" if wanted[:1].isdigit() else ""
    after = r"(?!\d)" if before and wanted[-1:].isdigit() else ""
    return re.search(before + re.escape(wanted) + after, text) is not None
