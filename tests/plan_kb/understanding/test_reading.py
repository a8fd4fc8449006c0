from __future__ import annotations

import pytest

from plan_kb.knowledge import Knowledge
from plan_kb.understanding.context import Context
from plan_kb.understanding.question import Intent
from plan_kb.understanding.reading import Reading


def read(knowledge: Knowledge, text: str, **intents: float) -> Reading:
    ranked = tuple(Intent(name, confidence) for name, confidence in intents.items())
    return Reading(knowledge, knowledge.link(text), ranked, Context())


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("孵化器由谁负责", ["9"]),
        ("5G基站由谁负责", ["3.2"]),
        ("数字经济归谁管", ["3.1"]),
        ("数字江海由谁负责", ["3"]),
        ("高新技术企业由谁负责", ["5.2"]),
        ("第十二项任务由谁负责", ["12"]),
        ("孵化器和知识产权分别由谁负责", ["9", "12"]),
        ("今天天气怎么样", []),
    ],
)
def test_rows_that_are_named(knowledge: Knowledge, text: str, rows: list[str]) -> None:
    found = [
        thing.key.removesuffix(".1")
        if thing.kind.value == "measure" and thing.key.endswith(".1") and thing.key != "3.1"
        else thing.key
        for thing in read(knowledge, text).rows
    ]
    assert sorted(found) == sorted(rows)


def test_a_body_stands_for_all_its_printed_units(knowledge: Knowledge) -> None:
    (units,) = read(knowledge, "财政局有哪些任务").units
    assert {thing.key for thing in units} == {"区财政局", "区财政局(金融办)"}


@pytest.mark.parametrize(
    ("text", "missing"),
    [("第16项任务", True), ("第15项任务", False), ("第七个领域", True), ("发展目标第五条", True), ("孵化器", False)],
)
def test_numbers_that_no_plan_has(knowledge: Knowledge, text: str, missing: bool) -> None:
    assert read(knowledge, text).missing_number() is missing


def test_confidence_spread_over_kindred_intents_counts_together(knowledge: Knowledge) -> None:
    assert read(knowledge, "孵化器", off_topic=0.4, ask_unit=0.35, ask_list=0.25).ask == "ask_unit"


@pytest.mark.parametrize(("text", "english"), [("孵化器由谁负责", "zh"), ("who runs incubators", "en")])
def test_language(knowledge: Knowledge, text: str, english: str) -> None:
    assert read(knowledge, text).language == english


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("国家级小巨人", {"national-little-giants"}),
        ("小巨人总数", {"little-giants-total"}),
        ("院士专家工作站新增多少", {"new-workstations"}),
        ("院士专家工作站一共多少", {"workstations-total"}),
        ("专精特新", {"national-little-giants", "municipal-specialised-smes"}),
    ],
)
def test_words_single_out_one_of_several(knowledge: Knowledge, text: str, keys: set[str]) -> None:
    reading = read(knowledge, text)
    found = {
        thing.key
        for mention in reading.indicator_names
        for thing in reading.distinguished(list(mention.things))
        if thing.kind.value == "indicator"
    }
    assert found == keys
