"""Names that the words beside them narrow to a kind of which no plan speaks: 外观设计专利, 驰名商标, 人才公寓."""
from __future__ import annotations

import re
from collections.abc import Iterable

import jieba

from plan_kb.knowledge import Knowledge
from plan_kb.linking.cues import ordinary_words
from plan_kb.linking.mention import Kind, Mention, Source
from plan_kb.text.words import is_noun

_ROWS = (Kind.TASK, Kind.MEASURE, Kind.INDICATOR)
_LAST_WORDS = re.compile("[\u4e00-\u9fff]*$")
_FIRST_WORDS = re.compile("[\u4e00-\u9fff]*")


def narrowed(knowledge: Knowledge, text: str, mentions: Iterable[Mention]) -> list[Mention]:
    """The names of rows and indicators in ``text`` with a noun right beside them that stands in no plan."""
    names = (m for m in mentions if m.source is Source.NAME and m.of(*_ROWS))
    return [m for m in names if any(_is_strange(knowledge, word) for word in _beside(text, m))]


def _beside(text: str, name: Mention) -> list[str]:
    before = _LAST_WORDS.search(text[: name.start])
    after = _FIRST_WORDS.match(text[name.end :])
    return [
        *(list(jieba.cut(before.group()))[-1:] if before else ()),
        *(list(jieba.cut(after.group()))[:1] if after else ()),
    ]


def _is_strange(knowledge: Knowledge, word: str) -> bool:
    return len(word) >= 2 and is_noun(word) and not knowledge.knows(word) and word not in ordinary_words()
