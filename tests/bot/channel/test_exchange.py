from __future__ import annotations

import asyncio
import re
from typing import Any

import pytest
from rasa.core.channels.channel import UserMessage

from bot.channel.exchange import exchange


async def speak(message: UserMessage) -> None:
    reply = {"text": "第一段\n\n第二段", "custom": {"kind": "answer"}}
    await message.output_channel.send_response(message.sender_id, reply)


async def be_silent(_message: UserMessage) -> None:
    return None


async def say_blank(message: UserMessage) -> None:
    await message.output_channel.send_response(message.sender_id, {"text": " ", "custom": {"kind": "answer"}})


async def fail_half_way(message: UserMessage) -> None:
    await speak(message)
    raise ValueError("broken on purpose")


async def sleep(_message: UserMessage) -> None:
    await asyncio.sleep(10)


async def test_reply_is_passed_on_with_its_empty_lines() -> None:
    messages = await exchange(speak, "你好", "a", "rest", 5)
    assert messages == [
        {"recipient_id": "a", "text": "第一段\n\n第二段"},
        {"recipient_id": "a", "custom": {"kind": "answer"}},
    ]


@pytest.mark.parametrize("handler", [be_silent, say_blank, fail_half_way, sleep])
async def test_no_reply_becomes_the_apology_with_a_logged_number(
    handler: Any, caplog: pytest.LogCaptureFixture
) -> None:
    messages = await exchange(handler, "你好", "a", "rest", 0.05)
    assert [sorted(message) for message in messages] == [["recipient_id", "text"], ["custom", "recipient_id"]]
    assert messages[1]["custom"] == {"kind": "error", "citations": [], "edition": 0}
    number = re.search(r"[0-9A-F]{4}-[0-9A-F]{4}", messages[0]["text"])
    assert number
    assert number.group() in caplog.text


async def test_text_without_a_word_bypasses_classifiers() -> None:
    seen: list[UserMessage] = []

    async def remember(message: UserMessage) -> None:
        seen.append(message)
        await speak(message)

    for text in ("", "***", "😀?", "你好"):
        await exchange(remember, text, "a", "rest", 5)
    assert [message.parse_data["intent"]["name"] for message in seen[:3]] == ["nlu_fallback"] * 3
    assert [message.parse_data["text"] for message in seen[:3]] == ["", "***", "😀?"]
    assert seen[3].parse_data is None


async def test_cancelled_request_stays_cancelled() -> None:
    task = asyncio.create_task(exchange(sleep, "你好", "a", "rest", 5))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
