"""The trained assistant for all tests that talk to it: loaded once, when the first of them runs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from bot.postponed_tensorflow import postpone_tensorflow

if TYPE_CHECKING:
    from bot.evaluation.language_model import LanguageModel
    from plan_kb.knowledge import Knowledge
    from tests.served import ServedAssistant

postpone_tensorflow()
# Rasa is imported by the fixtures, so that tests that need none of it start at once.


@pytest.fixture(scope="session")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedAssistant]:
    """The assistant with the trained model over a published SQLite knowledge base; for tests that change nothing."""
    from tests.served import served_assistant

    with served_assistant(tmp_path_factory.mktemp("assistant")) as served:
        yield served


@pytest.fixture(scope="session")
def language_model() -> LanguageModel:
    """The pipeline of the trained model without a server."""
    from bot.evaluation.language_model import LanguageModel
    from tests.served import trained_model

    return LanguageModel(trained_model())


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    """The packaged plan, linked and indexed."""
    from plan_kb.live import packaged_knowledge

    return packaged_knowledge()
