"""How likely a plan of this form answers a question: a logistic regression over what the reading found.

The weights stand in ``data/language/answerability.yml``; ``python -m bot.evaluation.answerability`` fits them to
cases and says how well they decide on cases that were left out.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from functools import lru_cache

from plan_kb.data import load
from plan_kb.edition.model import Target
from plan_kb.linking.mention import Kind, Source
from plan_kb.text.words import is_noun
from plan_kb.understanding.level import of_another_level
from plan_kb.understanding.narrowing import narrowed
from plan_kb.understanding.question import Intent, group_of
from plan_kb.understanding.reading import Reading

_ANSWERABLE = ("fact", "plan", "dialogue")
_MOST_WORDS = 3
_STRONG_TOPIC = 10.0
_LONG_MESSAGE = 45


def answerability(reading: Reading) -> float:
    """The probability, from 0 to 1, that the plan answers ``reading``."""
    weights = _weights()
    total = sum(weights.get(name, 0.0) * value for name, value in features(reading).items())
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))


@lru_cache(maxsize=1)
def _weights() -> Mapping[str, float]:
    weights: dict[str, float] = load("language/answerability.yml")["weights"]
    return weights


def best_answerable(reading: Reading) -> Intent | None:
    """The likeliest intent that a plan can answer."""
    return next((intent for intent in reading.intents if group_of(intent.name) in _ANSWERABLE), None)


def features(reading: Reading) -> dict[str, float]:
    """What the decision rests on, each about 0 to 1: intents, words that nothing explains, and what is named."""
    best = best_answerable(reading)
    nouns, others, foreign = _strange_words(reading)
    ask = best.name if best else ""
    by_meaning = float(any(m.source is Source.MEANING for m in reading.topics.mentions))
    found = {
        "bias": 1.0,
        "answerable": reading.mass("answerable"),
        "absent": reading.mass("absent"),
        "foreign": reading.mass("foreign"),
        "smalltalk": reading.mass("smalltalk"),
        "best": best.confidence if best else 0.0,
        "strange_nouns": nouns,
        "strange_words": others,
        "strange_english": foreign,
        "topic": min(reading.topics.score(), _STRONG_TOPIC) / _STRONG_TOPIC,
        "by_meaning": by_meaning,
        "by_meaning*strange": by_meaning * min(nouns + others, 1.0),
        "named": float(any(m.source is Source.NAME and m.of(*_ROWS) for m in reading.topics.mentions)),
        "indicator": float(bool(reading.indicator_names)),
        "unit": float(bool(reading.units)),
        "area": float(bool(reading.areas)),
        "passage": float(bool(reading.passages)),
        "plan": float(bool(reading.linked.of(Kind.PLAN))),
        "figure": float(any(not figure.only_counts for figure in reading.linked.figures)),
        "nothing_named": float(not reading.names_something),
        "actual": float(reading.asks_with("actual")),
        "receiving": float(reading.asks_with("receiving")),
        "narrowed": float(_names_narrowed(reading)),
        "long": float(len(reading.text) > _LONG_MESSAGE),
        "target_words": float(reading.asks_with("targets_listed")),
        "another_level": float(_another_level(reading)),
    }
    found |= _measure_asked(reading)
    against = next((intent for intent in reading.intents if group_of(intent.name) == "absent"), None)
    if against:
        found[f"against {against.name}"] = against.confidence
    if ask:
        found[ask] = 1.0
        found[f"{ask}*strange"] = min(nouns + others, 1.0)
        found[f"{ask}*absent"] = reading.mass("absent")
        found[f"{ask}*narrowed"] = found["narrowed"]
    return found


def _names_narrowed(reading: Reading) -> bool:
    return bool(narrowed(reading.knowledge, reading.text, reading.topics.mentions, reading.unexplained))


_ROWS = (Kind.TASK, Kind.MEASURE, Kind.INDICATOR, Kind.TERM)
_HOW_MANY = re.compile(r"(?:几|多少)(?:个)?([\u4e00-\u9fff])")


def _targets(reading: Reading) -> list[Target]:
    """The targets of the indicators that the question names; without any, those of its first row."""
    named = [thing for mention in reading.indicator_names for thing in mention.of(Kind.INDICATOR)]
    lookups = reading.knowledge.lookups
    if named:
        return [t for thing in named for t in lookups[thing.plan].targets_of_indicator[thing.key]]
    rows = [thing for thing in reading.rows[:1] if thing.kind is Kind.MEASURE]
    return [t for thing in rows for t in lookups[thing.plan].targets_of_measure[thing.key]]


def _another_level(reading: Reading) -> bool:
    targets, lookup = _targets(reading), reading.knowledge.main_plan
    return of_another_level(reading.text_around_names, reading.linked.mentions, targets, lookup)


def measure_fits(reading: Reading) -> bool:
    """Whether 几家 or 多少件 asks in the unit of measure of a target that is named."""
    return bool(_measure_asked(reading).get("measure_fits"))


def _measure_asked(reading: Reading) -> dict[str, float]:
    """Whether 几家 or 多少件 asks in the unit of measure of a target that is named, or in another."""
    asked = {match.group(1) for match in _HOW_MANY.finditer(reading.asking_text)}
    measures = {target.unit_of_measure[:1] for target in _targets(reading) if target.unit_of_measure}
    if not asked or not measures:
        return {}
    return {"measure_fits": float(bool(asked & measures)), "another_measure": float(not asked & measures)}


def _strange_words(reading: Reading) -> tuple[float, float, float]:
    """Shares of unexplained words of the clauses that ask: Chinese nouns, other Chinese words, English words."""
    strange = [
        word
        for word in reading.unexplained
        if not reading.knowledge.knows(word) and reading.stands_in_an_asking_clause(word)
    ]
    chinese = [word for word in strange if not word.isascii()]
    nouns = sum(is_noun(word) for word in chinese)
    return (
        min(nouns, _MOST_WORDS) / _MOST_WORDS,
        min(len(chinese) - nouns, _MOST_WORDS) / _MOST_WORDS,
        min(len(strange) - len(chinese), _MOST_WORDS) / _MOST_WORDS,
    )
