from __future__ import annotations

import asyncio
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from rasa.core.channels.channel import UserMessage

from bot.channel.website import conversing as module
from bot.channel.website.conversation_ids import ConversationIds
from bot.channel.website.conversing import Conversing, Outcome, lifetime_of
from bot.channel.website.exchange_store import ExchangeStore
from bot.settings import BotSettings, read_settings
from bot.turn_notes import TurnNotes

SECRET = "s" * 32


class Recorded:
    """Stands for the recording."""

    def __init__(self) -> None:
        self.turns: list[tuple[str, str, str, str]] = []
        self.thumbs: list[tuple[str, bool, str]] = []

    def turn(
        self, sender: str, question: str, reply: dict[str, Any], notes: TurnNotes, seconds: float, token: str
    ) -> None:
        self.turns.append((sender, question, reply["kind"], token))

    def feedback(self, token: str, liked: bool, reason: str) -> None:
        self.thumbs.append((token, liked, reason))


class Rasa:
    """Stands for Rasa: says what it was asked and how often it was; may be held up or fail."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, str]] = []
        self.free = asyncio.Event()
        self.free.set()
        self.fails = False

    async def __call__(self, message: UserMessage) -> None:
        self.heard.append((message.sender_id, message.text))
        await self.free.wait()
        if self.fails:
            raise ValueError("broken on purpose")
        custom = {"kind": "answer", "citations": [], "edition": 1}
        said = {"text": f"{len(self.heard)}:{message.text}", "custom": custom}
        await message.output_channel.send_response(message.sender_id, said)


@pytest.fixture
def settings(tmp_path: Path) -> BotSettings:
    return read_settings({"PLAN_DATA_DIR": str(tmp_path), "PLAN_CONVERSATION_RATE": "50", "PLAN_ADDRESS_RATE": "60"})


@pytest.fixture
def store(settings: BotSettings) -> Iterator[ExchangeStore]:
    opened = ExchangeStore(settings.tracker_url, lifetime_of(settings))
    yield opened
    opened.close()


@pytest.fixture
async def rasa() -> Rasa:
    return Rasa()


@pytest.fixture
def recorded() -> Recorded:
    return Recorded()


Process = Callable[[], Conversing]


@pytest.fixture
def process(settings: BotSettings, store: ExchangeStore, recorded: Any, rasa: Rasa) -> Process:
    """Makes what one process of several has."""
    return lambda: Conversing(settings, ConversationIds(SECRET, 1), store, recorded, rasa)


@pytest.fixture
def conversing(process: Process) -> Conversing:
    return process()


def number() -> str:
    return str(uuid.uuid4())


async def heard(rasa: Rasa, times: int) -> None:
    while len(rasa.heard) < times:
        await asyncio.sleep(0)


async def said(outcome: Any) -> dict[str, Any]:
    found: Outcome = await outcome
    assert found.status == 200, found
    return found.body


async def test_a_conversation_goes_on_under_its_id(conversing: Conversing, rasa: Rasa) -> None:
    first = await said(conversing.answer("1.1.1.1", "一"))
    second = await said(conversing.answer("1.1.1.1", "二", first["conversation"]))
    assert first["fresh"]
    assert "fresh" not in second
    assert second["conversation"] == first["conversation"]
    assert [text for _, text in rasa.heard] == ["一", "二"]
    assert len({sender for sender, _ in rasa.heard}) == 1
    assert [turn["question"] for turn in conversing.history(first["conversation"])["turns"]] == ["一", "二"]


@pytest.mark.parametrize("known", [True, False])
async def test_a_double_click_is_answered_once(process: Process, rasa: Rasa, recorded: Recorded, known: bool) -> None:
    one, other = process(), process()
    conversation = (await said(one.answer("1.1.1.1", "您好")))["conversation"] if known else None
    before, message = len(rasa.heard), number()
    rasa.free.clear()
    asked = [
        asyncio.create_task(said(asked_of.answer("1.1.1.1", "谁负责?", conversation, message)))
        for asked_of in (one, other, one)
    ]
    await heard(rasa, before + 1)
    rasa.free.set()
    answers = await asyncio.gather(*asked)
    assert len({answer["text"] for answer in answers}) == len({answer["turn"] for answer in answers}) == 1
    assert len({one._ids.conversation_of(answer["conversation"]) for answer in answers}) == 1
    later = await said(other.answer("1.1.1.1", "谁负责?", conversation, message))
    assert later["text"] == answers[0]["text"]
    assert len(rasa.heard) == before + 1
    assert len(recorded.turns) == before + 1


async def test_an_answer_is_made_to_its_end_when_the_connection_breaks(conversing: Conversing, rasa: Rasa) -> None:
    conversation = (await said(conversing.answer("1.1.1.1", "您好")))["conversation"]
    rasa.free.clear()
    message = number()
    asked = asyncio.create_task(conversing.answer("1.1.1.1", "谁负责?", conversation, message))
    await heard(rasa, 2)
    asked.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asked
    rasa.free.set()
    again = await said(conversing.answer("1.1.1.1", "谁负责?", conversation, message))
    assert again["text"] == "2:谁负责?"
    assert [turn["turn"] for turn in conversing.history(conversation)["turns"]][1:] == [again["turn"]]
    assert len(rasa.heard) == 2


async def test_a_stop_waits_for_answers_that_are_being_made(
    conversing: Conversing, rasa: Rasa, recorded: Recorded
) -> None:
    rasa.free.clear()
    asked = asyncio.create_task(conversing.answer("1.1.1.1", "谁负责?"))
    await heard(rasa, 1)
    closing = asyncio.create_task(conversing.close())
    await asyncio.sleep(0)
    assert not closing.done()
    rasa.free.set()
    await asyncio.gather(asked, closing)
    assert [turn[1] for turn in recorded.turns] == ["谁负责?"]


async def test_another_message_waits_for_the_first(process: Process, rasa: Rasa) -> None:
    one, other = process(), process()
    conversation = (await said(one.answer("1.1.1.1", "您好")))["conversation"]
    rasa.free.clear()
    first = asyncio.create_task(said(one.answer("1.1.1.1", "一", conversation)))
    await heard(rasa, 2)
    second = asyncio.create_task(said(other.answer("1.1.1.1", "二", conversation)))
    third = asyncio.create_task(said(one.answer("1.1.1.1", "别人的", None)))
    await heard(rasa, 3)
    assert [text for _, text in rasa.heard[1:]] == ["一", "别人的"]
    rasa.free.set()
    await asyncio.gather(first, second, third)
    assert [text for _, text in rasa.heard[1:]] == ["一", "别人的", "二"]


async def test_who_would_wait_too_long_is_told_and_may_send_again(
    conversing: Conversing, rasa: Rasa, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "WAIT_SECONDS", 0.05)
    conversation = (await said(conversing.answer("1.1.1.1", "您好")))["conversation"]
    rasa.free.clear()
    first = asyncio.create_task(said(conversing.answer("1.1.1.1", "一", conversation)))
    await heard(rasa, 2)
    message = number()
    told = await conversing.answer("1.1.1.1", "二", conversation, message)
    assert (told.status, told.body["kind"], told.retry_after) == (409, "error", 1)
    rasa.free.set()
    await first
    assert (await said(conversing.answer("1.1.1.1", "二", conversation, message)))["text"] == "3:二"


async def test_a_failure_is_an_error_with_a_reference_and_sending_again_tries_again(
    conversing: Conversing, rasa: Rasa, recorded: Recorded, caplog: pytest.LogCaptureFixture
) -> None:
    rasa.fails = True
    message = number()
    failed = await said(conversing.answer("1.1.1.1", "谁负责?", None, message))
    assert failed["kind"] == "error"
    assert failed["reference"] in failed["text"]
    assert failed["reference"] in caplog.text
    rasa.fails = False
    again = await said(conversing.answer("1.1.1.1", "谁负责?", None, message))
    assert again["kind"] == "answer"
    assert again["turn"] != failed["turn"]
    assert len(conversing.history(again["conversation"])["turns"]) == 1
    assert [turn[2] for turn in recorded.turns] == ["error", "answer"]


async def test_a_uuid_of_somebody_else_leads_into_no_conversation(conversing: Conversing) -> None:
    message = number()
    mine = await said(conversing.answer("1.1.1.1", "谁负责?", None, message))
    for address, text in (("2.2.2.2", "谁负责?"), ("1.1.1.1", "目标呢?")):
        other = await said(conversing.answer(address, text, None, message))
        assert other["conversation"] != mine["conversation"]
        assert other["turn"] != mine["turn"]
    theirs = await said(conversing.answer("2.2.2.2", "您好"))
    foreign = await said(conversing.answer("1.1.1.1", "谁负责?", theirs["conversation"], message))
    assert foreign["turn"] != mine["turn"]
    assert len(conversing.history(mine["conversation"])["turns"]) == 1


@pytest.mark.parametrize("message", [
    None, "", "1", "00000000-0000-0000-0000-000000000000", "x" * 36, 7, ["a"], {"a": 1},
    "{5564f512-416e-4b4b-8285-248501b2157f", "a8098c1a-f86e-11da-bd1a-00112444be1e",
])
async def test_what_is_no_random_uuid_repeats_nothing(conversing: Conversing, message: Any) -> None:
    first, second = [await said(conversing.answer("1.1.1.1", "您好", None, message)) for _ in range(2)]
    assert first["conversation"] != second["conversation"]
    third, fourth = [await said(conversing.answer("1.1.1.1", "您好", first["conversation"], message)) for _ in range(2)]
    assert third["turn"] != fourth["turn"]


async def test_conversations_and_addresses_are_limited(conversing: Conversing, rasa: Rasa) -> None:
    conversation = (await said(conversing.answer("1.1.1.1", "0")))["conversation"]
    for count in range(50):
        await said(conversing.answer(f"2.2.2.{count}", str(count), conversation))
    told = await conversing.answer("3.3.3.3", "51", conversation)
    assert told.status == 429
    assert 1 <= told.retry_after <= 60
    assert str(told.retry_after) in told.body["text"]
    await said(conversing.answer("3.3.3.3", "其他人"))
    before = len(rasa.heard)
    outcomes = [await conversing.answer("4.4.4.4", str(count)) for count in range(61)]
    assert [outcome.status for outcome in outcomes] == [200] * 60 + [429]
    assert len(rasa.heard) == before + 60


async def test_thumbs_need_a_turn_of_the_conversation(conversing: Conversing, recorded: Recorded) -> None:
    mine, theirs = await said(conversing.answer("1.1.1.1", "一")), await said(conversing.answer("2.2.2.2", "二"))
    assert conversing.rate(mine["conversation"], mine["turn"], False, "请打13800138000\n" + "长" * 400)
    assert conversing.rate(mine["conversation"], mine["turn"], True, "")
    for conversation, turn in (
        (mine["conversation"], theirs["turn"]), (None, mine["turn"]), (mine["conversation"] + "x", mine["turn"]),
        (mine["conversation"], ""), (mine["conversation"], "\ud800"), (mine["conversation"], "\0"),
    ):  # fmt: skip
        assert not conversing.rate(conversation, turn, False, "")
    assert [(token, liked) for token, liked, _ in recorded.thumbs] == [(mine["turn"], False), (mine["turn"], True)]
    reason = recorded.thumbs[0][2]
    assert reason.startswith("请打*** 长")
    assert len(reason) == 300
    assert conversing.history(mine["conversation"])["turns"][0]["liked"] is True
    assert conversing.history(theirs["conversation"])["turns"][0]["liked"] is None


async def test_personal_data_and_commands_never_reach_rasa_or_the_store(
    conversing: Conversing, rasa: Rasa, recorded: Recorded
) -> None:
    conversation = (await said(conversing.answer("1.1.1.1", "／restart 我的手机１３８ 0013 8000")))["conversation"]
    assert rasa.heard[0][1] == recorded.turns[0][1] == "／restart 我的手机***"
    assert conversing.history(conversation)["turns"][0]["question"] == "／restart 我的手机***"
