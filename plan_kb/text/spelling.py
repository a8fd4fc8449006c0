"""Repairs spelling by sound and by shape: homophones of dictation and input methods, pinyin, one wrong character.

A noisy channel (Shannon 1948; for spelling: Kernighan, Church and Gale 1990): of all ways to read a message as a row of
words, the cheapest wins; a word costs minus the logarithm of its frequency, and each character that differs from what
was typed costs extra. Words of the knowledge base cost little, so that they are preferred among words of one sound.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

import jieba

from plan_kb.data import load
from plan_kb.text.normalise import HAN
from plan_kb.text.pinyin import fuzzy, is_pinyin, readings, syllable_table, syllables

_HAN_ONLY = re.compile(f"[{HAN}]+")
_LATIN_RUN = re.compile(r"[a-z]+(?:'[a-z]+)*")
_PASS_COST = 6.0
_LONGEST_SYLLABLE = 6


@dataclass
class _Node:
    next: dict[str, _Node] = field(default_factory=dict)
    words: list[tuple[float, str]] = field(default_factory=list)

    def add(self, sounds: Iterable[str], cost: float, word: str) -> None:
        node = self
        for sound in sounds:
            node = node.next.setdefault(sound, _Node())
        node.words.append((cost, word))
        node.words.sort()
        del node.words[4:]


def _settings() -> dict[str, float]:
    settings: dict[str, float] = load("language/spelling.yml")
    return settings


_NUMERALS = frozenset("一二三四五六七八九十百千万亿两零")
_ASKING = frozenset("几谁啥吗咋多")
_ASKING_BESIDE_POINTING = "哪"
"""Often typed 那, which is repaired to it where a rarer word would stand; itself it is what was meant."""


def _alters_number(typed: str, word: str) -> bool:
    """Whether a repair would put a numeral where none was typed, or take one away: that would alter the question."""
    changed = [(a, b) for a, b in zip(typed, word, strict=False) if a not in ("?", b)]
    return any(
        a in _NUMERALS or b in _NUMERALS or a in _ASKING or a == _ASKING_BESIDE_POINTING for a, b in changed
    )


@lru_cache(maxsize=1)
def _general() -> tuple[dict[str, float], _Node]:
    """Costs of the words of general Chinese and their trie of sounds, from jieba's dictionary."""
    jieba.dt.initialize()
    least = _settings()["least_frequency"]
    total = float(jieba.dt.total)
    costs = {
        word: -math.log(count / total)
        for word, count in jieba.dt.FREQ.items()
        if count > 0 and len(word) <= 4 and (count >= least or len(word) == 1) and _HAN_ONLY.fullmatch(word)
    }
    root = _Node()
    for word, cost in costs.items():
        root.add(syllables(word), cost, word)
    return costs, root


class Spelling:
    """Repairs messages towards the words of one edition."""

    def __init__(self, words: Iterable[str], spoken: Iterable[str] = (), asking: Iterable[str] = ()) -> None:
        """``words``: names, aliases and terms, normalised.

        ``spoken``: ways of speaking; they are left as they are, but nothing is repaired towards them.
        ``asking``: words of questions; they are repaired by sound alone, since most of what differs from one of them in
        a character is another wording (计划里说 is no misspelt 计划里咋).
        """
        settings = _settings()
        self._known_cost = settings["known_word_cost"]
        self._change = {True: settings["change_to_known_word"], False: settings["change_to_general_word"]}
        self._fuzzy = settings["fuzzy_sound"]
        self._general_costs, self._general_trie = _general()
        surfaces = list(words)
        self._known = {word for word in surfaces if len(word) >= 2 and _HAN_ONLY.fullmatch(word)}
        self._mixed = {name for name in surfaces if _HAN_ONLY.search(name) and not _HAN_ONLY.fullmatch(name)}
        """Names with figures or letters (世界500强): as a whole they are left as they are."""
        self._longest_mixed = max(map(len, self._mixed), default=0)
        self._latin_names = {surface for surface in surfaces if surface.isascii()}
        self._known_latin = {word for surface in surfaces for word in _LATIN_RUN.findall(surface)}
        """Words of English names (Jianghai, Pujiang): in an English sentence they stay as they are."""
        self._exact_trie, self._fuzzy_trie = _Node(), _Node()
        self._wildcards: dict[str, str | None] = {}
        names = frozenset(self._known)
        self._known |= {word for word in asking if len(word) >= 2 and _HAN_ONLY.fullmatch(word)}
        targets = sorted(self._known)
        self._known |= {word for word in spoken if len(word) >= 2 and _HAN_ONLY.fullmatch(word)}
        for word in targets:
            sounds = syllables(word)
            self._exact_trie.add(sounds, self._cost(word), word)
            if len(word) >= settings["least_length_for_fuzzy_sound"]:
                self._fuzzy_trie.add(map(fuzzy, sounds), self._cost(word) + self._fuzzy, word)
            if word in names and len(word) >= settings["least_length_for_shape"] and "的" not in word:
                for position in range(len(word)):
                    key = f"{word[:position]}?{word[position + 1 :]}"
                    self._wildcards[key] = None if self._wildcards.get(key, word) != word else word
        self._longest = max(map(len, self._known), default=0)

    def _cost(self, word: str) -> float:
        return self._known_cost + 0.2 * len(word)

    def correct(self, text: str) -> str:
        """The normalised ``text`` with pinyin turned into characters and misspelt words repaired."""
        pinyin_spans = self._pinyin_spans(text)
        return self._by_shape(self._by_sound(text, pinyin_spans))

    def _pinyin_spans(self, text: str) -> set[int]:
        """Positions of Latin letters that are pinyin and not English."""
        if text.strip(" ?!.") in self._latin_names:
            return set()
        runs = [
            match for match in _LATIN_RUN.finditer(text) if not (match.start() and text[match.start() - 1].isdigit())
        ]
        cut = {match.start(): is_pinyin(match.group()) for match in runs}
        has_han = bool(_HAN_ONLY.search(text))
        english = load("language/english_words.yml")["words_that_look_like_pinyin"]
        foreign = [match for match in runs if not cut[match.start()] and len(match.group()) > 1]
        plain = not has_han and not foreign and any(match.group() not in english for match in runs)
        whole_message = not has_han and len(foreign) <= len(runs) // 4
        spans: set[int] = set()
        for match in runs:
            letters = match.group()
            if not cut[match.start()] or (letters in english and not plain):
                continue
            if not whole_message and (
                letters in self._known_latin or len(letters) < 5 or not self._reads_as_known(letters)
            ):
                continue
            spans.update(range(match.start(), match.end()))
        return spans

    def _reads_as_known(self, letters: str) -> bool:
        return any(word in self._known for word in self._cheapest(letters, set(range(len(letters)))))

    def _by_sound(self, text: str, pinyin_positions: set[int]) -> str:
        if not pinyin_positions and not _HAN_ONLY.search(text):
            return text
        return "".join(self._cheapest(text, pinyin_positions))

    def _cheapest(self, text: str, pinyin_positions: set[int]) -> list[str]:
        best: list[tuple[float, int, str]] = [(math.inf, 0, "")] * (len(text) + 1)
        best[0] = (0.0, 0, "")
        for start in range(len(text)):
            cost = best[start][0]
            if cost == math.inf:
                continue
            for end, step, word in self._steps(text, start, pinyin_positions):
                if cost + step < best[end][0]:
                    best[end] = (cost + step, start, word)
        words, position = [], len(text)
        while position > 0:
            _, start, word = best[position]
            words.append(word)
            position = start
        return words[::-1]

    def _steps(self, text: str, start: int, pinyin_positions: set[int]) -> Iterator[tuple[int, float, str]]:
        character = text[start]
        spelt = start in pinyin_positions
        if not spelt:
            for end in range(start + 2, min(len(text), start + self._longest_mixed) + 1):
                if text[start:end] in self._mixed:
                    yield end, self._known_cost, text[start:end]
            yield (
                start + 1,
                self._general_costs.get(character, _PASS_COST * 2 if _HAN_ONLY.match(character) else 0.0),
                character,
            )
            if not _HAN_ONLY.match(character):
                return
            for end in range(start + 2, min(len(text), start + max(4, self._longest)) + 1):
                word = text[start:end]
                if word in self._known:
                    yield end, self._cost(word), word
                elif end - start <= 4 and word in self._general_costs:
                    yield end, self._general_costs[word], word
        elif character in "' ":
            yield start + 1, 0.0, ""
        else:
            yield start + 1, _PASS_COST * 4, character
        for trie, known in ((self._exact_trie, True), (self._fuzzy_trie, True), (self._general_trie, False)):
            yield from self._sounds(text, start, pinyin_positions, trie, known, trie is self._fuzzy_trie)

    def _sounds(
        self, text: str, start: int, pinyin_positions: set[int], trie: _Node, known: bool, level: bool
    ) -> Iterator[tuple[int, float, str]]:
        """Words of ``trie`` that sound like the text from ``start`` on."""
        table = syllable_table()
        stack = [(start, trie, "")]
        while stack:
            position, node, typed = stack.pop()
            if typed:
                for cost, word in node.words:
                    changed = sum(a != b for a, b in zip(typed, word, strict=False) if a != "?")
                    if changed and (
                        len(word) < 2
                        or changed * 2 > len(word) + (1 if known else 0)
                        or _alters_number(typed, word)
                        or self._takes_in_a_neighbour(typed, word)
                    ):
                        continue
                    if known and "?" in typed and len(word) < 5 and _NUMERALS & set(word) and not word.startswith("第"):
                        continue
                    yield position, cost + changed * self._change[known], word
            if position >= len(text):
                continue
            if position in pinyin_positions:
                begin = position
                while begin < len(text) and text[begin] in " '" and typed:
                    begin += 1
                for end in range(begin + 1, min(len(text), begin + _LONGEST_SYLLABLE) + 1):
                    sound = text[begin:end]
                    if end - 1 not in pinyin_positions:
                        break
                    if sound in table:
                        following = node.next.get(fuzzy(sound) if level else sound)
                        if following:
                            stack.append((end, following, typed + "?"))
            elif text[position] == " " and typed and position + 1 in pinyin_positions:
                stack.append((position + 1, node, typed))
            elif _HAN_ONLY.match(text[position]):
                for sound in readings(text[position])[:1]:
                    following = node.next.get(fuzzy(sound) if level else sound)
                    if following:
                        stack.append((position + 1, following, typed + text[position]))

    def _takes_in_a_neighbour(self, typed: str, word: str) -> bool:
        """Whether a word swallows a frequent small word beside it: 是专精特新 is no misspelt 市专精特新."""
        if word.startswith("第"):
            return False
        small = _settings()["cost_of_small_words"]
        for edge, rest in ((0, typed[1:]), (len(word) - 1, typed[:-1])):
            if (
                typed[edge] not in ("?", word[edge])
                and self._general_costs.get(typed[edge], 99.0) < small
                and self._is_words(rest)
            ):
                return True
        return False

    def _by_shape(self, text: str) -> str:
        """Replaces a run that differs from one known word in a single character, where nothing known stands."""
        least = int(_settings()["least_length_for_shape"])
        safe, edges = self._inside_words(text), self._edges(text)
        for length in range(min(self._longest, len(text)), least - 1, -1):
            for start in range(len(text) - length + 1):
                window = text[start : start + length]
                if window in self._known or not _HAN_ONLY.fullmatch(window) or not {start, start + length} <= edges:
                    continue
                for position in range(length):
                    word = self._wildcards.get(f"{window[:position]}?{window[position + 1 :]}")
                    if word and start + position not in safe and not self._is_word_of_its_own(window, position):
                        text = text[:start] + word + text[start + length :]
                        safe, edges = self._inside_words(text), self._edges(text)
                        break
        return text

    @staticmethod
    def _edges(text: str) -> set[int]:
        """Positions between words: a repair that begins or ends inside a word would cut it."""
        edges, position = {0}, 0
        for word in jieba.cut(text):
            position += len(word)
            edges.add(position)
        return edges

    def _inside_words(self, text: str) -> set[int]:
        """Positions of characters that belong to a known word or to an ordinary word of two and more characters."""
        positions: set[int] = set()
        for start in range(len(text)):
            for end in range(start + 2, min(len(text), start + self._longest) + 1):
                if text[start:end] in self._known:
                    positions.update(range(start, end))
        start = 0
        for word in jieba.cut(text):
            if len(word) > 1:
                positions.update(range(start, start + len(word)))
            start += len(word)
        return positions

    def _is_word_of_its_own(self, window: str, position: int) -> bool:
        """Whether the differing character is no slip: it belongs to an ordinary word, or it stands at an edge of what
        is a word without it (院士专家工作站要 …), or between two words."""
        for start in range(max(0, position - 1), position + 1):
            pair = window[start : start + 2]
            if len(pair) == 2 and pair in self._general_costs:
                return True
        left, right = window[:position], window[position + 1 :]
        return all(not side or self._is_words(side) for side in (left, right))

    def _is_words(self, run: str) -> bool:
        """Whether a run is a known word or made of ordinary words of two and more characters."""
        if run in self._known or (run in self._general_costs and len(run) > 1):
            return True
        return any(self._is_words(run[:cut]) and self._is_words(run[cut:]) for cut in range(2, len(run) - 1))
