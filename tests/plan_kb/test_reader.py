from __future__ import annotations

import sys
import threading
from types import ModuleType

import pytest

from plan_kb.knowledge import Knowledge
from plan_kb.live import current_knowledge
from plan_kb.reader import CannotRead, Reader, State
from plan_kb.understanding.question import Intent, Question
from tests.plan_kb import keyword_reader
from tests.plan_kb.staffed_plan import knowledge_with

PATH = "tests.plan_kb.keyword_reader:read"


def test_the_same_question_is_read_once_while_it_mentions_the_same(knowledge: Knowledge) -> None:
    reader, text = Reader(PATH), "孵化器由谁负责，只读一次"
    first = reader.read(text, knowledge)
    again = reader.read(text, knowledge_with())
    assert again is first
    assert keyword_reader.read_texts.count(text) == 1


def test_it_is_read_anew_where_it_mentions_something_else(knowledge: Knowledge, published: Knowledge) -> None:
    reader, text = Reader(PATH), "孵化器由谁负责，读两次"
    reader.read(text, knowledge)
    reader.read(text, published)
    assert keyword_reader.read_texts.count(text) == 2


@pytest.fixture(scope="module")
def published() -> Knowledge:
    """An edition that knows no incubators."""
    from plan_kb.edition.compile import compile_plan
    from plan_kb.edition.model import Edition
    from tests.plan_kb.conftest import small_plan

    return Knowledge(Edition(1, (compile_plan(small_plan()),)))


def test_it_reads_against_the_edition_that_is_asked(knowledge: Knowledge, published: Knowledge) -> None:
    seen: list[Knowledge] = []
    module = ModuleType("looking_reader")

    def read(text: str) -> Question:
        seen.append(current_knowledge())
        return Question(text, (Intent("ask_unit", 1.0),))

    module.read = read  # type: ignore[attr-defined]
    sys.modules["looking_reader"] = module
    reader = Reader("looking_reader:read")
    reader.read("一", published)
    reader.read("二", knowledge)
    assert seen == [published, knowledge]


@pytest.mark.parametrize("path", ["no_such_module:read", "tests.plan_kb.keyword_reader:nothing"])
def test_a_missing_function_is_told_in_one_line(path: str, knowledge: Knowledge) -> None:
    reader = Reader(path)
    with pytest.raises(CannotRead) as caught:
        reader.read("孵化器", knowledge)
    assert "\n" not in str(caught.value)
    assert path in str(caught.value)


def test_a_function_that_fails_is_told_in_one_line_and_may_be_tried_again(knowledge: Knowledge) -> None:
    reader = Reader(PATH)
    with pytest.raises(CannotRead, match="nothing can be read"):
        reader.read("坏", knowledge)
    assert reader.read("孵化器由谁负责", knowledge).intent == "ask_unit"


def test_it_loads_in_the_background_and_tells_its_state() -> None:
    good, bad = Reader(PATH), Reader("no_such_module:read")
    assert good.state is State.LOADING
    for reader in (good, bad):
        reader.load_in_background()
    assert good.wait(60) is State.READY
    assert bad.wait(60) is State.FAILED
    assert "no_such_module" in bad.reason


def test_a_model_that_cannot_be_prepared_is_told() -> None:
    module = ModuleType("unprepared_reader")
    module.read = keyword_reader.read  # type: ignore[attr-defined]

    def prepare() -> None:
        raise RuntimeError("no model fits")

    module.prepare = prepare  # type: ignore[attr-defined]
    sys.modules["unprepared_reader"] = module
    reader = Reader("unprepared_reader:read")
    reader.load_in_background()
    assert reader.wait(60) is State.FAILED
    assert "no model fits" in reader.reason


def test_several_threads_read_one_at_a_time(knowledge: Knowledge) -> None:
    inside: list[int] = []
    most: list[int] = []
    module = ModuleType("counting_reader")

    def read(text: str) -> Question:
        inside.append(1)
        most.append(len(inside))
        found = Question(text, (Intent("ask_unit", 1.0),))
        inside.pop()
        return found

    module.read = read  # type: ignore[attr-defined]
    sys.modules["counting_reader"] = module
    reader = Reader("counting_reader:read")
    threads = [threading.Thread(target=reader.read, args=(f"孵化器{n}", knowledge)) for n in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(most) == 12
    assert max(most) == 1
