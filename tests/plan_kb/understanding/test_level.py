from __future__ import annotations

import pytest

from plan_kb.knowledge import Knowledge
from plan_kb.understanding.level import of_another_level


@pytest.mark.parametrize(
    ("text", "indicator", "another"),
    [
        ("国家级孵化器要几家", "carriers", True),
        ("孵化器要几家", "carriers", False),
        ("区级科技小巨人多少家", "municipal-tech-giants", True),
        ("市级科技小巨人多少家", "municipal-tech-giants", False),
        ("不是国家级的,我问科技小巨人", "municipal-tech-giants", False),
        ("国家级、市级高层次人才要几名", "biomed-talent", False),
        ("6g基站建几个", "new-5g-base-stations", True),
        ("5g基站建几个", "new-5g-base-stations", False),
        ("national-level incubators", "carriers", True),
        ("国家级中小企业科技创新活力区里孵化器要几家", "carriers", False),
    ],
)
def test_a_figure_is_none_for_another_level(knowledge: Knowledge, text: str, indicator: str, another: bool) -> None:
    lookup = knowledge.main_plan
    mentions = knowledge.link(text).mentions
    assert of_another_level(text, mentions, lookup.targets_of_indicator[indicator], lookup) is another


def test_without_targets_nothing_is_said(knowledge: Knowledge) -> None:
    assert not of_another_level("国家级的", [], [], knowledge.main_plan)
