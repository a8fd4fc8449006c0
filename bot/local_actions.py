"""Custom actions run in the server's process: no HTTP, no schema check of our own JSON.

The same ``rasa_sdk`` classes serve ``rasa run actions``.
"""
from __future__ import annotations

import importlib
import inspect
import json
import logging
import pkgutil
from typing import Any, cast

from rasa.core.actions.action import Action, ActionExecutionRejection, RemoteAction, create_bot_utterance
from rasa.core.channels.channel import OutputChannel
from rasa.core.nlg import NaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event
from rasa.shared.core.trackers import DialogueStateTracker, EventVerbosity
from rasa.utils.endpoints import ClientResponseError, EndpointConfig
from rasa_sdk import Action as SdkAction
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection as SdkRejection
from rasa_sdk.utils import all_subclasses

from bot.error_reply import error_message, new_reference
from bot.event_reading import read_events
from bot.start_error import CannotStart
from bot.texts import text

logger = logging.getLogger(__name__)


class ActionsNotLoaded(CannotStart):
    """Raised when the package of the actions cannot be imported; the message is one line."""


class LocalActions:
    """The actions of a package, found as ``rasa run actions`` finds them."""

    def __init__(self, package: str = "actions") -> None:
        """Imports ``package`` with all modules below it; raises ActionsNotLoaded when that fails."""
        self._executor = ActionExecutor()
        self._domain: tuple[Domain | None, dict[str, Any]] = (None, {})
        try:
            _import_all(package)
            # The executor's own register_package takes every action that any imported package holds.
            for action in all_subclasses(SdkAction):
                if f"{action.__module__}.".startswith(f"{package}.") and not inspect.isabstract(action):
                    self._executor.register_action(action)
        except Exception as error:
            raise ActionsNotLoaded(text("no_actions", package=package, reason=error)) from error

    @property
    def names(self) -> frozenset[str]:
        """The names of all actions that were found."""
        return frozenset(self._executor.actions)

    async def call(self, action_call: dict[str, Any]) -> dict[str, Any]:
        """Runs one action; takes and returns what the action server's webhook takes and returns."""
        return cast("dict[str, Any]", await self._executor.run(cast(Any, action_call)))

    async def run(self, name: str, tracker: DialogueStateTracker, domain: Domain) -> dict[str, Any]:
        """Runs the action ``name`` on ``tracker``; returns its ``events`` and ``responses`` as plain objects."""
        return await self.call({
            "next_action": name,
            "sender_id": tracker.sender_id,
            "tracker": tracker.current_state(EventVerbosity.ALL),
            "domain": self._domain_as_dict(domain),
        })

    def _domain_as_dict(self, domain: Domain) -> dict[str, Any]:
        if self._domain[0] is not domain:
            self._domain = (domain, domain.as_dict())
        return self._domain[1]


def _import_all(package: str) -> None:
    # The executor ends the process where an import fails; here the reason is wanted.
    imported = importlib.import_module(package)
    for module in pkgutil.walk_packages(getattr(imported, "__path__", []), f"{package}."):
        importlib.import_module(module.name)


class LocalAction(Action):
    """A custom action that runs here; whatever it raises becomes the apology of the answer contract."""

    def __init__(self, name: str, actions: LocalActions) -> None:
        self._name = name
        self._actions = actions

    def name(self) -> str:
        """The action's name in the domain."""
        return self._name

    async def run(
        self,
        output_channel: OutputChannel,
        nlg: NaturalLanguageGenerator,
        tracker: DialogueStateTracker,
        domain: Domain,
    ) -> list[Event]:
        """Runs the action and returns its messages and events, or the apology; only a rejection is raised."""
        try:
            result = await self._actions.run(self._name, tracker, domain)
            messages = await RemoteAction._utter_responses(result["responses"], output_channel, nlg, tracker)
            return [*messages, *read_events(result["events"])]
        except SdkRejection as rejection:
            raise ActionExecutionRejection(rejection.action_name, rejection.message) from rejection
        except Exception:
            reference = new_reference()
            logger.exception("Action %s failed; reference %s", self._name, reference)
            return [create_bot_utterance(error_message(reference))]


class LocalActionEndpoint(EndpointConfig):
    """Stands where Rasa expects the action server, for the places that call it by themselves: forms, slot checks."""

    def __init__(self, actions: LocalActions) -> None:
        super().__init__(url="local")
        self._actions = actions

    async def request(
        self,
        method: str = "post",
        subpath: str | None = None,
        content_type: str | None = "application/json",
        compress: bool = False,
        **kwargs: Any,
    ) -> Any:
        """Runs the action named in ``json``; raises what an HTTP call would raise when the action is rejected."""
        try:
            return await self._actions.call(kwargs["json"])
        except SdkRejection as rejection:
            body = json.dumps({"action_name": rejection.action_name, "error": rejection.message})
            raise ClientResponseError(400, "Bad Request", body) from rejection
