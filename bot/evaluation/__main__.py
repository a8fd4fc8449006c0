"""``python -m bot.evaluation [CASES.yml ...]``, from the project's root: how well the assistant answers."""
from __future__ import annotations

import argparse
import dataclasses
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bot.evaluation.cases import Case, read_cases
from bot.model import model_to_serve
from bot.server.logs import configure_logs, quiet_after_imports
from bot.start_error import CannotStart

NLU_RESULTS = Path("results") / "nlu"
_LOG_LEVEL = "WARNING"


def main(arguments: Sequence[str] | None = None) -> int:
    """Returns 0, or 1 where nothing could be measured, --min was missed or --max-false exceeded."""
    chosen = _parser().parse_args(arguments)
    root = Path.cwd()
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    if not sys.stderr.isatty():
        os.environ.setdefault("TQDM_DISABLE", "1")  # Rasa's bars of progress would fill a log
    configure_logs(_LOG_LEVEL)
    try:
        cases = read_cases(chosen.cases or sorted((root / "tests" / "cases").glob("*.yml")))
        return _evaluate(root, model_to_serve(root, chosen.model), cases, chosen)
    except CannotStart as error:
        print(f"cannot evaluate: {error}", file=sys.stderr)
        return 1


def _evaluate(root: Path, model: Path, cases: list[Case], chosen: argparse.Namespace) -> int:
    # Rasa takes seconds to import: whatever is wrong with the cases or the model is said before.
    from bot.evaluation.conversation import Examiner
    from bot.evaluation.language_model import LanguageModel
    from bot.evaluation.report import as_json, failure_lines, summary_lines
    from bot.evaluation.summary import summarised
    from plan_kb.live import packaged_knowledge

    quiet_after_imports(_LOG_LEVEL)
    examiner = Examiner(LanguageModel(model), packaged_knowledge())
    examiner.warm_up()
    outcomes = examiner.examine(cases)
    summary = summarised(outcomes)
    measured: dict[str, Any] = {"model": model.name, **as_json(summary, outcomes)}
    _say(*summary_lines(summary), *failure_lines(outcomes, chosen.limit))
    if chosen.ablation:
        from bot.evaluation.ablation import HEADING, ablation_line, ablations

        _say("", "-- what each part earns (percent right)", HEADING)
        measured["ablation"] = []
        for ablation in ablations(root, model, cases, outcomes):
            _say(ablation_line(ablation))
            measured["ablation"].append(dataclasses.asdict(ablation))
    if chosen.nlu:
        from bot.evaluation.confusion import confusion_lines, cross_validated

        confusion = cross_validated(root, root / NLU_RESULTS, chosen.folds)
        _say("", *confusion_lines(confusion), f"Rasa's full report: {NLU_RESULTS}")
        measured["nlu"] = dataclasses.asdict(confusion)
    if chosen.json:
        chosen.json.parent.mkdir(parents=True, exist_ok=True)
        chosen.json.write_text(json.dumps(measured, ensure_ascii=False, indent=1), encoding="utf-8")
    return int(summary.right.percent < chosen.min or summary.false_answers.right > chosen.max_false)


def _say(*lines: str) -> None:
    print(*lines, sep="\n", flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot.evaluation", description="Scores the assistant on case files.")
    parser.add_argument("cases", nargs="*", type=Path, help="case files (default: tests/cases/*.yml)")
    parser.add_argument("--model", default="", help="model file (default: the one in models/ that fits the sources)")
    parser.add_argument("--limit", type=int, default=20, help="failed cases shown (default: 20)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write everything that was measured")
    parser.add_argument("--min", type=float, default=0.0, metavar="PERCENT",
                        help="exit 1 below this share of cases right")
    parser.add_argument("--max-false", type=int, default=sys.maxsize, metavar="N",
                        help="exit 1 above this number of unanswerable questions answered")
    parser.add_argument("--ablation", action="store_true", help="also measure with one part taken away at a time")
    parser.add_argument("--nlu", action="store_true", help=f"also cross-validate the intents, into {NLU_RESULTS}")
    parser.add_argument("--folds", type=int, default=5, help="parts of the cross-validation (default: 5)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
