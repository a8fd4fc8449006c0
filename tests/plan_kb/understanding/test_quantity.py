from __future__ import annotations

import pytest

from plan_kb.knowledge import Knowledge
from plan_kb.understanding.quantity import none_fits


@pytest.mark.parametrize(
    ("text", "indicator", "fits"),
    [
        ("孵化器要多少家", "carriers", True),
        ("孵化器面积多大", "carriers", False),
        ("孵化器占比多少", "carriers", False),
        ("孵化器的增幅是多少", "carriers", True),  # 翻一番 is how much it grows
        ("floor area of the incubators", "carriers", False),
        ("东方美谷产值多少亿", "health-industry-scale", True),
        ("东方美谷有多少员工", "health-industry-scale", False),
        ("研发投入占比多少", "rd-intensity", True),
        ("高层次人才要多少名", "biomed-talent", True),
        ("高层次人才公寓要多少套", "biomed-talent", False),
    ],
)
def test_the_kind_of_quantity_has_to_fit(knowledge: Knowledge, text: str, indicator: str, fits: bool) -> None:
    lookup = knowledge.main_plan
    targets = lookup.targets_of_indicator[indicator]
    assert targets
    assert none_fits(text, targets, lookup) is not fits


def test_without_targets_nothing_is_said(knowledge: Knowledge) -> None:
    assert not none_fits("面积多大", [], knowledge.main_plan)
