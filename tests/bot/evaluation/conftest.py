"""A tiny case file, and a reader of messages that needs no trained model."""
from __future__ import annotations

from pathlib import Path

import pytest

from plan_kb.understanding.question import Intent, Question

CASES = """
- id: t-1
  category: multi_turn
  style: terse
  turns:
    - user: 孵化器由哪个部门负责
      expect: {kind: answer, has_all: [科委], cites: [task/9]}
    - user: 电话是多少
      expect: {kind: not_in_plan}
- id: t-2
  category: smalltalk
  style: colloquial
  turns:
    - user: 你好
      expect: {kind: smalltalk}
- id: t-3
  category: unit_of_task
  style: terse
  turns:
    - user: 孵化器由哪个部门负责
      expect: {kind: answer, has_all: [财政局], has_none: [科委]}
- id: t-4
  category: not_in_plan
  style: formal
  turns:
    - user: 孵化器由哪个部门负责
      expect: {kind: not_in_plan}
- id: t-5
  category: unit_of_task
  style: long
  turns:
    - user: 你好
      expect: {kind: answer}
- id: t-6
  category: unit_of_task
  style: long
  turns:
    - user: 出错
      expect: {kind: answer}
"""

INTENTS = {"孵化器由哪个部门负责": "ask_unit", "电话是多少": "ask_contact", "你好": "greet"}


class ScriptedReader:
    """Knows the intents of the messages above and fails on every other."""

    def question(self, text: str, longest: int) -> Question:
        """The question of ``text``."""
        return Question(text, (Intent(INTENTS[text], 0.9),))


@pytest.fixture
def case_file(tmp_path: Path) -> Path:
    """The cases above as a file."""
    path = tmp_path / "tiny.yml"
    path.write_text(CASES, encoding="utf-8")
    return path
