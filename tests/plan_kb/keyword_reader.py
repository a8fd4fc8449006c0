"""Reads questions by keywords, for tests that need no trained model."""

from __future__ import annotations

from plan_kb.text.normalise import normalise
from plan_kb.understanding.question import Intent, Question

_WORDS = {
    "ask_contact": ("电话", "联系", "地址", "phone"),
    "ask_result": ("现在", "完成", "目前"),
    "ask_unit": ("谁", "部门", "单位", "units", "responsible"),
    "ask_area": ("领域", "area"),
    "ask_list": ("哪些任务", "任务", "工作", "tasks"),
    "ask_target": ("目标", "多少", "指标", "target"),
    "ask_content": ("内容", "写了", "介绍", "讲了", "举措", "怎么写", "involve", "say"),
    "greet": ("你好",),
}
read_texts: list[str] = []
"""Every text that was read, for tests of what is remembered."""


def read(text: str) -> Question:
    """The question with the intent of the first keyword that it holds; ``坏`` raises."""
    read_texts.append(text)
    if "坏" in text:
        raise ValueError("nothing\ncan be read")
    plain = normalise(text)
    name = next((intent for intent, words in _WORDS.items() if any(word in plain for word in words)), "off_topic")
    return Question(text, (Intent(name, 0.9), Intent("ask_other_service", 0.1)))
