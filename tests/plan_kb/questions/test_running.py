from __future__ import annotations

import sys
import threading
from types import ModuleType

import pytest

from plan_kb.edition.compile import compile_plan
from plan_kb.edition.model import Edition
from plan_kb.edition_choice import Chosen
from plan_kb.knowledge import Knowledge
from plan_kb.questions.running import Comparing
from plan_kb.reader import Reader
from plan_kb.understanding.question import Question
from tests.plan_kb import keyword_reader
from tests.plan_kb.conftest import small_plan

WAIT = 120


@pytest.fixture(scope="module")
def chosen() -> Chosen:
    edition = Edition(1, (compile_plan(small_plan()),))
    knowledge = Knowledge(edition, use_meaning=False)
    return Chosen("1", "edition-1", edition, lambda: knowledge)


def test_it_is_done_once_for_a_state(chosen: Chosen) -> None:
    comparing = Comparing(Reader("tests.plan_kb.keyword_reader:read"))
    assert not comparing.started("a", chosen, chosen, ()).done
    finished = comparing.wait(WAIT)
    assert finished.result is not None
    assert (finished.result.changes, finished.share) == ((), 100)
    assert comparing.started("a", chosen, chosen, ()) is finished


def test_a_newer_state_ends_an_older_one(chosen: Chosen) -> None:
    gate = threading.Event()
    module = ModuleType("gated_reader")

    def read(text: str) -> Question:
        gate.wait(WAIT)
        return keyword_reader.read(text)

    module.read = read  # type: ignore[attr-defined]
    sys.modules["gated_reader"] = module
    comparing = Comparing(Reader("gated_reader:read"))
    comparing.started("old", chosen, chosen, ())
    comparing.started("new", chosen, chosen, ("高企的目标是多少",))
    gate.set()
    finished = comparing.wait(WAIT)
    assert finished.state == "new"
    assert finished.result is not None


def test_it_can_be_stopped(chosen: Chosen) -> None:
    gate = threading.Event()
    module = ModuleType("waiting_reader")

    def read(text: str) -> Question:
        gate.wait(WAIT)
        return keyword_reader.read(text)

    module.read = read  # type: ignore[attr-defined]
    sys.modules["waiting_reader"] = module
    comparing = Comparing(Reader("waiting_reader:read"))
    comparing.started("a", chosen, chosen, ())
    comparing.stop()
    gate.set()
    assert comparing.wait(WAIT).state == ""
    assert not comparing.started("a", chosen, chosen, ()).done


def test_a_failure_is_told_and_tried_again(chosen: Chosen) -> None:
    comparing = Comparing(Reader("no_such_module:read"))
    comparing.started("a", chosen, chosen, ())
    failed = comparing.wait(WAIT)
    assert failed.done
    assert "no_such_module" in failed.problem
    assert not comparing.started("a", chosen, chosen, ()).problem
