"""The one action of the assistant: it answers the latest message from the live edition."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from plan_kb.answering.assistant import reply
from plan_kb.live import current_knowledge
from plan_kb.settings import read_settings
from plan_kb.understanding.context import Context
from plan_kb.understanding.question import Clause, Intent, Question


class ActionAnswer(Action):
    """``action_answer``: text, buttons and the custom object of the answer contract."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_answer"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Answers the latest message; returns the slots of the conversation's context."""
        context = Context.from_slots(tracker.get_slot("focus"), tracker.get_slot("listed"), tracker.get_slot("pending"))
        made, after = reply(
            current_knowledge(), question_of(tracker.latest_message), context, read_settings().max_message_length
        )
        dispatcher.utter_message(
            text=made.text,
            buttons=[{"title": button.title, "payload": button.payload} for button in made.buttons] or None,
            json_message=made.custom(),
        )
        return [SlotSet(name, value) for name, value in after.to_slots().items()]


def question_of(message: dict[str, Any]) -> Question:
    """The question of a tracker's latest message, as the pipeline of config.yml parsed it."""
    return Question(
        text=message.get("text") or "",
        intents=_intents(message.get("intent_ranking") or [message.get("intent") or {}]),
        clauses=tuple(
            Clause(c["start"], c["end"], _intents(c["intents"]), tuple(c.get("unexplained") or ()))
            for c in message.get("clauses") or []
        ),
        unexplained=tuple(message.get("unexplained") or ()),
    )


def _intents(ranking: list[dict[str, Any]]) -> tuple[Intent, ...]:
    return tuple(Intent(i["name"], float(i.get("confidence") or 0.0)) for i in ranking if i.get("name"))
