"""Questions with an intent that is given, for tests of answering without a trained model."""

from __future__ import annotations

from plan_kb.answering.assistant import reply
from plan_kb.answering.reply import Reply
from plan_kb.knowledge import Knowledge
from plan_kb.understanding.context import Context
from plan_kb.understanding.question import Intent, Question


class Dialogue:
    """A conversation in which what is asked is told with each message."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self.context = Context()

    def ask(self, intent: str, text: str, *unexplained: str) -> Reply:
        """The reply to ``text``, read as ``intent``; ``unexplained`` are its words that no answerable question has."""
        question = Question(text, (Intent(intent, 0.95), Intent("off_topic", 0.05)), (), unexplained)
        made, self.context = reply(self._knowledge, question, self.context)
        return made
