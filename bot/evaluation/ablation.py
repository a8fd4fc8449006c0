"""What each part of the understanding earns: the same cases with one part taken away at a time."""
from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from bot.evaluation.cases import Case
from bot.evaluation.conversation import CaseOutcome, Examiner
from bot.evaluation.language_model import LanguageModel
from bot.evaluation.share import Share
from bot.evaluation.summary import summarised
from bot.model import fitting_model
from bot.start_error import CannotStart
from plan_kb.edition.packaged import packaged_edition
from plan_kb.knowledge import Knowledge

_PLAIN = {"FrameTokenizer": {"delexicalise": False}}
_ONE_OPINION = {"MeaningClassifier": {"weight": 0.0}}
_MISSPELT_STYLES = frozenset({"typo", "pinyin", "mixed"})


@dataclass(frozen=True)
class Ablation:
    """The shares right of one variant."""

    name: str
    all: Share
    single: Share
    """Cases of one turn."""
    conversations: Share
    """Cases of several turns."""
    misspelt: Share
    """Cases in the styles typo, pinyin and mixed."""
    false_answers: Share


def ablations(root: Path, model: Path, cases: Sequence[Case], whole: Sequence[CaseOutcome]) -> Iterator[Ablation]:
    """The variants, each as soon as it is measured; the first is ``whole``, the outcomes with nothing taken away.

    Trains one model without delexicalisation into results/, unless one that fits is there. Raises CannotStart where
    ``model`` does not fit the sources: the two would differ in more than that.
    """
    _check_fits(root, model)
    edition = packaged_edition()
    trained = LanguageModel(model)
    full = Knowledge(edition)
    variants: dict[str, Callable[[], Examiner]] = {
        "without sound": lambda: Examiner(trained, Knowledge(edition, use_sound=False)),
        "without meaning": lambda: Examiner(trained, Knowledge(edition, use_meaning=False)),
        "without context": lambda: Examiner(trained, full, with_context=False),
        "without second opinion": lambda: Examiner(LanguageModel(model, _ONE_OPINION), full),
        "without delexicalisation": lambda: Examiner(LanguageModel(_plain_model(root, model)), full),
    }
    yield measured("everything", whole)
    for name, examiner in variants.items():
        yield measured(name, examiner().examine(cases))


def measured(name: str, outcomes: Sequence[CaseOutcome]) -> Ablation:
    """The row of a variant."""
    summary = summarised(outcomes)

    def share(wanted: Callable[[CaseOutcome], bool]) -> Share:
        return Share.of(outcome.right for outcome in outcomes if wanted(outcome))

    return Ablation(
        name, summary.right, share(lambda o: len(o.case.turns) == 1), share(lambda o: len(o.case.turns) > 1),
        share(lambda o: o.case.style in _MISSPELT_STYLES), summary.false_answers)


def _check_fits(root: Path, model: Path) -> None:
    fitting = fitting_model(root)
    if model.resolve() != fitting.resolve():
        raise CannotStart(f"--ablation needs the model that fits the sources, {fitting.name}, not {model.name}")


def _plain_model(root: Path, trained: Path) -> Path:
    """``trained``'s twin whose intents are learnt from whole sentences, names and all; raises CannotStart."""
    folder = root / "results" / "plain-text"
    model = folder / f"plain-text-of-{trained.name}"
    if model.is_file():
        return model
    _check_fits(root, trained)
    folder.mkdir(parents=True, exist_ok=True)
    config = yaml.safe_load((root / "config.yml").read_text(encoding="utf-8"))
    for component in config["pipeline"]:
        component.update(_PLAIN.get(component["name"].rpartition(".")[2], {}))
    (folder / "config.yml").write_text(yaml.safe_dump(config, allow_unicode=True), encoding="utf-8")
    command = [sys.executable, "-W", "ignore", "-m", "rasa", "train", "nlu", "--config", str(folder / "config.yml"),
               "--out", str(folder), "--fixed-model-name", model.name.removesuffix(".tar.gz")]
    environment = {**os.environ, "RASA_TELEMETRY_ENABLED": "false"}
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True)
    if done.returncode or not model.is_file():
        raise CannotStart(f"training without delexicalisation failed: {(done.stdout + done.stderr)[-500:]}")
    return model


HEADING = f"   {'':<26}{'all cases':<31}{'one turn':>8}{'conversation':>14}{'misspelt':>10}{'false answers':>15}"


def ablation_line(ablation: Ablation) -> str:
    """One row of the table under HEADING."""
    single, conversations, misspelt = ablation.single, ablation.conversations, ablation.misspelt
    return (f"   {ablation.name:<26}{ablation.all}{single.percent:>8.1f}{conversations.percent:>14.1f}"
            f"{misspelt.percent:>10.1f}{ablation.false_answers.right:>10}/{ablation.false_answers.total}")
