"""The sentences of the training data as the classifier reads them."""
from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.constants import INTENT

from bot.nlu.frame import natural
from bot.nlu.frame_tokenizer import FRAME, WORDS, FrameTokenizer


@dataclass(frozen=True)
class Example:
    """A sentence."""

    frame: str
    """With its mentions replaced by words that stand for any."""
    words: str
    """With its mentions as they were typed."""
    intent: str


def read_examples(data: Path) -> list[Example]:
    """The examples of ``data``, a file or folder of Rasa's training data."""
    # It keeps nothing of its own, so that it needs no place to keep it.
    tokenizer = FrameTokenizer(FrameTokenizer.get_default_config(), None, None)
    found = []
    for message in RasaFileImporter(training_data_paths=[str(data)]).get_nlu_data().intent_examples:
        tokenizer.read_example(message)
        found.append(Example(natural(message.get(FRAME) or ""), message.get(WORDS) or "", message.get(INTENT)))
    return found
