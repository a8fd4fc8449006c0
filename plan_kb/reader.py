"""The function that reads messages into questions, loaded once a process and used by one thread at a time.

What is asked is learnt by the language model of the channel, which this package does not know: the setting
``PLAN_READER`` names a function that reads a message, against :func:`plan_kb.live.current_knowledge`.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from enum import Enum
from importlib import import_module

from plan_kb.knowledge import Knowledge
from plan_kb.linking.linker import Linked
from plan_kb.live import using
from plan_kb.messages import message
from plan_kb.understanding.question import Question

Reads = Callable[[str], Question]

_REMEMBERED = 6_000
"""Questions of which the reading is kept; one of them takes about 3 kB."""

_log = logging.getLogger(__name__)


class CannotRead(Exception):
    """Raised when the function that reads messages is missing or fails; the message is one line."""


class State(str, Enum):
    """Whether messages can be read."""

    LOADING = "loading"
    READY = "ready"
    FAILED = "failed"


class Reader:
    """Reads messages with the function that ``path`` (``module:function``) names.

    A reading depends on the edition only by what it links in the message, and is remembered by that: asking the same
    questions of a draft and of the live edition reads most of them once.
    """

    def __init__(self, path: str) -> None:
        self.path = path
        self.reason = ""
        """Why it failed, in one line."""
        self._reads: Reads | None = None
        self._lock = threading.Lock()
        self._remembered: OrderedDict[Hashable, Question] = OrderedDict()
        self._settled = threading.Event()
        self._loading = False

    @property
    def state(self) -> State:
        """Whether it can read now."""
        if self._reads is not None:
            return State.READY
        return State.FAILED if self.reason and not self._loading else State.LOADING

    def load(self) -> None:
        """Load the function and try it; raises ``CannotRead``. A failed one may be tried again."""
        with self._lock:
            if self._reads is None:
                self._load()

    def load_in_background(self) -> None:
        """Load it in a thread of its own; tells a failure by :attr:`state` and in the log."""
        if self.state is State.READY or self._loading:
            return
        self._loading = True
        self._settled.clear()
        threading.Thread(target=self._load_and_settle, name="reader", daemon=True).start()

    def wait(self, seconds: float) -> State:
        """Wait for what loads in the background, at most ``seconds``; returns the state then."""
        self._settled.wait(seconds)
        return self.state

    def read(self, text: str, knowledge: Knowledge) -> Question:
        """Return the question that ``text`` asks of ``knowledge``; raises ``CannotRead``."""
        key = _signature(text, knowledge.link(text))
        with self._lock:
            if key in self._remembered:
                self._remembered.move_to_end(key)
                return self._remembered[key]
            reads = self._reads or self._load()
            try:
                with using(knowledge):
                    question = reads(text)
            except Exception as error:
                raise CannotRead(self._words(error)) from error
            self._remembered[key] = question
            if len(self._remembered) > _REMEMBERED:
                self._remembered.popitem(last=False)
            return question

    def _load(self) -> Reads:
        module, _, name = self.path.partition(":")
        try:
            reads: Reads = getattr(import_module(module), name)
        except Exception as error:
            self.reason = self._words(error)
            raise CannotRead(self.reason) from error
        self._reads = reads
        self.reason = ""
        return reads

    def _load_and_settle(self) -> None:
        begin = time.monotonic()
        try:
            self.load()
            prepare = getattr(import_module(self.path.partition(":")[0]), "prepare", None)
            if prepare is not None:
                with self._lock:
                    prepare()
            _log.info("reader %s is ready after %.1f s", self.path, time.monotonic() - begin)
        except Exception as error:
            self._reads = None
            self.reason = self._words(error)
            _log.warning("reader %s cannot be used: %s", self.path, self.reason)
        finally:
            self._loading = False
            self._settled.set()

    def _words(self, error: Exception) -> str:
        reason = " ".join(str(error).split()) or type(error).__name__
        return message("ask.cannot_read", reader=self.path, reason=reason)


def _signature(text: str, linked: Linked) -> Hashable:
    """What a reading depends on: the message, and the kinds and places of what it mentions."""
    return (
        text,
        linked.text,
        tuple((m.start, m.end, m.source, m.weight, frozenset(t.kind for t in m.things)) for m in linked.mentions),
        linked.figures,
        linked.ordinals,
        linked.years,
        linked.other_places,
        linked.other_bodies,
    )
