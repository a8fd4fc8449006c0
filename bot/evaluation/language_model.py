"""The trained pipeline without a server: messages in, what the action reads of them out."""
from __future__ import annotations

from bot.postponed_tensorflow import postpone_tensorflow

postpone_tensorflow()

from collections.abc import Mapping  # noqa: E402
from pathlib import Path  # noqa: E402
from tempfile import TemporaryDirectory  # noqa: E402
from typing import Any  # noqa: E402

from rasa.core.channels.channel import UserMessage  # noqa: E402
from rasa.engine import loader  # noqa: E402
from rasa.engine.constants import PLACEHOLDER_MESSAGE  # noqa: E402
from rasa.engine.runner.dask import DaskGraphRunner  # noqa: E402
from rasa.engine.storage.storage import ModelMetadata  # noqa: E402

from actions.answer import question_of  # noqa: E402
from bot.agent import ServingStorage  # noqa: E402
from bot.channel.exchange import without_words  # noqa: E402
from bot.channel.message import readable_text  # noqa: E402
from plan_kb.understanding.question import Question  # noqa: E402

Settings = Mapping[str, Mapping[str, Any]]
"""Settings to replace, by the name of the component's class."""


class LanguageModel:
    """The pipeline of a model file; it reads against whatever edition ``plan_kb.live.current_knowledge`` gives."""

    def __init__(self, model: Path, settings: Settings | None = None) -> None:
        """Loads ``model`` with some components' settings replaced; raises what a broken file makes Rasa raise."""
        with TemporaryDirectory() as folder:
            metadata, self._runner = loader.load_predict_graph_runner(
                Path(folder), model, _storage_with(settings or {}), DaskGraphRunner)
        self._target = metadata.nlu_target

    def question(self, text: str, longest: int) -> Question:
        """The question that the action would be given for ``text``; ``longest`` in characters, as the channel cuts."""
        message = UserMessage(readable_text(text, longest))
        if (understood := without_words(message.text)) is not None:
            return question_of(understood)
        parsed = self._runner.run(inputs={PLACEHOLDER_MESSAGE: [message]}, targets=[self._target])[self._target][0]
        return question_of({"text": message.text, **parsed.as_dict(only_output_properties=True)})


def _storage_with(settings: Settings) -> type[ServingStorage]:
    class AlteredStorage(ServingStorage):
        """A model's storage with some settings of its schema replaced."""

        @staticmethod
        def _load_metadata(directory: Path) -> ModelMetadata:
            metadata = ServingStorage._load_metadata(directory)
            for node in metadata.predict_schema.nodes.values():
                node.config.update(settings.get(node.uses.__name__, {}))
            return metadata

    return AlteredStorage
