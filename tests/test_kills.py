"""A kill in the midst of publishing or importing leaves what was there before, or all of what is there after.

``python -m benchmarks.kills --kills 100`` does the same more often.
"""

from __future__ import annotations

from pathlib import Path

from benchmarks.kills import run_kills


def test_a_killed_process_leaves_nothing_half_done(tmp_path: Path) -> None:
    outcomes = [kill.outcome for kill in run_kills(tmp_path, 10, seed=7)]
    assert len(outcomes) == 10
    assert set(outcomes) <= {"before", "after"}
