from __future__ import annotations

from typing import Any

import pytest

from bot.channel.website.exchange_store import Exchange, State
from bot.channel.website.replies import failure, link_of, refusal, reply_of, turn_of
from bot.error_reply import error_message

CITATION = {
    "plan": "fengxian-sme-2023-2025", "ref": "task/6", "title": "助力推进企业科创板上市", "quote": "其中科创板10家以上",
}  # fmt: skip


def test_messages_become_one_object() -> None:
    button = {"title": "目标呢", "payload": "科创板上市的目标是多少?"}
    messages: list[dict[str, Any]] = [
        {"recipient_id": "x", "text": "区科委", "buttons": [{**button, "type": "postback"}]},
        {"recipient_id": "x", "custom": {"kind": "answer", "citations": [CITATION], "edition": 3}},
    ]
    assert reply_of(messages) == {
        "text": "区科委", "buttons": [button], "kind": "answer", "edition": 3,
        "citations": [{**CITATION, "link": "/plan/fengxian-sme-2023-2025#task-6"}],
    }  # fmt: skip


def test_a_failure_names_its_reference_beside_the_text() -> None:
    said = error_message("5F0A-93C1")
    reply = reply_of([{"text": said["text"]}, {"custom": said["custom"]}])
    assert (reply["kind"], reply["reference"], reply["citations"]) == ("error", "5F0A-93C1", [])


def test_words_of_rasas_own_claim_nothing() -> None:
    assert reply_of([{"text": "hello"}])["kind"] == "smalltalk"


@pytest.mark.parametrize(("plan", "ref", "link"), [
    ("p", "task/15", "/plan/p#task-15"),
    ("p", "goal/overall", "/plan/p#goal-overall"),
    ("p", "notice", "/plan/p#notice"),
    ("p", "preamble", "/plan/p#preamble"),
    ("p", "ideology", "/plan/p#ideology"),
    ("p", "faq/3", ""),
    ("p", "staff/contact/2", ""),
    ('a/b"<', "notice", "/plan/a%2Fb%22%3C#notice"),
])
def test_links_lead_to_places_of_the_plans_text(plan: str, ref: str, link: str) -> None:
    assert link_of({**CITATION, "plan": plan, "ref": ref}) == link


def test_a_turn_of_the_history_has_its_question_and_time() -> None:
    reply = {"text": "区科委", "kind": "answer"}
    turn = turn_of(Exchange(1, "k", "website/a", "m", "t", "谁负责?", 0.0, State.FINISHED, 1.0, reply, True))
    assert turn == {
        "question": "谁负责?", "message": "m", "turn": "t", "at": "1970-01-01T00:00:00+00:00", "liked": True, **reply,
    }  # fmt: skip


def test_refusals_are_readable() -> None:
    assert refusal("too_many", seconds=7) == {"kind": "error", "text": "您发得有点快,请过 7 秒再试。"}
    told = failure("5F0A-93C1")
    assert "5F0A-93C1" in told["text"]
    assert told["reference"] == "5F0A-93C1"
