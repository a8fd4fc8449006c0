"""What the plan does not say: told so, with the related task by name where there is one."""

from __future__ import annotations

from plan_kb.answering import facts
from plan_kb.answering.part import Part, not_in_plan
from plan_kb.answering.writer import Writer
from plan_kb.linking.mention import Thing

_SENTENCES = {
    "ask_contact": "absent_contact",
    "ask_procedure": "absent_procedure",
    "ask_money": "absent_money",
    "ask_result": "absent_result",
    "ask_other_figure": "absent_other_figure",
    "ask_definition": "absent_definition",
    "ask_person": "absent_person",
    "ask_opinion": "absent_opinion",
    "ask_other_service": "absent_other",
}


def absent(writer: Writer, ask: str, things: tuple[Thing, ...] = ()) -> Part:
    """Says that the plan does not hold what is asked; names the task and units that are related."""
    text = writer.say(_SENTENCES.get(ask, "absent_other"), year=writer.lookup.plan.last_year)
    return pointing(writer, text, things)


def pointing(writer: Writer, text: str, things: tuple[Thing, ...]) -> Part:
    """``text`` with a pointer to the first row among ``things``."""
    for thing in things:
        rows = facts.measures_of(writer, thing)
        if rows:
            row = rows[0]
            task = writer.lookup.tasks[row.task]
            units = list(dict.fromkeys(unit for r in rows for unit in r.units))
            pointer = writer.say("pointer", task=writer.task(task), units=writer.units(units))
            return not_in_plan(f"{text}\n{pointer}", [writer.cite_task(row.task)], [thing])
    return not_in_plan(text, (), things)
