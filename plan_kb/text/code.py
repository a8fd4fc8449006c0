"""Program text and markup among messages."""
from __future__ import annotations

import re

_CODE = re.compile(
    r"\[\d{1,3}(?:;\d+)*m\b|<\s*/?\s*[a-z!][^<>]*>|;\s*--|\$\{|\{\{|\}\}|javascript:|\.\./|\bunion\s+select\b|\bor\s+1\s*=\s*1\b"
    r"|\b(?:drop|alter|truncate)\s+table\b|\b(?:insert\s+into|delete\s+from)\b|\bselect\b.{1,40}\bfrom\b.{0,40}(?:\bwhere\b|;)",
    re.IGNORECASE,
)


def looks_like_code(text: str) -> bool:
    """Whether ``text``, as typed, holds tags, statements of SQL or the like, which no question about a plan does."""
    return _CODE.search(text) is not None
