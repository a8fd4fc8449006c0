"""What is wrong with a reply: against the answer contract, and against what a turn expects."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from plan_kb.questions.holding import holds, normalised
from plan_kb.text.normalise import bare
from tests.conversations.reading import Turn
from tests.served import Said

KINDS = frozenset({"answer", "clarify", "not_in_plan", "off_topic", "smalltalk"})
MOST_BUTTONS = 6


def breaches(said: Said, sources: Mapping[str, str]) -> Iterator[str]:
    """Where a reply breaks the answer contract, whatever was asked."""
    custom = said.custom
    if custom["kind"] not in KINDS:
        yield f"kind {custom['kind']}"
    if not said.text.strip():
        yield "says nothing"
    if not isinstance(custom["edition"], int) or custom["edition"] < 1:
        yield f"edition {custom['edition']}"
    if custom["kind"] == "answer" and not said.citations:
        yield "an answer without a citation"
    if custom["kind"] not in ("answer", "not_in_plan") and said.citations:
        yield f"{custom['kind']} with citations"
    if custom["kind"] == "clarify" and len(said.buttons) < 2:
        yield "a clarification without choices"
    if len(said.buttons) > MOST_BUTTONS:
        yield f"{len(said.buttons)} buttons"
    for citation in said.citations:
        if set(citation) != {"plan", "ref", "title", "quote"} or not all(citation.values()):
            yield f"citation {citation}"
        elif bare(citation["quote"]) not in bare(sources[citation["plan"]]):
            yield f"quotes what the plan does not say: {citation['quote']}"
    for button in said.buttons:
        if not button["title"].strip() or not button["payload"].strip() or button["payload"].startswith("/"):
            yield f"button {button}"


def shortcomings(said: Said, turn: Turn) -> Iterator[str]:
    """Where a reply is not what ``turn`` expects."""
    if said.kind not in turn.kinds:
        yield f"is {said.kind}, should be {' or '.join(turn.kinds)}"
    shown = normalised(said.text)
    yield from (f"lacks {words}" for words in turn.has if not holds(shown, words))
    if turn.has_any and not any(holds(shown, words) for words in turn.has_any):
        yield f"lacks any of {'、'.join(turn.has_any)}"
    yield from (f"has {words}" for words in turn.has_not if holds(shown, words))
    if turn.cites is not None and said.refs != turn.cites:
        yield f"cites {', '.join(sorted(said.refs)) or 'nothing'}, not {', '.join(sorted(turn.cites)) or 'nothing'}"
    titles = [normalised(button["title"]) for button in said.buttons]
    yield from (f"has no button {words}" for words in turn.buttons if not any(holds(title, words) for title in titles))
    if turn.no_buttons and titles:
        yield f"has buttons {titles}"
