"""Turns as the website channel records them."""

from __future__ import annotations

import datetime
import uuid

from plan_kb.tables import Feedback, Turn

REFUSED = "计划里没有写这方面的内容。"


def now() -> datetime.datetime:
    """The present moment as the tables keep it."""
    return datetime.datetime.now(datetime.timezone.utc).replace(tzinfo=None)


def turn(
    question: str,
    kind: str = "not_in_plan",
    *,
    at: datetime.datetime | None = None,
    conversation: str = "",
    things: tuple[str, ...] = (),
    edition: int = 1,
    seconds: float = 0.02,
    liked: bool | None = None,
    reason: str = "",
) -> Turn:
    """One turn; without a conversation, the only one of its visitor."""
    row = Turn(
        token=uuid.uuid4().hex,
        at=at or now() - datetime.timedelta(hours=1),
        conversation=conversation or uuid.uuid4().hex,
        channel="website",
        language="zh",
        question=question,
        kind=kind,
        text=REFUSED if kind == "not_in_plan" else "……",
        refs=[],
        things=list(things),
        intent="",
        choices=kind == "clarify",
        edition=edition,
        seconds=seconds,
    )
    if liked is not None:
        row.feedback.append(Feedback(at=row.at, liked=liked, reason=reason))
    return row


def turns() -> list[Turn]:
    """Turns of every kind, some of them hostile."""
    return [
        *(turn("科创驿站归谁管") for _ in range(3)),
        turn("请问科创驿站归谁管?", "off_topic"),
        turn("<script>alert(1)</script>孵化器补贴"),
        turn("=1+1 孵化器"),
        turn("孵化器由谁负责", "answer", things=("fengxian-sme-2023-2025#task#9",), liked=False, reason="没写电话"),
        turn("区科委有哪些任务", "answer", things=("fengxian-sme-2023-2025#unit#区科委",), liked=True),
        turn("高企目标", "answer", things=("fengxian-sme-2023-2025#indicator#hightech-enterprises",)),
        turn("你好", "smalltalk"),
    ]
