"""Names of editions that never were: the linker knows nothing of one particular plan."""

from __future__ import annotations

from dataclasses import replace

from plan_kb.edition.lookup import PlanLookup
from plan_kb.edition.model import Alias, Edition, Unit
from plan_kb.edition.packaged import packaged_edition
from plan_kb.knowledge import Knowledge
from plan_kb.linking.mention import Kind
from plan_kb.linking.names import Names


def edition_with(*aliases: Alias, units: tuple[Unit, ...] = ()) -> Edition:
    """The packaged edition with more names."""
    plan = packaged_edition().plans[0]
    return Edition(7, (replace(plan, aliases=(*plan.aliases, *aliases), units=(*plan.units, *units)),))


def test_an_alias_of_today_is_linked(knowledge: Knowledge) -> None:
    edition = edition_with(Alias("蜂巢小屋", "task", ("9",), "zh"), Alias("beehive", "task", ("9",), "en"))
    fresh = Knowledge(edition, use_meaning=False)
    for question in ("蜂巢小屋由谁负责", "who runs the beehives?", "BEEHIVE"):
        assert "9" in {thing.key for m in fresh.link(question).of(Kind.TASK) for thing in m.things}, question
        assert "9" not in {thing.key for m in knowledge.link(question).of(Kind.TASK) for thing in m.things}, question


def test_a_unit_of_today_is_linked_and_its_sound_too() -> None:
    fresh = Knowledge(
        edition_with(units=(Unit("区海洋发展局", "District Ocean Bureau", "区海洋发展局"),)), use_meaning=False
    )
    for question in (
        "区海洋发展局有哪些任务",
        "区海洋发展菊有哪些任务",
        "qu haiyang fazhan ju",
        "district ocean bureau",
    ):
        assert "区海洋发展局" in {thing.key for m in fresh.link(question).of(Kind.UNIT) for thing in m.things}, question


def test_an_edition_without_plans_links_nothing() -> None:
    assert Names([]).find("孵化器") == []


def test_one_character_is_no_name() -> None:
    names = Names([PlanLookup(edition_with(Alias("器", "task", ("9",), "zh")).plans[0])])
    assert "器" not in names.surfaces
