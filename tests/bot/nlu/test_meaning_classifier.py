from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import skops.io
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.meaning_classifier import MeaningClassifier
from tests.bot.nlu.pipeline import CONTEXT, read, storage, training_data

pytestmark = pytest.mark.usefixtures("packaged_plan")

CONFIG: dict[str, Any] = {**MeaningClassifier.get_default_config(), "alpha": 0.1, "max_iter": 300}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("meaning")


@pytest.fixture(scope="module")
def trained(folder: Path) -> MeaningClassifier:
    from plan_kb.live import packaged_knowledge, using

    component = MeaningClassifier.create(CONFIG, *storage(folder), CONTEXT)
    with using(packaged_knowledge()):
        component.train(training_data())
    return component


def ranking(component: MeaningClassifier, text: str, before: dict[str, float] | None = None) -> dict[str, float]:
    message: Message = read(text)[0]
    if before:
        message.set(INTENT_RANKING_KEY, [{"name": name, "confidence": share} for name, share in before.items()])
    component.process([message])
    assert message.get(INTENT) == message.get(INTENT_RANKING_KEY)[0]
    return {intent["name"]: intent["confidence"] for intent in message.get(INTENT_RANKING_KEY)}


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("揭榜挂帅归哪家单位负责", "ask_unit"),
        ("5G基站要建多少", "ask_target"),
        ("明天会下雨吗", "off_topic"),
        ("which department handles trademarks", "ask_unit"),
    ],
)
def test_the_meaning_of_the_frame_decides(trained: MeaningClassifier, text: str, intent: str) -> None:
    found = ranking(trained, text)
    assert next(iter(found)) == intent
    assert sum(found.values()) == pytest.approx(1.0)
    assert list(found.values()) == sorted(found.values(), reverse=True)


def test_the_classifier_before_has_its_share(trained: MeaningClassifier) -> None:
    alone = ranking(trained, "孵化器由谁负责")
    mixed = ranking(trained, "孵化器由谁负责", {"ask_unit": 0.0, "ask_target": 1.0, "off_topic": 0.0})
    weight = CONFIG["weight"]
    assert mixed["ask_target"] == pytest.approx(weight * alone["ask_target"] + (1 - weight))
    assert mixed["ask_unit"] == pytest.approx(weight * alone["ask_unit"])


def test_what_was_learnt_is_kept(trained: MeaningClassifier, folder: Path) -> None:
    loaded = MeaningClassifier.load(CONFIG, *storage(folder), CONTEXT)
    for text in ("孵化器由谁负责", "讲个故事"):
        assert ranking(loaded, text) == pytest.approx(ranking(trained, text))


def test_training_twice_gives_the_same(trained: MeaningClassifier, tmp_path: Path) -> None:
    again = MeaningClassifier.create(CONFIG, *storage(tmp_path), CONTEXT)
    again.train(training_data())
    assert ranking(again, "孵化器由谁负责") == ranking(trained, "孵化器由谁负责")


class Foreign:
    """Something that no trained classifier holds."""


def test_a_model_with_foreign_types_is_not_loaded(tmp_path: Path) -> None:
    kept, resource = storage(tmp_path)
    with kept.write_to(resource) as written:
        skops.io.dump(Foreign(), written / "meaning.skops")
    with pytest.raises(Exception, match=r"[Uu]ntrusted|not trusted"):
        MeaningClassifier.load(CONFIG, kept, resource, CONTEXT)
