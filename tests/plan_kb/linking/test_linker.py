from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plan_kb.knowledge import Knowledge
from plan_kb.linking.linker import Linked
from plan_kb.linking.mention import Kind, Thing
from plan_kb.live import packaged_knowledge
from plan_kb.text.normalise import normalise
from plan_kb.understanding.topics import Topics
from tests.plan_kb.messages_of_all_kinds import NAUGHTY, anything, mixtures

LONG_ENOUGH = 12
"""Characters of a sentence that is more than a heading."""


def named_by(knowledge: Knowledge) -> list[tuple[str, Thing]]:
    """Every name of the main plan with the thing that it names."""
    lookup = knowledge.main_plan
    plan, key = lookup.plan, lookup.plan.key
    named: list[tuple[str, Kind, str]] = []
    for task in plan.tasks:
        named += [(name, Kind.TASK, str(task.number)) for name in (task.name, task.name_en)]
        if len(task.measures) > 1:
            named += [(name, Kind.MEASURE, m.key) for m in task.measures for name in (m.name, m.name_en)]
    named += [(name, Kind.AREA, str(area.number)) for area in plan.areas for name in (area.name, area.name_en)]
    named += [(name, Kind.UNIT, unit.key) for unit in plan.units for name in (unit.key, unit.name_en)]
    named += [(name, Kind.INDICATOR, i.key) for i in plan.indicators for name in (i.name, i.name_en)]
    named += [(name, Kind.PASSAGE, goal.ref) for goal in plan.goals for name in (goal.name, goal.name_en)]
    named += [(name, Kind.PLAN, key) for name in (plan.title, plan.title_en, plan.short)]
    return [(name, Thing(key, kind, thing)) for name, kind, thing in named if name]


def test_every_name_links_to_its_thing(knowledge: Knowledge) -> None:
    missed = [
        f"{name} → {thing.kind.value} {thing.key}"
        for name, thing in named_by(knowledge)
        if thing not in knowledge.link(name).things
    ]
    assert not missed


def test_every_name_is_linked_as_a_whole(knowledge: Knowledge) -> None:
    parted = [
        name
        for name, thing in named_by(knowledge)
        if not any(
            thing in m.things and (m.start, m.end) == (0, len(knowledge.link(name).text))
            for m in knowledge.link(name).mentions
        )
    ]
    assert not parted


@pytest.mark.parametrize("question", ["请问{}由谁负责?", "{}的目标是多少", "我想了解{},谢谢", "{}呢?"])
def test_every_name_links_inside_a_question(knowledge: Knowledge, question: str) -> None:
    missed = [
        name
        for name, thing in named_by(knowledge)
        if not name.isascii() and thing not in knowledge.link(question.format(name)).things
    ]
    assert not missed


def test_every_alias_links_to_what_it_stands_for(knowledge: Knowledge) -> None:
    lookup = knowledge.main_plan
    kinds = {
        "area": Kind.AREA,
        "task": Kind.TASK,
        "measure": Kind.MEASURE,
        "unit": Kind.UNIT,
        "indicator": Kind.INDICATOR,
        "passage": Kind.PASSAGE,
        "goal": Kind.PASSAGE,
        "plan": Kind.PLAN,
    }
    missed = []
    for alias in lookup.plan.aliases:
        things = set(knowledge.link(alias.surface).things)
        if alias.kind == "body":
            wanted = {
                Thing(lookup.plan.key, Kind.UNIT, unit) for key in alias.keys for unit in lookup.units_of_body(key)
            }
        elif alias.kind == "term":
            wanted = {
                Thing(lookup.plan.key, Kind.TERM, str(s.number))
                for s in lookup.sentences
                for key in alias.keys
                if normalise(key) in s.normal
            }
        else:
            wanted = {Thing(lookup.plan.key, kinds[alias.kind], key) for key in alias.keys}
        if not wanted or not wanted <= things:
            missed.append(f"{alias.surface} ({alias.kind} {', '.join(alias.keys)})")
    assert not missed


def test_every_sentence_of_the_plan_links_to_its_place(knowledge: Knowledge) -> None:
    lookup = knowledge.main_plan
    strayed = []
    for sentence in lookup.sentences:
        if len(sentence.normal) < LONG_ENOUGH:
            continue
        place = (
            Thing(lookup.plan.key, Kind.MEASURE, sentence.measure)
            if sentence.measure
            else Thing(lookup.plan.key, Kind.PASSAGE, sentence.ref)
        )
        ranking = Topics(knowledge.link(sentence.text), knowledge.lookups).places()
        # A task that sets the same target may come first, as an indicator speaks for the task before the goal.
        first = [topic.thing for topic in ranking[:2]]
        same_words = [
            other for other in lookup.sentences if sentence.normal.rstrip("。") in other.normal and other != sentence
        ]
        if place not in first and not same_words:
            strayed.append(f"{sentence.ref} {sentence.text[:40]} → {first}")
    assert not strayed


def spans_are_right(linked: Linked) -> bool:
    """Whether everything that was found stands inside the text, names by their own words."""
    length = len(linked.text)
    spans = [(m.start, m.end) for m in linked.mentions] + [(f.start, f.end) for f in linked.figures]
    spans += [(o.start, o.end) for o in linked.ordinals] + [(y.start, y.end) for y in linked.years]
    inside = all(0 <= start < end <= length for start, end in (*spans, *linked.other_places))
    return inside and all(linked.text[m.start : m.end] == m.surface and m.things for m in linked.mentions)


@pytest.mark.parametrize("message", NAUGHTY, ids=[f"{number}" for number in range(len(NAUGHTY))])
def test_naughty_messages_are_linked(knowledge: Knowledge, message: str) -> None:
    assert spans_are_right(knowledge.link(message))


@settings(max_examples=150, deadline=None)
@given(st.one_of(anything, mixtures))
def test_any_message_is_linked(message: str) -> None:
    assert spans_are_right(packaged_knowledge().link(message))


@settings(max_examples=60, deadline=None)
@given(mixtures, st.integers(0, 30), st.integers(0, 30))
def test_a_part_counts_from_its_own_start(message: str, start: int, length: int) -> None:
    linked = packaged_knowledge().link(message)
    end = min(len(linked.text), start + length)
    part = linked.part(min(start, end), end)
    assert spans_are_right(part)
    assert len(part.mentions) <= len(linked.mentions)


def test_longest_name_wins(knowledge: Knowledge) -> None:
    things = knowledge.link("院士专家工作站总数").things
    assert {thing.key for thing in things if thing.kind is Kind.INDICATOR} == {"workstations-total"}


def test_latin_names_are_not_found_inside_words(knowledge: Knowledge) -> None:
    assert not knowledge.link("ships, equipment and evidence").of(Kind.TASK, Kind.INDICATOR, Kind.UNIT)
    assert knowledge.link("incubators").of(Kind.TASK)


@pytest.mark.parametrize(
    ("message", "english"),
    [
        ("Which department runs incubators?", True),
        ("孵化器由谁负责?", False),
        ("IPO找谁", False),
        ("", False),
        ("5G", True),
        ("What is 专精特新 and who is responsible for it in this district?", True),
    ],
)
def test_language_is_that_of_most_letters(knowledge: Knowledge, message: str, english: bool) -> None:
    assert knowledge.link(message).is_english is english


def test_other_places_are_told_from_the_plans_own(knowledge: Knowledge) -> None:
    assert knowledge.link("松江区有几家高新技术企业").other_places
    assert knowledge.link("Pudong high-tech enterprises").other_places
    assert not knowledge.link("上海奉贤有几家高新技术企业").other_places
    assert not knowledge.link("东方美谷由谁负责").other_places
