from __future__ import annotations

import json
from pathlib import Path

from bot.evaluation.confusion import confusion_lines, read_confusion

REPORT = {
    "ask_unit": {"precision": 0.9, "recall": 0.8, "f1-score": 0.85, "support": 20, "confused_with": {"ask_area": 2}},
    "ask_area": {"precision": 0.6, "recall": 0.8, "f1-score": 0.69, "support": 10, "confused_with": {}},
    "accuracy": 0.8,
    "macro avg": {"precision": 0.7, "recall": 0.8, "f1-score": 0.77, "support": 30},
    "weighted avg": {"precision": 0.7, "recall": 0.8, "f1-score": 0.79, "support": 30, "confused_with": {}},
}
ERRORS = [
    {"text": "a", "intent": "ask_unit", "intent_prediction": {"name": "ask_area", "confidence": 0.5}},
    {"text": "b", "intent": "ask_area", "intent_prediction": {"name": "ask_unit", "confidence": 0.4}},
    {"text": "c", "intent": "ask_unit", "intent_prediction": {"name": "ask_area", "confidence": 0.6}},
]


def test_report_of_rasa_is_read(tmp_path: Path) -> None:
    (tmp_path / "intent_report.json").write_text(json.dumps(REPORT), encoding="utf-8")
    (tmp_path / "intent_errors.json").write_text(json.dumps(ERRORS), encoding="utf-8")
    confusion = read_confusion(tmp_path)
    assert (confusion.accuracy, confusion.macro_f1) == (0.8, 0.77)
    assert confusion.weakest == (("ask_area", 0.69, 10), ("ask_unit", 0.85, 20))
    assert confusion.mistaken == (("ask_unit", "ask_area", 2), ("ask_area", "ask_unit", 1))
    assert "accuracy 80.0 %" in confusion_lines(confusion)[0]
    assert len(confusion_lines(confusion, most=1)) == 5


def test_no_errors_no_confusions(tmp_path: Path) -> None:
    (tmp_path / "intent_report.json").write_text(json.dumps({**REPORT, "accuracy": 1.0}), encoding="utf-8")
    assert read_confusion(tmp_path).mistaken == ()
