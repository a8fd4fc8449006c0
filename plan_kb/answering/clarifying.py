"""Asking back: which readings there are, a button for each."""

from __future__ import annotations

from plan_kb.answering.followups import short_name
from plan_kb.answering.part import Part
from plan_kb.answering.reply import Button
from plan_kb.answering.reply import Kind as ReplyKind
from plan_kb.answering.writer import Writer
from plan_kb.linking.mention import Kind, Thing
from plan_kb.understanding.reading import Reading

_WORDED = {"ask_unit", "ask_target", "ask_content", "ask_area", "ask_list", "ask_place"}
_EXAMPLES = 4


class Clarifying:
    """Clarifications for one reading."""

    def __init__(self, reading: Reading, writer: Writer) -> None:
        self._reading = reading
        self._writer = writer

    def between(self, ask: str, options: list[Thing]) -> Part:
        """The choices that a name leaves open."""
        return self._part("clarify_between", ask, options)

    def topic(self, ask: str) -> Part:
        """A question that names nothing: what was listed or spoken of last, else examples over the areas."""
        context = self._reading.context
        lookup = self._writer.lookup
        options = [thing for thing in context.listed if thing.plan == lookup.plan.key][:_EXAMPLES]
        if not options:
            options = [Thing(lookup.plan.key, Kind.TASK, str(area.tasks[-1])) for area in lookup.areas.values()][
                :_EXAMPLES
            ]
        return self._part("clarify_topic", ask, options)

    def _part(self, sentence: str, ask: str, options: list[Thing]) -> Part:
        worded = ask if ask in _WORDED else "ask_content"
        buttons = []
        for option in options:
            name = short_name(self._writer, option)
            question = self._writer.say(f"ask_{worded}", name=name)
            buttons.append(Button(name, question))
        return Part(ReplyKind.CLARIFY, self._writer.say(sentence), (), (), tuple(options), tuple(buttons), ask)
