from __future__ import annotations

import re
from pathlib import Path

import pytest
from rasa.core.actions.action import ActionExecutionRejection
from rasa.core.channels.channel import CollectingOutputChannel
from rasa.core.nlg import TemplatedNaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, Event, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import ClientResponseError

from bot.agent import ServingAgent
from bot.local_actions import ActionsNotLoaded, LocalAction, LocalActionEndpoint, LocalActions
from bot.lock_store import QuickLockStore
from bot.model import fitting_model
from bot.tracker_store import ConversationStore
from tests.bot.conftest import FIXTURE_PROJECT

PACKAGE = "tests.bot.fixtures.project.actions"


@pytest.fixture(scope="module")
def actions() -> LocalActions:
    return LocalActions(PACKAGE)


async def run(actions: LocalActions, name: str, text: str = "你好") -> list[Event]:
    domain = Domain.load(str(FIXTURE_PROJECT / "domain.yml"))
    tracker = DialogueStateTracker.from_events("a", [UserUttered(text)], slots=domain.slots)
    return await LocalAction(name, actions).run(
        CollectingOutputChannel(), TemplatedNaturalLanguageGenerator({}), tracker, domain
    )


async def test_messages_and_events_become_rasas(actions: LocalActions) -> None:
    said, slot = await run(actions, "action_answer", "区科委")
    assert isinstance(said, BotUttered)
    assert said.text is not None
    assert said.text.startswith("问题：区科委")
    assert said.data["custom"]["kind"] == "answer"
    assert said.data["buttons"]
    assert slot == SlotSet("topic", "区科委")


@pytest.mark.parametrize("name", ["action_break", "action_unknown"])
async def test_whatever_goes_wrong_becomes_the_apology(
    actions: LocalActions, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    (said,) = await run(actions, name)
    assert isinstance(said, BotUttered)
    assert said.data["custom"]["kind"] == "error"
    number = re.search(r"[0-9A-F]{4}-[0-9A-F]{4}", said.text or "")
    assert number
    assert number.group() in caplog.text
    assert "broken on purpose" not in (said.text or "")


async def test_rejection_is_rasas(actions: LocalActions) -> None:
    with pytest.raises(ActionExecutionRejection):
        await run(actions, "action_reject")


async def test_endpoint_answers_as_an_action_server_does(actions: LocalActions) -> None:
    endpoint = LocalActionEndpoint(actions)
    call = {"next_action": "action_answer", "sender_id": "a", "tracker": {"sender_id": "a"}, "domain": {}}
    assert set(await endpoint.request(json=call)) == {"events", "responses"}
    with pytest.raises(ClientResponseError):
        await endpoint.request(json={**call, "next_action": "action_reject"})


def test_package_that_cannot_be_imported_is_one_line() -> None:
    with pytest.raises(ActionsNotLoaded) as caught:
        LocalActions("no_such_package")
    assert len(str(caught.value).splitlines()) == 1


async def test_agent_runs_custom_actions_in_the_process(project: Path, actions: LocalActions, tmp_path: Path) -> None:
    agent = ServingAgent(
        actions, tracker_store=ConversationStore(host=f"sqlite:///{tmp_path / 'x.sqlite'}"), lock_store=QuickLockStore()
    )
    agent.load_model(fitting_model(project))
    messages = await agent.handle_text("你好", sender_id="a") or []
    assert messages[0]["text"].startswith("问题：你好")
    tracker = await agent.tracker_store.retrieve("a")
    assert tracker is not None
    assert tracker.get_slot("topic") == "你好"
