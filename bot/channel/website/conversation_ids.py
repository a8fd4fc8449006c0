"""Conversation ids that only the server can issue: 128 random bits, the time of issue, and a signature."""
from __future__ import annotations

import hashlib
import hmac
import secrets
import time
from datetime import datetime, timezone

from itsdangerous import BadSignature, TimestampSigner
from itsdangerous.encoding import base64_decode, base64_encode

from bot.channel.message import WEBSITE_PREFIX

LONGEST_ID = 200
CLOCKS_APART_SECONDS = 120
"""How far the clocks of two machines that share the secret may be apart."""


class ConversationIds:
    """Issues ids and finds the conversation that an id is for; comparing takes the same time for every signature."""

    def __init__(self, secret: str, hours: int) -> None:
        """``hours`` is how long an id is good for."""
        self._secret = secret.encode()
        self._seconds = hours * 3600
        self._signer = TimestampSigner(
            self._secret, salt="website conversation", key_derivation="hmac", digest_method=hashlib.sha256
        )

    @staticmethod
    def new_conversation() -> str:
        """A new conversation, as Rasa's stores know it; useless to a client without :meth:`issue`."""
        return WEBSITE_PREFIX + secrets.token_urlsafe(16)

    def issue(self, conversation: str) -> str:
        """The id for the client, e.g. ``kQ3….aSVd2g.V1d…``."""
        return self._signer.sign(conversation.removeprefix(WEBSITE_PREFIX)).decode()

    def conversation_of(self, signed: object) -> str | None:
        """The conversation that ``signed`` is for; None for anything that was not issued here, or too long ago."""
        if not (isinstance(signed, str) and signed.isascii() and len(signed) <= LONGEST_ID):
            return None
        try:
            name, issued = self._signer.unsign(signed, return_timestamp=True)
        except BadSignature:
            return None
        age = (datetime.fromtimestamp(time.time(), tz=timezone.utc) - issued).total_seconds()
        if not -CLOCKS_APART_SECONDS <= age <= self._seconds or not _is_canonical(signed):
            return None
        return WEBSITE_PREFIX + name.decode()

    def digest(self, purpose: str, *parts: str) -> str:
        """A keyed digest of ``parts`` (64 hex digits), from which they cannot be found again."""
        text = "\0".join((purpose, *parts)).encode()
        return hmac.new(self._secret, text, hashlib.sha256).hexdigest()


def _is_canonical(signed: str) -> bool:
    # The last character of a signature has two bits that say nothing: another one there is an altered id, too.
    signature = signed.rpartition(".")[2].encode()
    return base64_encode(base64_decode(signature)) == signature
