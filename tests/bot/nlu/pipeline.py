"""Components of the pipeline run by themselves, on data small enough to be read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import TOKENS_NAMES
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.frame_tokenizer import FRAME, FrameTokenizer

CONTEXT = ExecutionContext(GraphSchema({}))

EXAMPLES = (
    ("ask_unit", "孵化器由谁负责"),
    ("ask_unit", "知识产权归哪个部门管"),
    ("ask_unit", "科创板上市该找哪家单位"),
    ("ask_unit", "who is responsible for incubators"),
    ("ask_target", "孵化器的目标是多少"),
    ("ask_target", "高新技术企业要达到多少家"),
    ("ask_target", "注册商标要多少件"),
    ("ask_target", "how many incubators are planned"),
    ("off_topic", "今天天气怎么样"),
    ("off_topic", "讲个笑话"),
    ("off_topic", "晚饭吃什么好"),
    ("off_topic", "what is the weather like"),
)


def tokenizer(**config: Any) -> FrameTokenizer:
    """The first component of the pipeline."""
    made = FrameTokenizer.create(
        {**FrameTokenizer.get_default_config(), **config}, cast(ModelStorage, None), Resource("tokenizer"), CONTEXT
    )
    assert isinstance(made, FrameTokenizer)
    return made


def training_data(examples: Sequence[tuple[str, str]] = EXAMPLES) -> TrainingData:
    """Examples with their frames and tokens."""
    return tokenizer().process_training_data(
        TrainingData([Message({TEXT: text, INTENT: intent}) for intent, text in examples])
    )


def read(*texts: str) -> list[Message]:
    """Messages, each followed by its clauses, with frames and tokens."""
    return tokenizer().process([Message({TEXT: text}) for text in texts])


def words(message: Message) -> list[str]:
    """The words of a message's frame."""
    return [token.text for token in message.get(TOKENS_NAMES[TEXT])]


def frame_of(text: str) -> str:
    """The frame of a message."""
    return str(read(text)[0].get(FRAME))


def storage(folder: Path) -> tuple[LocalModelStorage, Resource]:
    """Where a component keeps what it learnt."""
    return LocalModelStorage.create(folder), Resource("component")
