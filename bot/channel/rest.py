"""Rasa's REST channel with guards: whatever comes in, a polite reply of the right kind goes out.

For tests and integrators on the same machine or network; it trusts the sender ids that it is told.
"""
from __future__ import annotations

import asyncio
import json
import time
from typing import Any

from rasa.core.channels.rest import RestInput
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channel.exchange import OnMessage, exchange
from bot.channel.message import conversation_id, readable_text
from bot.channel.recording import Recording, close_recorder
from bot.channel.secret import secret_of
from bot.channel.whole_reply import whole_reply
from bot.settings import read_settings
from bot.turn_notes import begin_notes


class GuardedRestInput(RestInput):
    """``POST /webhooks/rest/webhook`` with ``{"sender": ..., "message": ...}``, as Rasa's own.

    The client's ``input_channel`` and ``metadata`` are ignored. Without a usable ``sender`` a new conversation
    begins; its id is the ``recipient_id`` of the reply.
    """

    def __init__(self) -> None:
        settings = read_settings()
        self._limit = settings.message_limit
        self._seconds = settings.reply_seconds
        self._recording = Recording(self.name(), secret_of(settings))

    @classmethod
    def name(cls) -> str:
        """The name in routes and conversations."""
        return "rest"

    def blueprint(self, on_new_message: OnMessage) -> Blueprint:
        """The routes of the channel."""
        routes = Blueprint("guarded_rest", __name__)

        @routes.route("/", methods=["GET"])
        async def health(request: Request) -> HTTPResponse:
            return response.json({"status": "ok"})

        @routes.route("/webhook", methods=["POST"])
        async def receive(request: Request) -> HTTPResponse:
            body = json_object(request)
            text, sender = readable_text(body.get("message"), self._limit), conversation_id(body.get("sender"))
            begin, notes = time.perf_counter(), begin_notes()
            messages = await exchange(on_new_message, text, sender, self.name(), self._seconds)
            self._recording.turn(sender, text, whole_reply(messages), notes, time.perf_counter() - begin)
            if request.args.get("stream", "").lower() == "true":
                lines = "".join(json.dumps(message) + "\n" for message in messages)
                return response.text(lines, content_type="text/event-stream")
            return response.json(messages, ensure_ascii=False)

        @routes.after_server_stop
        async def close(*_: object) -> None:
            await asyncio.to_thread(close_recorder)

        return routes


def json_object(request: Request) -> dict[str, Any]:
    """The JSON object in the body of ``request``; an empty one where the body is anything else."""
    try:
        body = json.loads(request.body)
    except (ValueError, RecursionError):
        return {}
    return body if isinstance(body, dict) else {}
