"""What a wording may mean, and which of its words would be the name: proposals that staff confirm or change."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import jieba

from plan_kb.answering.writer import Writer
from plan_kb.knowledge import Knowledge
from plan_kb.linking import cues
from plan_kb.linking.mention import Kind, Source, Thing
from plan_kb.retrieval.wording import without_aspects
from plan_kb.understanding.topics import Topics

_MOST = 5
_KINDS = (Kind.TASK, Kind.MEASURE, Kind.INDICATOR, Kind.UNIT, Kind.AREA, Kind.PASSAGE)
_HAN_OR_LATIN = re.compile(r"[\u3400-\u9fffa-z0-9+&\-]+")
_EDGES = "的地得了着过呢吗吧啊呀嘛么是在有和与及或由归管属把被让请找-+&"
"""Characters that no name begins or ends with, but a piece of a question may."""
_MARKS = ",。!?; "


@dataclass(frozen=True)
class Nameable:
    """A thing that an alias can name."""

    thing: Thing
    name: str
    """As staff call it."""


def nameable(knowledge: Knowledge) -> list[Nameable]:
    """Everything that an alias can name, plan by plan in the order of the text."""
    found: list[Nameable] = []
    for lookup in knowledge.lookups.values():
        writer = Writer(lookup, "zh")
        found += [Nameable(thing, writer.thing(thing)) for thing in _things(knowledge, lookup.plan.key)]
    return found


def suggested(knowledge: Knowledge, text: str) -> list[Nameable]:
    """The things nearest to a wording: those that it names, those whose words it uses, those near in meaning."""
    linked = knowledge.link(text)
    things = [thing for mention in linked.mentions for thing in mention.things]
    things += [topic.thing for topic in Topics(linked, knowledge.lookups).places()[:_MOST]]
    if knowledge.meaning is not None:
        things += [near.thing for near in knowledge.meaning.nearest(text, _MOST)]
    known = {item.thing: item for item in nameable(knowledge)}
    found = [known[whole] for thing in things if (whole := _whole(knowledge, thing)) in known]
    return list(dict.fromkeys(found))[:_MOST]


def proposed_name(knowledge: Knowledge, text: str) -> str:
    """The words of a wording that are likeliest a name that the plan does not know: the longest part that is left
    without question words and politeness, and is not all known already; the whole wording where there is none."""
    linked = knowledge.link(text)
    known = [m.surface for m in linked.mentions if m.source is Source.NAME and m.of(*_KINDS)]
    runs: list[str] = []
    for piece in _HAN_OR_LATIN.findall(without_aspects(linked.text)):
        run = ""
        for word in jieba.cut(piece):
            if len(word) >= 2 and word in cues.ordinary_words():
                runs.append(run)
                run = ""
            else:
                run += word
        runs.append(run)
    bare = [run.strip(_EDGES) for run in runs]
    return max((run for run in bare if len(run) >= 2 and run not in known), key=len, default=linked.text.strip(_MARKS))


def _whole(knowledge: Knowledge, thing: Thing) -> Thing:
    """The row that a sentence belongs to; the task of a row where it has only that row."""
    lookup = knowledge.lookups.get(thing.plan)
    if lookup is None:
        return thing
    if thing.kind is Kind.TERM:
        sentence = lookup.sentences[int(thing.key)]
        thing = Thing(
            thing.plan, *((Kind.MEASURE, sentence.measure) if sentence.measure else (Kind.PASSAGE, sentence.ref))
        )
    if thing.kind is Kind.MEASURE and thing.key in lookup.measures:
        task = lookup.tasks[lookup.measures[thing.key].task]
        if len(task.measures) == 1:
            return Thing(thing.plan, Kind.TASK, str(task.number))
    return thing


def _things(knowledge: Knowledge, plan: str) -> Iterator[Thing]:
    lookup = knowledge.lookups[plan]
    for task in lookup.plan.tasks:
        yield Thing(plan, Kind.TASK, str(task.number))
        if len(task.measures) > 1:
            yield from (Thing(plan, Kind.MEASURE, measure.key) for measure in task.measures)
    yield from (Thing(plan, Kind.INDICATOR, indicator.key) for indicator in lookup.plan.indicators)
    yield from (Thing(plan, Kind.UNIT, unit.key) for unit in lookup.plan.units)
    yield from (Thing(plan, Kind.AREA, str(area.number)) for area in lookup.plan.areas)
    yield from (Thing(plan, Kind.PASSAGE, p.ref) for p in lookup.plan.passages if not p.ref.startswith("task/"))
