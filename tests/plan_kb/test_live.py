from __future__ import annotations

import threading

from plan_kb.edition.model import Edition
from plan_kb.edition.packaged import packaged_edition
from plan_kb.knowledge import Knowledge
from plan_kb.live import current_knowledge, packaged_knowledge, using


def test_a_block_can_answer_from_another_edition() -> None:
    draft = Knowledge(Edition(99, packaged_edition().plans), use_sound=False, use_meaning=False)
    with using(packaged_knowledge()):
        with using(draft):
            assert current_knowledge() is draft
        assert current_knowledge() is packaged_knowledge()


def test_other_threads_see_nothing_of_it() -> None:
    seen: list[Knowledge] = []

    def look() -> None:
        with using(packaged_knowledge()):
            seen.append(current_knowledge())

    draft = Knowledge(Edition(99, packaged_edition().plans), use_sound=False, use_meaning=False)
    with using(draft):
        thread = threading.Thread(target=look)
        thread.start()
        thread.join()
        assert current_knowledge() is draft
    assert seen == [packaged_knowledge()]
