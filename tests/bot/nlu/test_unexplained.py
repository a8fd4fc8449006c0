from __future__ import annotations

from pathlib import Path

import pytest

from bot.nlu.unexplained import UNEXPLAINED, UnexplainedWords
from tests.bot.nlu.pipeline import CONTEXT, read, storage, training_data

pytestmark = pytest.mark.usefixtures("packaged_plan")


@pytest.fixture
def component(tmp_path: Path) -> UnexplainedWords:
    trained = UnexplainedWords.create({}, *storage(tmp_path), CONTEXT)
    trained.train(training_data())
    return trained


def unexplained(component: UnexplainedWords, text: str) -> list[str]:
    (message, *_) = component.process(read(text))
    return list(message.get(UNEXPLAINED))


def test_words_of_answerable_questions_are_explained(component: UnexplainedWords) -> None:
    assert unexplained(component, "知识产权由谁负责") == []
    assert unexplained(component, "揭榜挂帅要达到多少家") == []


@pytest.mark.parametrize(
    ("text", "word"), [("孵化器的咖啡由谁负责", "咖啡"), ("游泳池归哪个部门管", "游泳池"), ("天气要达到多少", "天气")]
)
def test_other_words_are_named(component: UnexplainedWords, text: str, word: str) -> None:
    assert word in unexplained(component, text)


def test_names_of_the_plan_are_never_unexplained(component: UnexplainedWords) -> None:
    assert unexplained(component, "区市场监管局和浦江人才计划和大学生科创基金") == []


def test_what_was_learnt_is_kept(component: UnexplainedWords, tmp_path: Path) -> None:
    loaded = UnexplainedWords.load({}, *storage(tmp_path), CONTEXT)
    for text in ("知识产权由谁负责", "游泳池归哪个部门管"):
        assert unexplained(loaded, text) == unexplained(component, text)
