"""Bodies of requests: no longer than a page allows, and without what no field can hold."""
from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from starlette.datastructures import FormData
from starlette.requests import Request

_DRAINED = 128 * 1024 * 1024
"""Bytes that are read and thrown away, so that the browser reads the answer instead of a broken connection."""
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")


class TooLarge(Exception):
    """Raised where a body is longer than ``most`` bytes."""

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most


def limited(request: Request, most: int) -> Request:
    """Return a request whose body raises ``TooLarge`` when it is longer than ``most`` bytes."""
    receive: Callable[[], Awaitable[MutableMapping[str, Any]]] = request.receive
    taken = 0

    async def count() -> MutableMapping[str, Any]:
        nonlocal taken
        part = await receive()
        taken += len(part.get("body", b""))
        if taken <= most:
            return part
        while part.get("more_body") and taken < _DRAINED:
            part = await receive()
            taken += len(part.get("body", b""))
        raise TooLarge(most)

    return Request(request.scope, count)


def readable(form: FormData) -> FormData:
    """Return the form with one kind of line break and without control characters."""
    return FormData(
        [(name, clean(value) if isinstance(value, str) else value) for name, value in form.multi_items()]
    )


def clean(text: str) -> str:
    """Return ``text`` with ``\\n`` as its only line break and without control characters."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
