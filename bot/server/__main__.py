"""``python -m bot.server``, from the project's root: serves the chat page and the REST channel."""
from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from bot.model import model_to_serve
from bot.server.knowledge import open_knowledge
from bot.server.logs import configure_logs
from bot.server.socket import listening_socket
from bot.settings import read_settings
from bot.start_error import CannotStart
from bot.texts import text


def main() -> int:
    """Returns 0 after a stop that was asked for, 1 where the server could not start, 130 when stopped before."""
    begin = time.monotonic()
    root = Path.cwd()
    sys.path.insert(0, str(root))
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    try:
        settings = read_settings()
        configure_logs(settings.log_level)
        with listening_socket(settings.host, settings.port) as socket:
            model = model_to_serve(root, settings.model)
            knowledge = open_knowledge()
            # Rasa takes seconds to import: whatever is wrong above is said before.
            from bot.server.serving import serve

            serve(root, settings, model, knowledge, socket, begin)
    except CannotStart as error:
        print(text("cannot_start", reason=error), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
