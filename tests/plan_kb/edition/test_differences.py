from __future__ import annotations

from dataclasses import replace

import pytest

from plan_kb.edition.differences import compare
from plan_kb.edition.model import Edition, Plan
from plan_kb.edition.packaged import packaged_edition
from plan_kb.messages import messages


def edition(plan: Plan) -> Edition:
    return Edition(2, (plan,))


PLAN = packaged_edition().plans[0]
BEFORE = edition(PLAN)


def test_equal_editions_have_no_differences() -> None:
    assert not compare(BEFORE, BEFORE)


def test_a_changed_target_is_said_field_by_field() -> None:
    place = next(i for i, target in enumerate(PLAN.targets) if target.ref == "task/9")
    changed = replace(PLAN.targets[place], value="25家", low=25.0, high=25.0)
    targets = (*PLAN.targets[:place], changed, *PLAN.targets[place + 1 :])
    lines = [str(difference) for difference in compare(BEFORE, edition(replace(PLAN, targets=targets)))]
    assert lines == [
        "修改 目标值 task/9“各类科技创新创业载体达24家”:下限由“24”改为“25”",
        "修改 目标值 task/9“各类科技创新创业载体达24家”:上限由“24”改为“25”",
        "修改 目标值 task/9“各类科技创新创业载体达24家”:数值由“24家”改为“25家”",
    ]


def test_of_long_texts_only_the_changed_part_is_shown() -> None:
    after = edition(replace(PLAN, source=PLAN.source.replace("达24家", "达25家")))
    (difference,) = compare(BEFORE, after)
    assert "达24家" in difference.before
    assert "达24家" in str(difference)
    assert "达25家" in str(difference)
    assert len(str(difference)) < 120
    assert "\n" not in str(difference)


def test_what_came_and_went_is_named() -> None:
    after = edition(replace(PLAN, units=PLAN.units[1:], faq=()))
    assert [str(difference) for difference in compare(BEFORE, after)] == ["删去 责任单位 “区经委”"]
    assert [str(difference) for difference in compare(after, BEFORE)] == ["新增 责任单位 “区经委”"]


def test_whole_plans_come_and_go() -> None:
    none = Edition(1, ())
    assert [str(difference) for difference in compare(none, BEFORE)] == ["新增 计划“奉贤区三年行动计划”"]
    assert [str(difference) for difference in compare(BEFORE, none)] == ["删去 计划“奉贤区三年行动计划”"]


@pytest.mark.parametrize(
    "thing", [PLAN, PLAN.passages[0], PLAN.goals[0], PLAN.areas[0], PLAN.tasks[0], PLAN.tasks[0].measures[0],
              PLAN.units[0], PLAN.indicators[0], PLAN.targets[0], PLAN.aliases[0]]
)  # fmt: skip
def test_every_field_has_a_chinese_name(thing: object) -> None:
    containers = {"key", "passages", "goals", "areas", "units", "indicators", "targets", "aliases", "faq",
                  "staff_facts", "measures", "surface", "kind"}  # fmt: skip
    labels = messages("diff")
    for field in vars(thing):
        if field not in containers and not (isinstance(thing, Plan) and field == "tasks"):
            assert f"fields.{field}" in labels
