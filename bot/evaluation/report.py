"""The outcomes as text for the terminal and as JSON for other programs."""
from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.evaluation.conversation import CaseOutcome, Failure, TurnOutcome
from bot.evaluation.share import Share
from bot.evaluation.summary import Summary
from plan_kb.linking.mention import Mention

FAILURE_NAMES = {
    Failure.FALSE_ANSWER: "an unanswerable question answered",
    Failure.WRONG_FACT: "a wrong or incomplete answer",
    Failure.ERROR: "an error inside",
    Failure.REFUSED: "an answerable question not answered",
    Failure.WRONG_KIND: "another kind of reply than expected",
    Failure.OTHER: "right kind, wrong place or words",
}
_MOST_THINGS = 3
_MOST_INTENTS = 3


def summary_lines(summary: Summary) -> list[str]:
    """The numbers as lines of text; shares with Wilson's 95 % interval."""
    lines: list[str] = []
    for name, shares in summary.groups.items():
        lines += [f"-- right by {name}", *(f"   {key:<26}{share}" for key, share in shares.items())]
    lines.append("-- failures, by the worst of a case")
    lines += [f"   {FAILURE_NAMES[failure]:<42}{count:>4}" for failure, count in summary.failures.items()]
    return [
        *lines,
        f"false answers to unanswerable questions: {summary.false_answers}",
        f"time of a message: median {1000 * summary.median_seconds:.1f} ms, p95 {1000 * summary.p95_seconds:.1f} ms "
        f"({summary.messages} messages)",
        f"TOTAL right: {summary.right}",
    ]


def failure_lines(outcomes: Sequence[CaseOutcome], limit: int) -> list[str]:
    """At most ``limit`` failed cases, the worst first, each with how its messages were read."""
    failed = worst_first(outcomes)
    lines: list[str] = []
    for outcome in failed[:limit]:
        assert outcome.failure is not None
        case = outcome.case
        lines += ["", f"{case.id} [{case.category}, {case.style}] {FAILURE_NAMES[outcome.failure]}"]
        for turn in outcome.turns:
            lines += _turn_lines(turn)
    if len(failed) > limit > 0:
        lines += ["", f"({len(failed) - limit} more; --limit shows more of them, --json FILE all)"]
    return lines


def worst_first(outcomes: Sequence[CaseOutcome]) -> list[CaseOutcome]:
    """The failed cases, the worst failures first, else in their order."""
    return sorted((outcome for outcome in outcomes if not outcome.right), key=lambda outcome: outcome.failure or 0)


def _turn_lines(turn: TurnOutcome) -> list[str]:
    refs = " ".join(citation.ref for citation in turn.reply.citations)
    lines = [f"   > {turn.turn.user[:200]}", f"   < [{turn.reply.kind.value}] {turn.reply.text[:300]!r} {refs}"]
    if turn.failure is not None:
        lines += [f"     ! {fault.words}" for fault in turn.faults]
    return lines + [f"     {name}: {value}" for name, value in _reading(turn).items() if value]


def _reading(turn: TurnOutcome) -> dict[str, str]:
    """How the message was read, in words."""
    linked, question = turn.linked, turn.question
    clauses = [f"{linked.text[c.start:c.end]!r} {c.intents[0].name} {c.intents[0].confidence:.2f}"
               for c in question.clauses if c.intents]
    return {
        "corrected": linked.text if linked.text != linked.normal else "",
        "mentions": "; ".join(_mention(mention) for mention in linked.mentions),
        "intents": ", ".join(f"{i.name} {i.confidence:.2f}" for i in question.intents[:_MOST_INTENTS]),
        "clauses": "; ".join(clauses),
        "unexplained": " ".join(question.unexplained),
    }


def _mention(mention: Mention) -> str:
    things = [f"{thing.kind.value}:{thing.key}" for thing in mention.things]
    more = f" +{len(things) - _MOST_THINGS}" if len(things) > _MOST_THINGS else ""
    shown = " | ".join(things[:_MOST_THINGS])
    return f"{mention.surface} = {shown}{more} ({mention.source.value} {mention.weight:.1f})"


def as_json(summary: Summary, outcomes: Sequence[CaseOutcome]) -> dict[str, Any]:
    """Everything that was measured, every case included; times in seconds, shares in percent."""
    return {
        "right": share_json(summary.right),
        "false_answers": share_json(summary.false_answers),
        "groups": {name: {key: share_json(share) for key, share in shares.items()}
                   for name, shares in summary.groups.items()},
        "failures": {failure.name.lower(): count for failure, count in summary.failures.items()},
        "seconds": {"median": summary.median_seconds, "p95": summary.p95_seconds, "messages": summary.messages},
        "cases": [_case_json(outcome) for outcome in outcomes],
    }


def share_json(share: Share) -> dict[str, Any]:
    """A share with Wilson's 95 % interval, in percent."""
    return {"right": share.right, "total": share.total, "percent": share.percent, "interval": list(share.interval())}


def _case_json(outcome: CaseOutcome) -> dict[str, Any]:
    case = outcome.case
    return {
        "file": case.file, "id": case.id, "category": case.category, "style": case.style, "right": outcome.right,
        "failure": outcome.failure.name.lower() if outcome.failure else None,
        "turns": [{
            "user": turn.turn.user, "reply": turn.reply.text, "custom": turn.reply.custom(),
            "buttons": [button.title for button in turn.reply.buttons],
            "faults": [{"flaw": fault.flaw.value, "words": fault.words} for fault in turn.faults],
            "reading": _reading(turn), "seconds": turn.seconds,
        } for turn in outcome.turns],
    }
