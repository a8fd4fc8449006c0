"""When a question for a list does not mean everything: all tasks must not stand for a condition not understood."""

from __future__ import annotations

import re

import jieba

from plan_kb.text.words import is_noun
from plan_kb.understanding.narrowing import is_unknown
from plan_kb.understanding.reading import Reading
from plan_kb.understanding.topics import settings

_WHOSE = re.compile("([\u4e00-\u9fff]{2,})(?:有|负责|参与|承担|分到|要做|管)(?:了|着|到)?(?:哪|几|什么|多少|啥)")
_WORDS_OF_A_NAME = 3
_ASKS_OF_LISTS = ("ask_list", "ask_count", "ask_confirm")


def is_limited(reading: Reading) -> bool:
    """Whether a question that sets no known condition limits the list all the same (没出现镇的, 剩下哪些)."""
    negated = reading.cue("without") and not reading.cue("no_negation")
    return negated or reading.cue("rest") or reading.cue("others_asked")


def is_doubtful(reading: Reading) -> bool:
    """Whether a question for the whole list rather asks for something else: by a noun, or hardly as a list."""
    sure = max((i.confidence for i in reading.intents if i.name in _ASKS_OF_LISTS), default=0.0)
    unsure = sure < settings()["least_confidence_of_whole_list"]
    return unsure or has_strange_nouns(reading) or _is_of_somebody_unknown(reading)


def has_strange_nouns(reading: Reading) -> bool:
    """Whether a noun of the question is explained neither by the plan nor by answerable questions."""
    return any(is_noun(word) for word in reading.unexplained)


def _is_of_somebody_unknown(reading: Reading) -> bool:
    """Whether the tasks are those of somebody whose name holds a noun that stands in no plan (区氢能办有哪些任务)."""
    whose = _WHOSE.search(reading.linked.normal)
    words = list(jieba.cut(whose.group(1)))[-_WORDS_OF_A_NAME:] if whose else []
    return any(is_noun(word) and is_unknown(reading.knowledge, word) for word in words)
