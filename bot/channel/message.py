"""What a visitor's text and sender become before Rasa sees them."""
from __future__ import annotations

import re
import secrets
import unicodedata

from plan_kb.privacy.masking import mask

MOST_SENDER_CHARACTERS = 200
"""The store keeps 255; what is longer is no id that we or an integrator gave."""

WEBSITE_PREFIX = "website/"
"""How conversations of the website channel are called inside; no client of another channel can name one."""

_COMMAND_PREFIX = "/"
_HARMLESS_PREFIX = "／"
"""Full-width: Rasa takes only the half-width sign for a command, and matching folds both."""

_SPACES = re.compile(r"\s+")
_INVISIBLE_MARKS = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)


def readable_text(message: object, limit: int) -> str:
    """``message`` as plain text that Rasa takes for no command, with personal data masked.

    Characters are folded (NFKC), control and invisible ones removed, runs of white space become one space.
    Whatever is no text becomes ``""``. A text over ``limit`` characters is cut to ``limit + 1``, so that the
    action still sees that it was too long.
    """
    if not isinstance(message, str):
        return ""
    # What is far too long either way is not worth the work. Masked before it is cut: half a number is none to see.
    text = mask(_folded(message[: limit * 8])[: limit * 2])[: limit + 1].strip()
    if text.startswith(_COMMAND_PREFIX):
        text = _HARMLESS_PREFIX + text[1:]
    return text


def _folded(text: str) -> str:
    kept = []
    for character in unicodedata.normalize("NFKC", text):
        category = unicodedata.category(character)
        if category in ("Zs", "Zl", "Zp") or character in "\t\n\r\v\f":
            kept.append(" ")
        elif category not in ("Cc", "Cf", "Cs", "Co", "Cn"):
            kept.append(character)
    return _SPACES.sub(" ", _INVISIBLE_MARKS.sub("", "".join(kept))).strip()


def conversation_id(sender: object) -> str:
    """``sender`` where it is a usable id, else a new id that nobody can guess.

    ``default`` is no id: it is what Rasa calls everyone who named none. Nor is that of a website's conversation.
    """
    if (
        isinstance(sender, str)
        and sender != "default"
        and not sender.startswith(WEBSITE_PREFIX)
        and 0 < len(sender) <= MOST_SENDER_CHARACTERS
        and sender.strip() == sender
        and sender.isprintable()
    ):
        return sender
    return new_conversation_id()


def new_conversation_id() -> str:
    """A random id of 128 bits."""
    return secrets.token_urlsafe(16)
