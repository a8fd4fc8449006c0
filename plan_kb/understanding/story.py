"""What of a message is the story of the person who asks: who they are, where they come from."""
from __future__ import annotations

import re
from dataclasses import replace

from plan_kb.linking import cues
from plan_kb.linking.linker import Linked
from plan_kb.linking.mention import Kind

_CLAUSE = re.compile("[^,。!?;]+")
_INDEFINITE = re.compile(r"(?:[一有某]|几|两)(?:家|个|位|些|批)$|\b(?:an?|some|one)\s$")
"""一家 or 有个 right before a place: it only describes a firm or a person."""


def without_story(linked: Linked) -> Linked:
    """``linked`` without the units and other places of clauses such as 我是某某部门的 or 去年刚从外地搬来."""
    described = [span for span in linked.other_places if _INDEFINITE.search(linked.text[: span[0]])]
    linked = replace(linked, other_places=tuple(span for span in linked.other_places if span not in described))
    clauses = [match.span() for match in _CLAUSE.finditer(linked.text)]
    own = [span for span in clauses if _is_of_oneself(linked.text[slice(*span)])]
    if not own or len(clauses) < 2:
        return linked

    def told(start: int, end: int) -> bool:
        return any(a <= start and end <= b for a, b in own)

    mentions = linked.mentions
    if len(own) < len(clauses) and not cues.has("own_unit", linked.text):
        mentions = tuple(m for m in mentions if not (m.of(Kind.UNIT) and told(m.start, m.end)))
    places = tuple(span for span in linked.other_places if not told(*span))
    bodies = tuple(span for span in linked.other_bodies if not told(*span))
    return replace(linked, mentions=mentions, other_places=places, other_bodies=bodies)


def _is_of_oneself(clause: str) -> bool:
    return cues.has("of_oneself", clause) and not cues.has("interrogatives", clause)
