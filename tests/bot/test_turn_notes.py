from __future__ import annotations

import asyncio

from rasa.shared.core.events import SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.channel.recording import _things
from bot.turn_notes import TurnNotes, begin_notes, note

SIX, NINE = ({"ask": "ask_unit", "things": [["p", "task", key]], "places": [], "earlier": []} for key in ("6", "9"))
CHOICES = {"ask": "ask_target", "options": [["p", "indicator", "a"], ["p", "indicator", "b"]]}


def tracker(*foci: object, pending: object = None) -> DialogueStateTracker:
    events: list[object] = []
    for focus in foci:
        events += [UserUttered("谁负责?", {"name": "ask_unit"}), SlotSet("focus", focus), SlotSet("pending", pending)]
    return DialogueStateTracker.from_events("a", events)


async def test_a_turn_is_noted_for_whoever_began_it() -> None:
    async def turn(key: str, given: DialogueStateTracker) -> TurnNotes:
        notes = begin_notes()
        await asyncio.sleep(0)
        await asyncio.wait_for(asyncio.create_task(save(given)), 5)
        return notes

    async def save(given: DialogueStateTracker) -> None:
        note(given)

    first, second = await asyncio.gather(turn("1", tracker(SIX)), turn("2", tracker(SIX, NINE)))
    assert (first.intent, first.focus, first.focus_before) == ("ask_unit", SIX, None)
    assert (second.focus, second.focus_before) == (NINE, SIX)


def test_without_anybody_who_wants_to_know_nothing_happens() -> None:
    note(tracker(SIX))


def notes(*foci: object, pending: object = None) -> TurnNotes:
    made = TurnNotes()
    made.focus, made.focus_before = (*reversed(foci), None, None)[:2]
    made.pending = pending
    return made


def test_what_a_reply_was_about() -> None:
    assert _things("answer", notes(SIX, SIX)) == ["p#task#6"]
    assert _things("not_in_plan", notes(SIX, NINE)) == ["p#task#9"]
    assert _things("not_in_plan", notes(SIX, SIX)) == []
    assert _things("off_topic", notes(SIX, SIX)) == []
    assert _things("clarify", notes(SIX, SIX, pending=CHOICES)) == ["p#indicator#a", "p#indicator#b"]
    assert _things("error", TurnNotes()) == []
