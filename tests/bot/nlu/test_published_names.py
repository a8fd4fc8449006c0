"""What staff publish is understood in the next message, within two seconds, by the model that is loaded."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from plan_kb.edition.draft import load_draft
from plan_kb.edition.publish import publish, roll_back
from plan_kb.tables import Alias, AliasTarget, Measure, Plan, Responsibility, Task, Unit
from tests.served import Said, ServedAssistant, new_sender, served_assistant

SWAP_SECONDS = 2.0
TASK = "加快培育氢能储运产业"
TEXT = "支持企业开展氢能储运装备研发,建设加氢站。"
UNIT = "区氢能推进办"


@pytest.fixture(scope="module")
def changing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedAssistant]:
    """An assistant of its own, whose knowledge base is changed."""
    with served_assistant(tmp_path_factory.mktemp("changing")) as served:
        served.say("你好", new_sender())
        yield served


def add_task(session: Session) -> None:
    """A new task with a new unit, as a supplement to the plan's text would bring them."""
    plan: Plan = load_draft(session)[0]
    plan.source += f"\n{TASK}\n{TEXT}\n{UNIT}\n"
    unit = Unit(position=90, name=UNIT, name_en="District Hydrogen Office", body=UNIT)
    plan.units.append(unit)
    measure = Measure(position=1, text=TEXT, cell=UNIT)
    measure.responsibilities.append(Responsibility(position=1, unit=unit))
    plan.areas[0].tasks.append(
        Task(number=16, name=TASK, name_en="Cultivating the hydrogen industry", measures=[measure])
    )


def add_alias(session: Session) -> None:
    plan: Plan = load_draft(session)[0]
    task = next(task for area in plan.areas for task in area.tasks if task.number == 9)
    plan.aliases.append(Alias(position=9000, surface="蜂巢工坊", kind="task", targets=[AliasTarget(task=task)]))


def add_telephone(session: Session) -> None:
    plan: Plan = load_draft(session)[0]
    next(unit for unit in plan.units if unit.name == "区科委").telephone = "021-5710-0000"


def say(assistant: ServedAssistant, text: str) -> Said:
    return assistant.say(text, new_sender())


def publish_now(assistant: ServedAssistant) -> tuple[int, float]:
    """The number of the new edition, and when it was committed."""
    with assistant.database.writing() as session:
        number = publish(session, "tried in a test", "tester")
    return number, time.monotonic()


def wait_for_edition(assistant: ServedAssistant, number: int, begin: float) -> None:
    while say(assistant, "孵化器由谁负责").custom["edition"] != number:
        assert time.monotonic() - begin < SWAP_SECONDS, "the new edition is not served in time"
        time.sleep(0.05)


def test_a_new_task_with_a_new_unit_is_answered(changing: ServedAssistant) -> None:
    assert say(changing, "氢能储运由谁负责?").kind != "answer"
    with changing.database.writing() as session:
        add_task(session)
    number, begin = publish_now(changing)
    wait_for_edition(changing, number, begin)
    for question in (f"{TASK}由谁负责?", "第16项任务由谁负责", "氢能储运这块归哪个部门管"):
        said = say(changing, question)
        assert (said.kind, said.refs) == ("answer", {"task/16"}), f"{question}: {said.text}"
        assert UNIT in said.text
    content = say(changing, f"{TASK}的主要内容是什么")
    assert TEXT in content.text
    tasks = say(changing, f"{UNIT}有哪些任务?")
    assert (tasks.kind, tasks.refs) == ("answer", {"task/16"}), tasks.text
    assert "16项" in say(changing, "计划一共有多少项重点工作").text


def test_a_new_unit_is_recognised_misspelt_in_pinyin_and_in_english(changing: ServedAssistant) -> None:
    for question in (
        "区轻能推进办负责哪些任务",
        "qu qingneng tuijin ban fuze naxie renwu",
        "Which tasks does the District Hydrogen Office have?",
    ):
        said = say(changing, question)
        assert "task/16" in said.refs, f"{question}: {said.text}"


def test_a_new_alias_is_recognised(changing: ServedAssistant) -> None:
    assert say(changing, "蜂巢工坊由谁负责?").kind != "answer"
    with changing.database.writing() as session:
        add_alias(session)
    number, begin = publish_now(changing)
    wait_for_edition(changing, number, begin)
    said = say(changing, "蜂巢工坊由谁负责?")
    assert (said.kind, said.refs) == ("answer", {"task/9"}), said.text


def test_a_telephone_that_staff_entered_is_told(changing: ServedAssistant) -> None:
    assert say(changing, "区科委的电话是多少").kind == "not_in_plan"
    with changing.database.writing() as session:
        add_telephone(session)
    number, begin = publish_now(changing)
    wait_for_edition(changing, number, begin)
    said = say(changing, "区科委的电话是多少")
    assert said.kind == "answer"
    assert "021-5710-0000" in said.text
    assert all(ref.startswith("staff/") for ref in said.refs)


def test_a_conversation_goes_on_over_a_new_edition(changing: ServedAssistant) -> None:
    sender = new_sender()
    changing.say("孵化器由谁负责", sender)
    number, begin = publish_now(changing)
    wait_for_edition(changing, number, begin)
    said = changing.say("那目标呢", sender)
    assert (said.kind, said.custom["edition"]) == ("answer", number)
    assert "24家" in said.text


def test_what_is_rolled_back_is_unknown_again(changing: ServedAssistant) -> None:
    with changing.database.writing() as session:
        number = roll_back(session, 1, "tried in a test", "tester")
    wait_for_edition(changing, number, time.monotonic())
    assert say(changing, "第16项任务由谁负责").kind == "not_in_plan"
    assert say(changing, f"{UNIT}有哪些任务?").kind != "answer"
