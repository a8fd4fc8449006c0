"""Hands each turn of a channel to the recorder of the knowledge base."""
from __future__ import annotations

import hashlib
import hmac
import logging
import secrets
import threading
from typing import Any

from bot.turn_notes import TurnNotes
from plan_kb.answering.reply import Kind
from plan_kb.database import Database
from plan_kb.recording.recorder import FeedbackRecord, TurnRecord, TurnRecorder
from plan_kb.settings import read_settings
from plan_kb.understanding.context import Context

logger = logging.getLogger(__name__)

_lock = threading.Lock()
_recorder: TurnRecorder | None = None


class Recording:
    """The turns of one channel."""

    def __init__(self, channel: str, secret: str) -> None:
        """``secret`` keys the digests of conversations: without it none can be found again."""
        self._channel = channel
        self._secret = secret.encode()

    def turn(
        self, sender: str, question: str, reply: dict[str, Any], notes: TurnNotes, seconds: float, token: str = ""
    ) -> None:
        """Records a turn; ``reply`` has text, kind, citations and edition. Raises nothing."""
        try:
            kind = str(reply["kind"])
            _recorder_of_process().take(TurnRecord(
                token=token or secrets.token_urlsafe(16),
                conversation=hmac.new(self._secret, b"turns of\0" + sender.encode(), hashlib.sha256).hexdigest(),
                channel=self._channel,
                language="en" if _is_english(reply["text"]) else "zh",
                question=question,
                kind=kind,
                text=reply["text"],
                refs=list(dict.fromkeys(f"{place['plan']}#{place['ref']}" for place in reply["citations"])),
                things=_things(kind, notes),
                intent=notes.intent,
                choices=kind == Kind.CLARIFY.value,
                edition=int(reply["edition"]),
                seconds=round(seconds, 4),
            ))
        except Exception:
            logger.exception("A turn could not be recorded")

    def feedback(self, token: str, liked: bool, reason: str) -> None:
        """Records a thumb for the turn ``token``; raises nothing."""
        try:
            _recorder_of_process().take(FeedbackRecord(token, liked, reason))
        except Exception:
            logger.exception("A thumb could not be recorded")


def close_recorder() -> None:
    """Writes what is left, where anything was recorded."""
    global _recorder
    with _lock:
        recorder, _recorder = _recorder, None
    if recorder is not None:
        recorder.close()


def _recorder_of_process() -> TurnRecorder:
    global _recorder
    with _lock:
        if _recorder is None:
            _recorder = TurnRecorder(Database(read_settings().database_url))
        return _recorder


def _things(kind: str, notes: TurnNotes) -> list[str]:
    """What the reply was about; one that answers nothing leaves the focus of an earlier turn, which is not its own."""
    context = Context.from_slots(notes.focus, None, notes.pending)
    if kind == Kind.CLARIFY.value:
        things = context.options
    elif context.focus and (kind == Kind.ANSWER.value or notes.focus != notes.focus_before):
        things = context.focus.things
    else:
        things = ()
    return [f"{thing.plan}#{thing.kind.value}#{thing.key}" for thing in things]


def _is_english(words: str) -> bool:
    """Whether a reply is worded in English: its names are Chinese in part even then."""
    latin = sum(character.isascii() and character.isalpha() for character in words)
    return latin > sum("\u3400" <= character <= "\u9fff" for character in words)
