"""Rasa's own cross-validation of the intents, and which intents are taken for which."""
from __future__ import annotations

import asyncio
import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from plan_kb.live import packaged_knowledge, using


@dataclass(frozen=True)
class Confusion:
    """The report of a cross-validation."""

    accuracy: float
    macro_f1: float
    weakest: tuple[tuple[str, float, int], ...]
    """Intents by F1, weakest first, with F1 and the number of examples."""
    mistaken: tuple[tuple[str, str, int], ...]
    """Pairs of the intent meant and the one recognised, most frequent first."""


def cross_validated(root: Path, folder: Path, folds: int) -> Confusion:
    """Trains ``folds`` models on parts of the training data, tests each on the rest and reads Rasa's report.

    Rasa writes intent_report.json, intent_errors.json and a confusion matrix into ``folder``. Takes minutes.
    """
    # Rasa's tests import TensorFlow: only who asks for them waits for it.
    from rasa.nlu.test import cross_validate
    from rasa.shared.importers.rasa import RasaFileImporter

    folder.mkdir(parents=True, exist_ok=True)
    data = RasaFileImporter(training_data_paths=[str(root / "data" / "nlu.yml")]).get_nlu_data()
    with using(packaged_knowledge()):
        asyncio.run(cross_validate(data, folds, str(root / "config.yml"), str(folder), errors=True))
    return read_confusion(folder)


def read_confusion(folder: Path) -> Confusion:
    """The report that Rasa's test of intents left in ``folder``."""
    report = json.loads((folder / "intent_report.json").read_text(encoding="utf-8"))
    errors = folder / "intent_errors.json"
    wrong = json.loads(errors.read_text(encoding="utf-8")) if errors.is_file() else []
    intents = [(name, float(row["f1-score"]), int(row["support"])) for name, row in report.items()
               if isinstance(row, dict) and not name.endswith(" avg")]
    mistaken = Counter((entry["intent"], entry["intent_prediction"]["name"]) for entry in wrong)
    return Confusion(float(report["accuracy"]), float(report["macro avg"]["f1-score"]),
                     tuple(sorted(intents, key=lambda row: row[1])),
                     tuple((meant, read, count) for (meant, read), count in mistaken.most_common()))


def confusion_lines(confusion: Confusion, most: int = 12) -> list[str]:
    """The report as lines of text, at most ``most`` intents and pairs."""
    accuracy, macro_f1 = 100 * confusion.accuracy, 100 * confusion.macro_f1
    return [
        f"intents, cross-validated: accuracy {accuracy:.1f} %, macro F1 {macro_f1:.1f} %",
        "-- weakest intents",
        *(f"   {name:<20} F1 {100 * f1:5.1f} %  of {count} examples" for name, f1, count in confusion.weakest[:most]),
        "-- most frequent confusions (meant, recognised)",
        *(f"   {meant:<20} {read:<20}{count:>4}" for meant, read, count in confusion.mistaken[:most]),
    ]
