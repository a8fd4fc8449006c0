"""One spelling for what people type: width, script, invisible characters, quotation marks, white space."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import opencc

from plan_kb.data import load

HAN = "\u3400-\u9fff"
_SPACE_BESIDE_HAN = re.compile(rf"(?<=[{HAN},。?!;:、]) +|\s+(?=[{HAN},。?!;:、])")
_QUOTES = dict.fromkeys(map(ord, '“”„‟‘’‛「」『』﹁﹂﹃﹄《》〈〉"`*#'))
_PUNCTUATION = str.maketrans(
    {
        ",": ",",
        ";": ";",
        ":": ":",
        "?": "?",
        "!": "!",
        "(": "(",
        ")": ")",
        "。": "。",
        "．": ".",
        "~": "-",
        "～": "-",
        "—": "-",
        "–": "-",
        "−": "-",
        "、": "、",
        "﹖": "?",
    }
)
_END_OF_SENTENCE = re.compile(r"(?<=[a-z]{4})\.(?= +[a-z])")
"""A full stop between English sentences, and not after an abbreviation: clauses are told apart by it."""
_KEPT_FORMAT = {"\n", "\t"}


@lru_cache(maxsize=1)
def _converter() -> opencc.OpenCC:
    # OpenCC's own phrases of Taiwan (tw2sp) turn plain words of policy into words of computing: 新增 into 添加.
    return opencc.OpenCC("t2s")


@lru_cache(maxsize=1)
def _regional() -> tuple[re.Pattern[str], dict[str, str]]:
    words: dict[str, str] = load("language/regional.yml")["words"]
    return re.compile("|".join(sorted(map(re.escape, words), key=len, reverse=True))), words


@lru_cache(maxsize=1)
def _dialect() -> tuple[re.Pattern[str], dict[str, str]]:
    words: dict[str, str] = load("language/regional.yml")["dialect"]
    return re.compile("|".join(sorted(map(re.escape, words), key=len, reverse=True))), words


def visible(text: str) -> str:
    """``text`` in NFKC without control, format, private and unassigned characters; white space becomes blanks."""
    kept = []
    for character in unicodedata.normalize("NFKC", text):
        category = unicodedata.category(character)
        if category in ("Zs", "Zl", "Zp") or character in _KEPT_FORMAT:
            kept.append(" ")
        elif not category.startswith("C"):
            kept.append(character)
    return "".join(kept).strip()


def simplified(text: str) -> str:
    """``text`` in simplified characters and mainland vocabulary; text that is simplified already stays as it is."""
    converted: str = _converter().convert(text)
    if converted == text:
        return text
    pattern, words = _regional()
    return pattern.sub(lambda match: words[match.group()], converted)


def _in_standard_words(text: str) -> str:
    pattern, words = _dialect()
    return pattern.sub(lambda match: words[match.group()], text)


def normalise(text: str) -> str:
    """The form in which names, aliases, the plan's words and messages are compared.

    NFKC, visible characters only, simplified, without words of dialects, lower case, no quotation marks, half-width
    punctuation, blanks only between words of the Latin script.
    """
    text = _in_standard_words(simplified(visible(text))).lower().translate(_QUOTES).translate(_PUNCTUATION)
    text = re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", text)
    text = _END_OF_SENTENCE.sub("。", text)
    return _SPACE_BESIDE_HAN.sub("", re.sub(r"\s+", " ", text)).strip()


def bare(text: str) -> str:
    """``text`` without any white space: the form in which a quote is looked for in its source."""
    return "".join(text.split())
