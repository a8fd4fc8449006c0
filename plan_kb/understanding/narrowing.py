"""Names that the words beside them narrow to a kind of which no plan speaks: 外观设计专利, 驰名商标, 人才公寓."""
from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

import jieba

from plan_kb.knowledge import Knowledge
from plan_kb.linking.cues import ordinary_words, without_question_words
from plan_kb.linking.mention import Kind, Mention, Source
from plan_kb.text.words import is_noun

if TYPE_CHECKING:
    from plan_kb.understanding.reading import Reading

_ROWS = (Kind.TASK, Kind.MEASURE, Kind.INDICATOR)
_LONGEST_COMPOUND = 2
_LAST_WORDS = re.compile("[a-z0-9\u4e00-\u9fff]*$")
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
    words_before = _compound(list(jieba.cut(before.group()))) if before else []
    words_after = list(jieba.cut(after.group()))[:1] if after else []
    return any(
        is_unknown(knowledge, word) and (is_noun(word) or word in unexplained) for word in words_before
    ) or any(is_unknown(knowledge, word) and is_noun(word) for word in words_after)


def surely_narrowed(
    knowledge: Knowledge, text: str, mentions: Iterable[Mention], unexplained: Collection[str]
) -> list[Mention]:
    """The names with an unexplained noun right beside them (人才公寓, PCT国际专利): they are parts of other names."""
    nouns = {word for word in unexplained if is_noun(word) or word.isascii()}
    found = []
    for name in narrowed(knowledge, text, mentions, unexplained):
        before, after = text[: name.start], text[name.end :]
        compound = _compound(list(jieba.cut((_LAST_WORDS.search(before) or [""])[0])))
        if any(word in nouns for word in compound) or any(after.startswith(word) for word in nouns):
            found.append(name)
    return found


def _compound(words: list[str]) -> list[str]:
    """The last words as far as they are nouns: what a name after them is a kind of."""
    found: list[str] = []
    for word in reversed(words[-_LONGEST_COMPOUND:]):
        if found and not is_noun(found[0]):
            break
        found.insert(0, word)
    return found


def speaks_of_something_else(reading: Reading) -> bool:
    """Whether a noun in the clauses that ask stands in no plan (低空经济归谁管, 有没有讲区块链).

    It leaves nothing open, unless a pronoun or a number says that something else is meant.
    """
    if reading.cue("row_pronouns") or reading.linked.ordinals:
        return False
    said = without_question_words(reading.asking_text)
    words = (word for word in jieba.cut(said) if jieba.dt.FREQ.get(word))
    return any(is_noun(word) and is_unknown(reading.knowledge, word) for word in words)


def is_unknown(knowledge: Knowledge, word: str) -> bool:
    """Whether ``word`` stands in no plan and is no ordinary word of questions."""
    return len(word) >= 2 and not knowledge.knows(word) and word not in ordinary_words()
