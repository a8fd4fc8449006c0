from __future__ import annotations

from plan_kb.knowledge import Knowledge
from plan_kb.understanding.explained import still_unexplained


def test_another_word_for_a_part_of_the_name_is_explained(knowledge: Knowledge) -> None:
    linked = knowledge.link("大专以上学历 每万从业者 几人")
    assert still_unexplained(knowledge, linked, ["从业者", "补贴款"]) == ("补贴款",)


def test_without_an_indicator_nothing_is_explained(knowledge: Knowledge) -> None:
    linked = knowledge.link("孵化器谁管")
    assert still_unexplained(knowledge, linked, ["从业者", "workers"]) == ("从业者", "workers")
