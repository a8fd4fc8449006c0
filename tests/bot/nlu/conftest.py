"""The packaged plan instead of a database, for components that are run by themselves."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from plan_kb.live import packaged_knowledge, using


@pytest.fixture
def packaged_plan() -> Iterator[None]:
    """Lets the pipeline read against the packaged plan."""
    with using(packaged_knowledge()):
        yield
