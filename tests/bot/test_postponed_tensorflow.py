from __future__ import annotations

import subprocess
import sys

PROGRAM = """
import sys
from bot.postponed_tensorflow import postpone_tensorflow
postpone_tensorflow()
import rasa.core.policies.rule_policy
from rasa.utils.train_utils import RasaTrainingLogger
assert "tensorflow" not in sys.modules
logger = RasaTrainingLogger(1, True)
assert "tensorflow" in sys.modules
assert type(logger).__module__ == "rasa.utils.tensorflow.callback" and logger.progress_bar is not None
"""


def test_tensorflow_comes_only_when_it_is_used() -> None:
    ended = subprocess.run([sys.executable, "-W", "ignore", "-c", PROGRAM], capture_output=True, text=True)
    assert ended.returncode == 0, ended.stderr
