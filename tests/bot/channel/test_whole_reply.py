from __future__ import annotations

from bot.channel.whole_reply import whole_reply


def test_all_messages_of_a_reply_are_put_together() -> None:
    assert whole_reply([
        {"text": "一", "buttons": [{"title": "a", "payload": "b", "type": "x"}]}, {"image": "i"}, {"text": "二"},
        {"custom": {"kind": "answer", "citations": [{"ref": "task/1"}], "edition": 2}},
    ]) == {
        "text": "一\n\n二", "buttons": [{"title": "a", "payload": "b"}], "kind": "answer",
        "citations": [{"ref": "task/1"}], "edition": 2,
    }  # fmt: skip


def test_nothing_claims_nothing() -> None:
    assert whole_reply([]) == {"text": "", "buttons": [], "kind": "smalltalk", "citations": [], "edition": 0}
