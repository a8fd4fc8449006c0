"""Serves the console in a process of its own, over the knowledge base of the settings."""
from __future__ import annotations

import contextlib
import logging
import socket
import sys

import uvicorn

from plan_kb.console.accounts.first import first_invitation
from plan_kb.console.app import create_app
from plan_kb.console.assistant import prepare_in_background
from plan_kb.database import Database, DatabaseUnavailable
from plan_kb.edition.initial import initialise
from plan_kb.edition.publish import NotPublished
from plan_kb.messages import message
from plan_kb.settings import BadSetting, Settings, read_settings
from plan_kb.source.problems import UnreadablePlan

_log = logging.getLogger(__name__)
_QUIET = ("alembic", "uvicorn", "asyncio", "multipart", "python_multipart", "jieba")


class CannotServe(Exception):
    """Raised where the console cannot start; the message is one line for the operator."""


def main() -> int:
    """Serve until SIGINT or SIGTERM; returns 0, or 1 where it could not start."""
    try:
        settings = read_settings()
        _configure_logs(settings.log_level)
        serve(settings)
    except (BadSetting, DatabaseUnavailable, CannotServe) as error:
        print(message("console.process.cannot_start", reason=error), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 0
    return 0


def serve(settings: Settings) -> None:
    """Serve the console of ``settings``; raises ``CannotServe`` or ``DatabaseUnavailable``."""
    with _listening(settings.console_host, settings.console_port) as bound:
        database = Database(settings.database_url)
        try:
            initialise(database)
        except (UnreadablePlan, NotPublished) as error:
            raise CannotServe(" ".join(str(error).split())) from error
        address = address_of(bound)
        link = first_invitation(database)
        app = create_app(database, reader=settings.reader)
        prepare_in_background(app.state.assistant, database)
        config = uvicorn.Config(
            app, log_config=None, access_log=False, server_header=False, ws="none",
            timeout_graceful_shutdown=5,
        )
        if link:
            _log.warning("%s", message("console.process.first", link=f"{address}invitation/{link}"))
        with contextlib.suppress(KeyboardInterrupt):  # uvicorn passes the signal on when it has stopped
            _Server(config, address).run(sockets=[bound])
        database.close()
        _log.info("Console stopped")


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, address: str) -> None:
        super().__init__(config)
        self._address = address

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        _log.info("Console ready at %s", self._address)


def address_of(bound: socket.socket) -> str:
    """Return ``http://host:port/`` as a browser takes it."""
    host, port = bound.getsockname()[:2]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def _listening(host: str, port: int) -> socket.socket:
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        bound = socket.socket(family, kind)
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind(address)
        bound.listen()
    except OSError as error:
        raise CannotServe(
            message("console.process.cannot_listen", host=host, port=port, reason=error.strerror)
        ) from error
    return bound


def _configure_logs(level: str) -> None:
    logging.basicConfig(
        level=level, stream=sys.stderr, format="%(asctime)s %(levelname)s %(name)s: %(message)s", force=True
    )
    # Python's own warnings are for developers.
    logging.captureWarnings(True)
    if level != "DEBUG":
        logging.getLogger("py.warnings").setLevel(logging.ERROR)
        for name in _QUIET:
            logging.getLogger(name).setLevel(logging.WARNING)
