"""Names that the words beside them narrow to a kind of which no plan speaks: 外观设计专利, 驰名商标, 人才公寓."""
from __future__ import annotations

import re
from collections.abc import Collection, Iterable

import jieba

from plan_kb.knowledge import Knowledge
from plan_kb.linking.cues import ordinary_words
from plan_kb.linking.mention import Kind, Mention, Source
from plan_kb.text.words import is_noun

_ROWS = (Kind.TASK, Kind.MEASURE, Kind.INDICATOR)
_LAST_WORDS = re.compile("[\u4e00-\u9fff]*$")
_FIRST_WORDS = re.compile("[\u4e00-\u9fff]*")


def narrowed(
    knowledge: Knowledge, text: str, mentions: Iterable[Mention], unexplained: Collection[str] = ()
) -> list[Mention]:
    """The names of rows and indicators in ``text`` with a word right beside them that stands in no plan: a noun, or
    before the name whatever no answerable question has held (``unexplained``)."""
    names = (m for m in mentions if m.source is Source.NAME and m.of(*_ROWS))
    return [m for m in names if _is_narrowed(knowledge, text, m, unexplained)]


def _is_narrowed(knowledge: Knowledge, text: str, name: Mention, unexplained: Collection[str]) -> bool:
    before = _LAST_WORDS.search(text[: name.start])
    after = _FIRST_WORDS.match(text[name.end :])
    words_before = list(jieba.cut(before.group()))[-1:] if before else []
    words_after = list(jieba.cut(after.group()))[:1] if after else []
    return any(
        _is_unknown(knowledge, word) and (is_noun(word) or word in unexplained) for word in words_before
    ) or any(_is_unknown(knowledge, word) and is_noun(word) for word in words_after)


def _is_unknown(knowledge: Knowledge, word: str) -> bool:
    return len(word) >= 2 and not knowledge.knows(word) and word not in ordinary_words()
