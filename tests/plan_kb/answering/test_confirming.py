"""Premises with several parts: each is checked."""
from __future__ import annotations

import pytest

from plan_kb.knowledge import Knowledge
from tests.plan_kb.answering.scripted import Dialogue


@pytest.mark.parametrize(
    ("text", "yes", "words"),
    [
        ("新建5G基站4000-5000个,由区科委负责,对吗", True, ["4000-5000个", "区科委"]),
        ("新建5G基站4000-5000个,由区经委负责,对吗", False, ["4000-5000个", "区科委"]),
        ("新建5G基站3000个,由区科委负责,对吗", False, ["4000-5000个", "区科委"]),
        ("双聘人员身份管理是区人才办单独负责吗", False, ["区人才办", "区科委"]),
        ("区投资促进办是不是只负责引进龙头企业", False, ["东方美谷", "未来空间", "数字江海", "龙头企业"]),
        ("专利是不是390件", False, ["20件", "390件", "商标"]),
        ("高层次人才是不是5000名", False, ["500名以上"]),
    ],
)
def test_each_part_of_a_premise_is_checked(knowledge: Knowledge, text: str, yes: bool, words: list[str]) -> None:
    made = Dialogue(knowledge).ask("ask_confirm", text)
    assert made.text.startswith("是的") is yes
    assert all(word in made.text for word in words)


def test_the_figure_of_another_unit_of_measure_is_not_told(knowledge: Knowledge) -> None:
    assert "5G" not in Dialogue(knowledge).ask("ask_confirm", "高层次人才是不是5000名").text


def test_a_list_above_a_figure_holds_what_is_counted_alike(knowledge: Knowledge) -> None:
    made = Dialogue(knowledge).ask("ask_list", "以家计数且目标值不低于400家的指标有哪些")
    assert all(value in made.text for value in ("2700家", "600家", "400家"))
    assert "5G" not in made.text
