"""Every conversation of this folder, over the whole path of a message: channel, Rasa, actions, tracker, database.

A conversation in known_failures.yml must fail: the run goes red when it passes, so that the list cannot rot.
"""

from __future__ import annotations

from collections import Counter

import pytest

from tests.conversations.judging import breaches, shortcomings
from tests.conversations.reading import Conversation, read_conversations, read_known_failures
from tests.served import ServedAssistant, new_sender

CONVERSATIONS = read_conversations()
KNOWN_FAILURES = read_known_failures()


def faults_of(conversation: Conversation, assistant: ServedAssistant) -> list[str]:
    """What goes wrong, turn by turn, with the reply."""
    sender = new_sender()
    faults: list[str] = []
    buttons: list[dict[str, str]] = []
    for turn in conversation.turns:
        if turn.press > len(buttons):
            return [*faults, f"there is no button {turn.press} to press"]
        message = buttons[turn.press - 1]["payload"] if turn.press else turn.user
        said = assistant.say(message, sender)
        found = [*breaches(said, assistant.sources()), *shortcomings(said, turn)]
        if found:
            faults.append(f"{message!r}: {'; '.join(found)}\n    {said.kind} {sorted(said.refs)}: {said.text}")
        buttons = said.buttons
    return faults


@pytest.mark.parametrize("conversation", CONVERSATIONS, ids=lambda conversation: conversation.id)
def test_conversation(conversation: Conversation, assistant: ServedAssistant) -> None:
    faults = faults_of(conversation, assistant)
    if conversation.id in KNOWN_FAILURES:
        assert faults, f"{conversation.id} passes now: take it off known_failures.yml"
    else:
        assert not faults, "\n".join(faults)


def test_ids_are_unique_and_known_failures_exist_with_a_reason() -> None:
    counted = Counter(conversation.id for conversation in CONVERSATIONS)
    assert not [name for name, count in counted.items() if count > 1]
    assert set(KNOWN_FAILURES) <= set(counted)
    assert all(len(reason) > 10 for reason in KNOWN_FAILURES.values())
