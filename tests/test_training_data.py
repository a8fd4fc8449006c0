"""The training data: no example is a case, none stands there twice, and no intent is thin."""
from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from functools import lru_cache
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[1]
LEAST_EXAMPLES = 25
SAID_BY_EVERYONE = frozenset({
    "你好", "在吗", "nihao", "hi", "thanksalot", "好的", "还有呢", "都是啥", "责任单位", "指标",
    "第三个", "第一个呢", "上一项呢", "第一个", "谁管", "任务总数", "印发日期", "依据文件",
    "哪些单位", "谁发的", "哪天发的", "最后一个", "早啊", "哈囉", "zaoshanghao", "hellothere",
    "归谁", "哪个多", "写在哪一条", "发文单位", "制定依据", "最后一项呢", "前者呢", "后者呢",
    "owner是谁", "restart", "zaijian", "专利呢", "中间那个", "人才办", "再见", "出处", "发文机关", "后一个",
    "咋申请", "哪个部门", "哪些單位負責", "在不在呀", "太感谢了", "孵化器谁管", "市级科技小巨人", "总数", "有数没",
    "目标数", "第二个单位", "第二个归谁", "谁负责的", "起止年份", "领域几个",
})
"""Greetings and bare fragments that people and cases cannot but share, normalised."""
ANNOTATION = re.compile(r"\[([^\]]+)\](?:\([^)]*\)|\{[^}]*\})")


@lru_cache(maxsize=1)
def examples() -> tuple[tuple[str, str], ...]:
    """Intent and sentence, without annotations, of every example."""
    loaded = yaml.safe_load((ROOT / "data" / "nlu.yml").read_text(encoding="utf-8"))
    return tuple((block["intent"], ANNOTATION.sub(r"\1", line.removeprefix("- ")))
                 for block in loaded["nlu"] if "intent" in block
                 for line in block["examples"].splitlines() if line.strip())


def bare(sentence: str) -> str:
    """A sentence by its letters, numbers and signs such as emoji: punctuation, spaces, width and case levelled."""
    folded = unicodedata.normalize("NFKC", sentence).lower()
    kept = "".join(c for c in folded if unicodedata.category(c)[0] not in "PZC")
    return kept or "".join(folded.split())


def user_turns() -> set[str]:
    """What people say in the cases, but for those whose sentences were made training data (cases/learnt)."""
    cases = ROOT / "tests" / "cases"
    return {bare(turn["user"]) for path in sorted(cases.rglob("*.yml")) if path.parent != cases / "learnt"
            for case in yaml.safe_load(path.read_text(encoding="utf-8"))
            for turn in case["turns"]}


def test_annotations_are_removed() -> None:
    assert ANNOTATION.sub(r"\1", '[孵化器](thing)归[区科委]{"entity": "unit"}管吗[]') == "孵化器归区科委管吗[]"
    assert bare("孵化器,归 谁管?") == bare("孵化器归谁管") != bare("孵化器归谁")


def test_no_example_is_a_case() -> None:
    asked = user_turns() - SAID_BY_EVERYONE
    leaked = [sentence for _, sentence in examples() if bare(sentence) in asked]
    assert not leaked


def test_no_example_stands_twice() -> None:
    intents = defaultdict(list)
    for intent, sentence in examples():
        intents[bare(sentence)].append(intent)
    assert not {sentence: found for sentence, found in intents.items() if len(found) > 1}


def test_every_intent_has_enough_examples() -> None:
    counts = Counter(intent for intent, _ in examples())
    domain = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
    names = {name for intent in domain["intents"] for name in (intent if isinstance(intent, dict) else [intent])}
    assert set(counts) == names - {"nlu_fallback"}  # which Rasa gives, nobody teaches
    assert not {intent: count for intent, count in counts.items() if count < LEAST_EXAMPLES}
