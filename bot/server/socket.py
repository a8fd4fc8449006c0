"""The socket that the server listens on, taken before anything slow begins."""
from __future__ import annotations

import socket

from bot.start_error import CannotStart
from bot.texts import text


def listening_socket(host: str, port: int) -> socket.socket:
    """A bound TCP socket; raises CannotStart where the address is taken or unknown."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        bound = socket.socket(family, kind, protocol)
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind(address)
    except OSError as error:
        raise CannotStart(text("cannot_listen", host=host, port=port, reason=error.strerror)) from error
    return bound


def address_of(bound: socket.socket) -> str:
    """``http://host:port/`` as a browser takes it."""
    host, port = bound.getsockname()[:2]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"
