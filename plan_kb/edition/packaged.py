"""The plans that come with the package, as an edition in memory: for training, tests and tools without a database."""
from __future__ import annotations

from functools import lru_cache

from plan_kb.edition.compile import compile_plans
from plan_kb.edition.model import Edition
from plan_kb.source.importer import packaged_folders, read_folder


@lru_cache(maxsize=1)
def packaged_edition() -> Edition:
    """Return the packaged plans, imported and compiled; number 0. Raises ``UnreadablePlan`` where a file is wrong."""
    return Edition(number=0, plans=compile_plans(read_folder(folder) for folder in packaged_folders()))
