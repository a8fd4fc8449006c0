from __future__ import annotations

import secrets
import string
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channel.message import conversation_id
from bot.channel.website.conversation_ids import ConversationIds

SECRET = "a secret of more than thirty-two characters"
IDS = ConversationIds(SECRET, hours=1)
SIGNED = IDS.issue(IDS.new_conversation())


def test_an_issued_id_leads_to_its_conversation() -> None:
    conversation = IDS.new_conversation()
    assert IDS.conversation_of(IDS.issue(conversation)) == conversation
    assert ConversationIds(SECRET, hours=1).conversation_of(IDS.issue(conversation)) == conversation


def test_conversations_are_random() -> None:
    assert len({IDS.new_conversation() for _ in range(1000)}) == 1000
    assert len(SIGNED.split(".")[0]) == 22  # 128 bits


@given(st.integers(0, len(SIGNED) - 1), st.sampled_from(string.ascii_letters + string.digits + "-_.=+/ \n\0é"))
def test_no_altered_id_is_good(place: int, character: str) -> None:
    altered = SIGNED[:place] + character + SIGNED[place + 1 :]
    assert (IDS.conversation_of(altered) is None) == (altered != SIGNED)


@given(st.integers(0, len(SIGNED)), st.text(max_size=3))
def test_nothing_may_be_put_in_or_left_out(place: int, more: str) -> None:
    assert (IDS.conversation_of(SIGNED[:place] + more + SIGNED[place:]) is None) == bool(more)
    assert IDS.conversation_of(SIGNED[:place]) is None or place == len(SIGNED)


@given(st.one_of(st.text(), st.none(), st.integers(), st.booleans(), st.lists(st.text()), st.binary()))
def test_anything_else_is_no_id(value: Any) -> None:
    assert IDS.conversation_of(value) is None


def test_an_id_of_another_secret_is_no_id() -> None:
    assert ConversationIds(secrets.token_urlsafe(32), hours=1).conversation_of(SIGNED) is None


def test_parts_of_two_ids_make_no_third() -> None:
    first, second = (IDS.issue(IDS.new_conversation()).split(".") for _ in range(2))
    mixed = [[first[0], second[1], second[2]], [second[0], first[1], first[2]], [first[0], first[1], second[2]]]
    assert [IDS.conversation_of(".".join(parts)) for parts in mixed] == [None, None, None]


@pytest.mark.parametrize(
    ("seconds", "good"), [(0, True), (3500, True), (3700, False), (10**7, False), (-60, True), (-3600, False)]
)
def test_an_id_is_good_for_its_time(monkeypatch: pytest.MonkeyPatch, seconds: int, good: bool) -> None:
    signed, now = IDS.issue(IDS.new_conversation()), time.time()
    monkeypatch.setattr(time, "time", lambda: now + seconds)
    assert (IDS.conversation_of(signed) is not None) == good


def test_no_other_channel_can_name_a_conversation_of_the_website() -> None:
    conversation = IDS.new_conversation()
    assert conversation_id(conversation) != conversation


def test_digests_depend_on_everything() -> None:
    digests = {
        IDS.digest("a", "b"), IDS.digest("ab"), IDS.digest("a", "c"), IDS.digest("c", "b"),
        ConversationIds("x" * 32, 1).digest("a", "b"),
    }  # fmt: skip
    assert len(digests) == 5
    assert all(len(digest) == 64 for digest in digests)
