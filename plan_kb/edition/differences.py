"""What differs between two editions, thing by thing and field by field, in readable Chinese."""
from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any

from plan_kb.edition.model import Edition, Plan
from plan_kb.messages import message

_SHOWN = 60
"""Characters of a value that a difference shows in full; of a longer one it shows the part that changed."""
_AROUND = 8


@dataclass(frozen=True)
class Difference:
    """One difference: a thing that came, went, or a field of it that changed."""

    change: str
    """``added``, ``removed`` or ``changed``."""
    plan: str
    kind: str
    key: str
    thing: str
    """What staff call the thing."""
    field: str = ""
    before: str = ""
    after: str = ""

    def __str__(self) -> str:
        if self.change != "changed":
            return message(f"diff.{self.change}", thing=self.thing)
        label = message(f"diff.fields.{self.field}")
        before, after = (" ".join(words.split()) for words in shorten(self.before, self.after))
        return message("diff.changed", thing=self.thing, field=label, before=before, after=after)


@dataclass(frozen=True)
class _Kind:
    """One kind of thing in a plan: where its things are, how they are known and called."""

    name: str
    things: Callable[[Plan], tuple[Any, ...]]
    key: Callable[[Any], str]
    label: Callable[[Any], str]
    skipped: tuple[str, ...] = ()


_IN_TEXT = ("as_of", "value", "source")
"""Fields of what staff entered that its text holds already."""

_KINDS = (
    _Kind("passage", lambda plan: plan.passages, lambda x: x.ref, lambda x: f"{x.ref}“{x.title}”"),
    _Kind("goal", lambda plan: plan.goals, lambda x: x.ref, lambda x: f"“{x.name}”"),
    _Kind("area", lambda plan: plan.areas, lambda x: str(x.number), lambda x: f"“{x.name}”"),
    _Kind("task", lambda plan: plan.tasks, lambda x: str(x.number), lambda x: f"{x.number}“{x.name}”", ("measures",)),
    _Kind(
        "measure",
        lambda plan: tuple(measure for task in plan.tasks for measure in task.measures),
        lambda x: str(x.key),
        lambda x: f"{x.key}“{x.name}”",
        ("key",),
    ),
    _Kind("unit", lambda plan: plan.units, lambda x: str(x.key), lambda x: f"“{x.key}”", ("key",)),
    _Kind("indicator", lambda plan: plan.indicators, lambda x: str(x.key), lambda x: f"“{x.name}”", ("key",)),
    _Kind("target", lambda plan: plan.targets, lambda x: str(x.key), lambda x: f"{x.ref}“{x.quote}”", ("key",)),
    _Kind(
        "alias",
        lambda plan: plan.aliases,
        lambda x: f"{x.kind}/{x.surface}",
        lambda x: f"“{x.surface}”({'、'.join(x.keys)})",
        ("surface", "kind"),
    ),
    _Kind("faq", lambda plan: plan.faq, lambda x: str(x.ref), lambda x: f"“{(x.questions or (x.ref,))[0]}”"),
    _Kind("fact", lambda plan: plan.staff_facts, lambda x: str(x.ref), lambda x: f"“{x.text}”", ("ref", *_IN_TEXT)),
)
_IN_KINDS = ("passages", "goals", "areas", "tasks", "units", "indicators", "targets", "aliases", "faq", "staff_facts")


def compare(before: Edition, after: Edition) -> tuple[Difference, ...]:
    """Return what ``after`` has otherwise than ``before``, plan by plan in the order of the text."""
    old = {plan.key: plan for plan in before.plans}
    new = {plan.key: plan for plan in after.plans}
    found: list[Difference] = []
    for key in dict.fromkeys((*old, *new)):
        if key not in new:
            found.append(_whole_plan("removed", old[key]))
        elif key not in old:
            found.append(_whole_plan("added", new[key]))
        else:
            found += _compare_plans(old[key], new[key])
    return tuple(found)


def _whole_plan(change: str, plan: Plan) -> Difference:
    return Difference(change, plan.key, "plan", plan.key, message("diff.things.plan", name=plan.short))


def _compare_plans(old: Plan, new: Plan) -> Iterator[Difference]:
    thing = message("diff.things.plan", name=new.short)
    for field, before, after in _changed_fields(old, new, ("key", *_IN_KINDS)):
        yield Difference("changed", new.key, "plan", new.key, thing, field, before, after)
    for kind in _KINDS:
        olds = {kind.key(thing): thing for thing in kind.things(old)}
        news = {kind.key(thing): thing for thing in kind.things(new)}
        for key in dict.fromkeys((*olds, *news)):
            subject = news.get(key, olds.get(key))
            name = message(f"diff.things.{kind.name}", name=kind.label(subject))
            if key not in news:
                yield Difference("removed", new.key, kind.name, key, name)
            elif key not in olds:
                yield Difference("added", new.key, kind.name, key, name)
            else:
                for field, before, after in _changed_fields(olds[key], news[key], kind.skipped):
                    yield Difference("changed", new.key, kind.name, key, name, field, before, after)


def _changed_fields(old: Any, new: Any, skipped: tuple[str, ...]) -> Iterator[tuple[str, str, str]]:
    for field in dataclasses.fields(new):
        before, after = getattr(old, field.name), getattr(new, field.name)
        if field.name not in skipped and before != after:
            yield field.name, _show(before), _show(after)


def _show(value: object) -> str:
    if value is None or value == "" or value == ():
        return message("diff.nothing")
    if isinstance(value, bool):
        return message("diff.yes" if value else "diff.no")
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, tuple):
        return "、".join(str(item) for item in value)
    if isinstance(value, float):
        return f"{value:g}" if abs(value) < 1e6 else str(value)
    return str(value)


def shorten(before: str, after: str) -> tuple[str, str]:
    """Return both values, of long ones only the part that differs with a few characters around it."""
    if max(len(before), len(after)) <= _SHOWN:
        return before, after
    start = 0
    while start < min(len(before), len(after)) and before[start] == after[start]:
        start += 1
    end = 0
    while end < min(len(before), len(after)) - start and before[-1 - end] == after[-1 - end]:
        end += 1
    return _cut(before, start, end), _cut(after, start, end)


def _cut(value: str, start: int, end: int) -> str:
    first, last = max(0, start - _AROUND), min(len(value), len(value) - end + _AROUND)
    words = value[first:last]
    if len(words) > 3 * _SHOWN:
        words = f"{words[: 2 * _SHOWN]}…{words[-_SHOWN:]}"
    return f"{'…' if first else ''}{words}{'…' if last < len(value) else ''}"
