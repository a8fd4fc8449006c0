from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest

from bot.channel.website import suggesting as module
from bot.channel.website.suggesting import Suggesting
from plan_kb.knowledge import Knowledge
from plan_kb.live import using


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PAUSE_SECONDS", 0.0)


INTENTS = {"由谁负责": "ask_unit", "目标是多少": "ask_target", "主要内容": "ask_content"}


async def parse(text: str) -> dict[str, Any]:
    """Understands no question about units."""
    intent = next((intent for words, intent in INTENTS.items() if words in text), "off_topic")
    return {"text": text, "intent": {"name": intent, "confidence": 1.0}, "intent_ranking": [], "entities": []}


async def parse_nothing(text: str) -> dict[str, Any]:
    """The model of another project."""
    return {"text": text, "intent": {"name": "off_topic", "confidence": 1.0}, "intent_ranking": [], "entities": []}


async def test_what_the_assistant_does_not_understand_is_taken_out(knowledge: Knowledge) -> None:
    with using(knowledge):
        suggesting = Suggesting()
        suggesting.prepare(parse)
        offer = await suggesting.offer("zh")
        assert {"区科委有哪些任务?", "助力推进企业科创板上市由谁负责?"} <= set(offer.questions)
        await asyncio.gather(*suggesting._trying)
        better = await suggesting.offer("zh")
    assert better.tag != offer.tag
    assert better.questions
    assert "助力推进企业科创板上市由谁负责?" in better.questions
    assert not [question for question in better.questions if question.endswith("有哪些任务?")]
    assert json.loads(better.body)["questions"] == list(better.questions)


async def test_a_model_that_understands_nothing_says_nothing_about_the_questions(
    knowledge: Knowledge, caplog: pytest.LogCaptureFixture
) -> None:
    with using(knowledge):
        suggesting = Suggesting()
        suggesting.prepare(parse_nothing)
        offer = await suggesting.offer("zh")
        await asyncio.gather(*suggesting._trying)
        assert await suggesting.offer("zh") == offer
    assert "does the model fit" in caplog.text


async def test_who_asks_at_once_waits_for_the_same_work(knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    original = module.candidates

    def counted(known: Knowledge, language: str) -> Any:
        made.append(language)
        return original(known, language)

    monkeypatch.setattr(module, "candidates", counted)
    with using(knowledge):
        suggesting = Suggesting()
        offers = await asyncio.gather(*(suggesting.offer("zh") for _ in range(5)), suggesting.offer("fr"))
    assert len({offer.tag for offer in offers}) == 1
    assert made == ["zh"]


async def test_a_failure_is_tried_again(knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch) -> None:
    original = module.candidates
    failures = iter([ValueError("broken on purpose")])

    def sometimes(known: Knowledge, language: str) -> Any:
        for failure in failures:
            raise failure
        return original(known, language)

    monkeypatch.setattr(module, "candidates", sometimes)
    with using(knowledge):
        suggesting = Suggesting()
        with pytest.raises(ValueError, match="on purpose"):
            await suggesting.offer("zh")
        assert (await suggesting.offer("zh")).questions


async def test_a_stop_waits_for_no_suggestion(knowledge: Knowledge) -> None:
    with using(knowledge):
        suggesting = Suggesting()
        suggesting.prepare(parse)
        waiting = asyncio.create_task(suggesting.offer("zh"))
        await asyncio.sleep(0)
        suggesting.close()
        with pytest.raises(asyncio.CancelledError):
            await waiting
