"""Installs the locked packages with pip and shows how far it is. Standard library only: nothing is installed yet.

    python tools/install_packages.py requirements.lock
"""
from __future__ import annotations

import re
import subprocess
import sys
from collections import deque

STEP = 10
LINES_KEPT = 30


def main(lock: str) -> int:
    """Returns pip's exit code; where it is not 0, the end of pip's messages is on standard error."""
    with open(lock, encoding="utf-8") as file:
        total = sum(1 for line in file if re.match(r"[A-Za-z0-9]", line))
    command = [sys.executable, "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
    command += ["--progress-bar", "off", "--require-hashes", "--no-deps", "-r", lock]
    pip = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace")
    assert pip.stdout is not None
    last: deque[str] = deque(maxlen=LINES_KEPT)
    fetched = 0
    for line in pip.stdout:
        last.append(line)
        if line.startswith(("Collecting ", "Processing ")):
            fetched += 1
            if fetched % STEP == 0 or fetched == total:
                print(f"   {fetched}/{total} packages fetched", flush=True)
        elif line.startswith("Installing collected packages"):
            print("   unpacking", flush=True)
    code = pip.wait()
    if code:
        sys.stderr.writelines(last)
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
