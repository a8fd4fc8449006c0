"""One log line for what an operator wants to know, and none of the libraries' chatter."""
from __future__ import annotations

import logging
import os
import sys

QUIET = ("rasa", "rasa_sdk", "alembic", "apscheduler", "matplotlib", "sanic.root", "sanic.error", "sanic.access")


def configure_logs(level: str) -> None:
    """Writes our log lines of ``level`` and above, and the libraries' warnings, to standard error."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")
    logging.basicConfig(
        level=level, stream=sys.stderr, format="%(asctime)s %(levelname)s %(name)s: %(message)s", force=True
    )
    # Python's own warnings are for developers, and imports reset the filters for them.
    logging.captureWarnings(True)
    if level != "DEBUG":
        logging.getLogger("py.warnings").setLevel(logging.ERROR)
        for name in QUIET:
            logging.getLogger(name).setLevel(logging.WARNING)


def quiet_after_imports(level: str) -> None:
    """Undoes what libraries do to the logs when they are imported; imports Rasa and jieba."""
    import jieba
    from rasa.utils.log_utils import configure_structlog

    configure_structlog(logging.getLevelName(level))
    jieba.default_logger.handlers.clear()
    jieba.setLogLevel(level if level == "DEBUG" else "WARNING")
    logging.getLogger().setLevel(level)
