"""Every fact of the knowledge base in several wordings: the right answer with the right citation, all of them.

What is asked and what is expected are both made from the edition, so that a plan with other facts is tested the same
way. The trained model reads the questions; the reply is made without a server.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from bot.evaluation.judging import holds, normalised
from bot.evaluation.language_model import LanguageModel
from plan_kb.answering.assistant import reply
from plan_kb.answering.reply import Kind
from plan_kb.edition.lookup import PlanLookup
from plan_kb.edition.model import Indicator, Measure
from plan_kb.edition.packaged import packaged_edition
from plan_kb.knowledge import Knowledge
from plan_kb.live import using
from plan_kb.text.normalise import bare, normalise
from plan_kb.understanding.context import Context

LONGEST = 500

WORDINGS: dict[str, tuple[str, ...]] = {
    "units of a task": (
        "{name}由哪些单位负责?",
        "请问{name}的责任单位是谁",
        "{name}归哪个部门管",
        "第{number}项重点工作由谁负责?",
        "我想了解一下,{name}这项工作该找哪家单位?",
        "Which units are responsible for task {number}?",
    ),
    "units of a row": ("{name}由谁负责?", "请问{name}归哪些部门管", "{name}的责任单位有哪些?", "{name}该找哪个单位"),
    "targets of a task": (
        "{name}的目标是多少?",
        "第{number}项任务的量化指标有哪些?",
        "{name}要达到什么指标",
        "到2025年{name}的目标值是什么",
        "What are the targets of task {number}?",
    ),
    "content of a task": (
        "{name}的主要内容是什么?",
        "第{number}项任务要做些什么",
        "介绍一下{name}",
        "{name}有哪些具体举措?",
        "What does task {number} involve?",
    ),
    "area of a task": (
        "{name}属于哪个领域?",
        "第{number}项任务属于什么领域",
        "请问{name}归在哪个领域里",
        "{name}是哪个领域的工作",
        "Which area does task {number} belong to?",
    ),
    "tasks of a unit": (
        "{name}负责哪些任务?",
        "{name}参与了哪些重点工作",
        "计划里{name}要做哪几项工作?",
        "请列出{name}承担的任务",
        "Which tasks does the {english} take part in?",
    ),
    "number of tasks of a unit": ("{name}参与几项重点工作?", "{name}一共有多少项任务"),
    "tasks of an area": (
        "{name}领域有哪些重点工作?",
        "{name}包括哪几项任务",
        "{name}这个领域安排了什么工作?",
        "请列出{name}领域的任务",
        "Which tasks are in area {number}?",
    ),
    "value of an indicator": (
        "{name}的目标是多少?",
        "到2025年{name}要达到多少",
        "请问{name}的目标值",
        "计划里{name}定的是多少?",
        "{name}目标",
        "What is the plan's target for {english}?",
    ),
    "units of an indicator": ("{name}这个指标由谁负责?", "{name}归哪个部门管"),
    "words of a place": (
        "{name}写了什么?",
        "{name}的内容是什么",
        "介绍一下{name}",
        "请问{name}是怎么写的",
        "{name}讲了哪些内容",
    ),
    "words of a numbered goal": (
        "发展目标第{number}条写的是什么",
        "第{number}条发展目标的内容",
        "What does development goal {number} say?",
    ),
}


@dataclass(frozen=True)
class Fact:
    """A question and what its answer must hold."""

    subject: str
    question: str
    has: tuple[str, ...]
    has_not: tuple[str, ...]
    cites: frozenset[str]
    """All of these must be cited."""
    only: frozenset[str]
    """Nothing but these may be cited."""
    kind: Kind = Kind.ANSWER
    """``NOT_IN_PLAN`` for the figures of a task that has none."""


def facts_of(lookup: PlanLookup) -> Iterator[Fact]:
    """Every fact of a plan in every wording."""
    yield from _of_tasks(lookup)
    yield from _of_units(lookup)
    yield from _of_areas(lookup)
    yield from _of_indicators(lookup)
    yield from _of_passages(lookup)


def _asked(
    subject: str,
    has: tuple[str, ...],
    has_not: tuple[str, ...],
    cites: set[str],
    allowed: set[str] | None = None,
    kind: Kind = Kind.ANSWER,
    **words: object,
) -> Iterator[Fact]:
    for wording in WORDINGS[subject]:
        yield Fact(subject, wording.format(**words), has, has_not, frozenset(cites), frozenset(allowed or cites), kind)


def _of_tasks(lookup: PlanLookup) -> Iterator[Fact]:
    for task in lookup.plan.tasks:
        words: dict[str, Any] = {"name": task.name, "number": task.number}
        named = lookup.units_of_task(task.number)
        yield from _asked("units of a task", named, _others(lookup, named), {task.ref}, **words)
        yield from _asked("content of a task", tuple(m.text for m in task.measures), (), {task.ref}, **words)
        areas = {area.number: area.name for area in lookup.plan.areas}
        others = tuple(name for number, name in areas.items() if number != task.area and name != task.name)
        yield from _asked("area of a task", (areas[task.area],), others, {task.ref}, **words)
        values = tuple(dict.fromkeys(target.value for target in lookup.targets_of_task(task.number)))
        repeated = {
            t.ref
            for target in lookup.targets_of_task(task.number)
            for t in lookup.targets_of_indicator[target.indicator]
        }
        # A figure that stands in a goal, too, is cited at both places.
        yield from _asked(
            "targets of a task",
            values,
            (),
            {task.ref, *repeated},
            None,
            Kind.ANSWER if values else Kind.NOT_IN_PLAN,
            **words,
        )
        for measure in task.measures if len(task.measures) > 1 else ():
            yield from _of_row(lookup, measure)


def _of_row(lookup: PlanLookup, measure: Measure) -> Iterator[Fact]:
    yield from _asked(
        "units of a row", measure.units, _others(lookup, measure.units), {f"task/{measure.task}"}, name=measure.name
    )


def _others(lookup: PlanLookup, named: tuple[str, ...]) -> tuple[str, ...]:
    """The printed units that must not be named: those that are no part of a unit that is."""
    return tuple(unit.key for unit in lookup.plan.units if not any(unit.key in name for name in named))


def _of_units(lookup: PlanLookup) -> Iterator[Fact]:
    for unit in lookup.plan.units:
        numbers = lookup.tasks_of_unit(unit.key)
        rows = tuple(_name_in_list(lookup, number, unit.key) for number in numbers)
        cites = {f"task/{number}" for number in numbers}
        # A body with several printed units may be answered as a whole: 区财政局 is also 区财政局(金融办).
        body = {f"task/{number}" for key in lookup.units_of_body(unit.body) for number in lookup.tasks_of_unit(key)}
        yield from _asked("tasks of a unit", rows, (), cites, cites | body, name=unit.key, english=unit.name_en)
        if cites == cites | body:
            yield from _asked("number of tasks of a unit", (f"{len(numbers)}项",), (), cites, name=unit.key)


def _name_in_list(lookup: PlanLookup, number: int, unit: str) -> str:
    task = lookup.tasks[number]
    rows = [measure for measure in task.measures if unit in measure.units]
    return rows[0].name if len(rows) < len(task.measures) else task.name


def _of_areas(lookup: PlanLookup) -> Iterator[Fact]:
    for area in lookup.plan.areas:
        names = tuple(lookup.tasks[number].name for number in area.tasks)
        others = tuple(task.name for task in lookup.plan.tasks if task.number not in area.tasks)
        yield from _asked(
            "tasks of an area",
            names,
            others,
            {f"task/{number}" for number in area.tasks},
            name=area.name,
            number=area.number,
        )


def _of_indicators(lookup: PlanLookup) -> Iterator[Fact]:
    for indicator in lookup.plan.indicators:
        targets = lookup.targets_of_indicator[indicator.key]
        refs = {target.ref for target in targets}
        namesakes = {t.ref for key in _namesakes(lookup, indicator) for t in lookup.targets_of_indicator[key]}
        yield from _asked(
            "value of an indicator",
            (targets[0].value,),
            (),
            refs,
            refs | namesakes,
            name=indicator.name,
            english=indicator.name_en,
        )
        for key in lookup.measures_of_indicator(indicator.key):
            measure = lookup.measures[key]
            yield from _asked(
                "units of an indicator",
                measure.units,
                _others(lookup, measure.units),
                {f"task/{measure.task}"},
                name=indicator.name,
            )


def _namesakes(lookup: PlanLookup, indicator: Indicator) -> set[str]:
    """Indicators that an alias calls by this one's name, so that an answer may give both."""
    names = {normalise(indicator.name), normalise(indicator.name_en)}
    return {
        key
        for alias in lookup.plan.aliases
        if alias.kind == "indicator" and normalise(alias.surface) in names
        for key in alias.keys
    }


def _of_passages(lookup: PlanLookup) -> Iterator[Fact]:
    for ref, passage in lookup.passages.items():
        if ref in ("preamble", "ideology", "goal/overall"):
            yield from _asked("words of a place", (passage.text,), (), {ref}, name=passage.title)
    for goal in lookup.plan.goals:
        if goal.number:
            yield from _asked("words of a place", (goal.text,), (), {goal.ref}, name=lookup.passages[goal.ref].title)
            yield from _asked("words of a numbered goal", (goal.text,), (), {goal.ref}, number=goal.number)


FACTS = [fact for plan in packaged_edition().plans for fact in facts_of(PlanLookup(plan))]


def _levelled(text: str) -> str:
    """``text`` without quotation marks: a name that is quoted has inner ones in place of its own."""
    return normalised(text.translate(dict.fromkeys(map(ord, "“”‘’"))))


def faults_of(fact: Fact, knowledge: Knowledge, language_model: LanguageModel) -> list[str]:
    """What is wrong with the answer to a fact's question."""
    with using(knowledge):
        made, _ = reply(knowledge, language_model.question(fact.question, LONGEST), Context())
    shown, cited = _levelled(made.text), {citation.ref for citation in made.citations}
    faults = [] if made.kind is fact.kind else [f"is {made.kind.value}"]
    faults += [f"lacks {words[:30]}" for words in fact.has if not holds(shown, _levelled(words))]
    faults += [f"has {words}" for words in fact.has_not if holds(shown, words)]
    faults += [f"does not cite {ref}" for ref in sorted(fact.cites - cited)]
    faults += [f"cites {ref}" for ref in sorted(cited - fact.only)]
    source = knowledge.main_plan.bare_source
    faults += [f"quotes {citation.quote}" for citation in made.citations if bare(citation.quote) not in source]
    return [f"{'; '.join(faults)}\n    {made.text[:160]}"] if faults else []


@pytest.mark.parametrize("subject", list(WORDINGS))
def test_every_fact_is_answered_rightly_in_every_wording(
    subject: str, knowledge: Knowledge, language_model: LanguageModel
) -> None:
    asked = [fact for fact in FACTS if fact.subject == subject]
    failed = {fact.question: faults for fact in asked if (faults := faults_of(fact, knowledge, language_model))}
    told = "\n".join(f"{question}: {faults[0]}" for question, faults in failed.items())
    assert not failed, f"{len(failed)} of {len(asked)} questions\n{told}"


def test_no_fact_is_left_out() -> None:
    plan = packaged_edition().plans[0]
    asked = {subject: {fact.has for fact in FACTS if fact.subject == subject} for subject in WORDINGS}
    assert all(asked.values())
    assert len([f for f in FACTS if f.subject == "units of a task"]) == len(plan.tasks) * len(
        WORDINGS["units of a task"]
    )
    assert len([f for f in FACTS if f.subject == "value of an indicator"]) == len(plan.indicators) * len(
        WORDINGS["value of an indicator"]
    )
