"""``python -m bot.evaluation.answerability CASES.yml ...``: fits the weights of plan_kb.understanding.answerability.

The first message of each case is an example: answerable where an answer or a clarification is right. Messages that are
small talk, turns that lean on others, and messages about which something else decides (another place or year, a number
that no task has, a figure to look up) are left out. The decision is measured by cross-validation.
"""
from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import yaml
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_predict

from bot.evaluation.cases import Case, read_cases
from bot.model import model_to_serve

FILE = Path("plan_kb") / "data" / "language" / "answerability.yml"
_FOLDS = 10
_ANSWERED = ("answer", "clarify")
_THRESHOLDS = (0.3, 0.4, 0.5, 0.6, 0.7)
_HEADING = """# The weights of the regression that tells how likely the plan answers a question.
# See plan_kb/understanding/answerability.py. Fitted by python -m bot.evaluation.answerability;
# measured by {folds}-fold cross-validation on {count} first messages of cases:
{measured}
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Fits, prints what was measured, and writes the weights; returns 0."""
    parser = argparse.ArgumentParser(prog="python -m bot.evaluation.answerability")
    parser.add_argument("cases", nargs="+", type=Path)
    parser.add_argument("--model", default="")
    parser.add_argument("--C", type=float, default=1.0, help="inverse of the regularisation")
    chosen = parser.parse_args(arguments)
    examples = list(_examples(read_cases(chosen.cases), model_to_serve(Path.cwd(), chosen.model)))
    vectorizer = DictVectorizer()
    rows = vectorizer.fit_transform([found for found, _, _ in examples])
    answerable = np.array([wanted for _, wanted, _ in examples])
    regression = LogisticRegression(C=chosen.C, max_iter=2000, fit_intercept=False)
    left_out = cross_val_predict(regression, rows, answerable, cv=_FOLDS, method="predict_proba")[:, 1]
    measured = [
        f"#   from {least:.1f} on answerable: {np.mean(left_out[answerable] < least):6.2%} of the answerable refused, "
        f"{np.mean(left_out[~answerable] >= least):6.2%} of the unanswerable let through"
        for least in _THRESHOLDS
    ]
    for index in np.argsort(left_out - answerable)[::-1][:15]:
        print(f"let through {left_out[index]:.2f}  {examples[index][2]}")
    for index in np.argsort(left_out - answerable)[:15]:
        print(f"refused     {left_out[index]:.2f}  {examples[index][2]}")
    print(*measured, sep="\n")
    regression.fit(rows, answerable)
    weights = dict(zip(vectorizer.get_feature_names_out(), regression.coef_[0], strict=True))
    body = {"weights": {str(name): round(float(weight), 3) for name, weight in sorted(weights.items())}}
    heading = _HEADING.format(folds=_FOLDS, count=len(examples), measured="\n".join(measured))
    FILE.write_text(heading + yaml.safe_dump(body, allow_unicode=True, sort_keys=True), encoding="utf-8")
    return 0


def _examples(cases: Iterable[Case], model: Path) -> Iterable[tuple[dict[str, float], bool, str]]:
    """Features of the first message of each case, whether the plan answers it, and the message."""
    from bot.evaluation.language_model import LanguageModel
    from plan_kb.live import packaged_knowledge, using
    from plan_kb.settings import read_settings
    from plan_kb.understanding.answerability import features
    from plan_kb.understanding.context import Context
    from plan_kb.understanding.reading import Reading

    language_model, knowledge = LanguageModel(model), packaged_knowledge()
    longest = read_settings({}).max_message_length
    with using(knowledge):
        for case in cases:
            turn = case.turns[0]
            if turn.expected.kind == "smalltalk" or case.category == "hostile" or len(turn.user) > longest:
                continue
            question = language_model.question(turn.user, longest)
            linked = knowledge.link(question.text)
            reading = Reading(knowledge, linked, question.intents, Context(), question.unexplained)
            decided_elsewhere = (
                linked.other_places or linked.years or reading.missing_number() or reading.ask == "ask_document_number"
            )
            looked_up = reading.ask == "ask_place" and any(not figure.only_counts for figure in linked.figures)
            if decided_elsewhere or looked_up:
                continue
            yield features(reading), turn.expected.kind in _ANSWERED, turn.user


if __name__ == "__main__":
    sys.exit(main())
