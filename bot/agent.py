"""Rasa's agent as the server uses it: actions in this process, and no TensorFlow for models that need none."""
from __future__ import annotations

from pathlib import Path
from typing import Any

import rasa.shared.utils.io
from rasa.core.actions.action import Action, RemoteAction
from rasa.core.agent import Agent
from rasa.core.nlg import TemplatedNaturalLanguageGenerator
from rasa.core.policies.policy import PolicyPrediction
from rasa.core.processor import MessageProcessor
from rasa.engine import loader
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.engine.runner.interface import GraphRunner
from rasa.engine.storage.local_model_storage import MODEL_ARCHIVE_METADATA_FILE, LocalModelStorage
from rasa.engine.storage.storage import ModelMetadata
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.common import TempDirectoryPath, get_temp_dir_name

from bot.local_actions import LocalAction, LocalActionEndpoint, LocalActions


class ServingStorage(LocalModelStorage):
    """Reads a model without the schema of its training, whose classes import TensorFlow and are never run here."""

    @staticmethod
    def _load_metadata(directory: Path) -> ModelMetadata:
        metadata = rasa.shared.utils.io.read_json_file(directory / MODEL_ARCHIVE_METADATA_FILE)
        metadata["train_schema"] = {"nodes": {}}
        return ModelMetadata.from_dict(metadata)


class ServingProcessor(MessageProcessor):
    """Rasa's processor with custom actions run in this process where ``actions`` are given."""

    def __init__(self, actions: LocalActions | None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._actions = actions

    @staticmethod
    def _load_model(model_path: str | Path) -> tuple[str, ModelMetadata, GraphRunner]:
        with TempDirectoryPath(get_temp_dir_name()) as folder:
            metadata, runner = loader.load_predict_graph_runner(
                Path(folder), Path(model_path), ServingStorage, DaskGraphRunner
            )
        return Path(model_path).name, metadata, runner

    def _localised(self, action: Action) -> Action:
        # Exactly this class: what derives from it in Rasa (forms, retrieval) goes by the action endpoint.
        if self._actions is not None and type(action) is RemoteAction:
            return LocalAction(action.name(), self._actions)
        return action

    def _get_action(self, action_name: str) -> Action | None:
        action = super()._get_action(action_name)
        return self._localised(action) if action else None

    def predict_next_with_tracker_if_should(self, tracker: DialogueStateTracker) -> tuple[Action, PolicyPrediction]:
        """The next action and why; see rasa's MessageProcessor."""
        action, prediction = super().predict_next_with_tracker_if_should(tracker)
        return self._localised(action), prediction


class ServingAgent(Agent):
    """Rasa's agent; ``actions`` run in this process, without them Rasa calls its ``action_endpoint``."""

    def __init__(self, actions: LocalActions | None, **kwargs: Any) -> None:
        if actions is not None:
            kwargs["action_endpoint"] = LocalActionEndpoint(actions)
        super().__init__(**kwargs)
        self._actions = actions

    def load_model(self, model_path: str | Path, fingerprint: str | None = None) -> None:
        """Loads the archive at ``model_path``; raises whatever a broken one makes Rasa raise."""
        processor = ServingProcessor(
            self._actions,
            model_path=model_path,
            tracker_store=self.tracker_store,
            lock_store=self.lock_store,
            action_endpoint=self.action_endpoint,
            generator=self.nlg,
            http_interpreter=self.http_interpreter,
        )
        self.processor = processor
        self.domain = processor.domain
        self._set_fingerprint(fingerprint)
        self.tracker_store.domain = self.domain
        if isinstance(self.nlg, TemplatedNaturalLanguageGenerator):
            self.nlg.responses = self.domain.responses if self.domain else {}
