"""``python -m bot.training``: trains the model that fits the sources, unless it is there."""
from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

from bot.model import fitting_model
from bot.texts import text


def main() -> int:
    """Returns 0 when a fitting model is there at the end, else Rasa's exit code or 1."""
    root = Path.cwd()
    model = fitting_model(root)
    if model.is_file():
        print(text("model.fits", name=model.name))
        return 0
    print(text("model.training", name=model.name), flush=True)
    begin = time.monotonic()
    name = model.name.removesuffix(".tar.gz")
    command = [sys.executable, "-m", "rasa", "train", "--fixed-model-name", name, "--out", str(model.parent)]
    code = subprocess.run(command, cwd=root, env={**os.environ, "RASA_TELEMETRY_ENABLED": "false"}).returncode
    if code == 0 and model.is_file():
        _encode_the_packaged_plan()
        print(text("model.trained", seconds=round(time.monotonic() - begin)))
        return 0
    print(text("model.failed"), file=sys.stderr)
    return code or 1


def _encode_the_packaged_plan() -> None:
    """Leaves the vectors of the plan in the cache folder: the first start finds by meaning at once."""
    from plan_kb.live import packaged_knowledge

    meaning = packaged_knowledge().meaning
    if meaning is not None:
        meaning.build()


if __name__ == "__main__":
    sys.exit(main())
