"""``python -m bot.adapter [--epochs N] [--rank N] [--lower N] [--seed N]``: learns and writes the adapter."""
from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from bot.adapter.examples import read_examples
from bot.adapter.learning import Learner
from bot.adapter.network import Network
from bot.nlu.intent_encoder import ADAPTER_FILE
from plan_kb.retrieval.e5.weights import model_file, read_weights


def main(arguments: Sequence[str] | None = None) -> int:
    """Learns from ``data/nlu.yml`` below the current folder; returns 0."""
    parser = argparse.ArgumentParser(prog="python -m bot.adapter")
    parser.add_argument("--data", type=Path, default=Path("data") / "nlu.yml")
    parser.add_argument("--to", type=Path, default=ADAPTER_FILE, help="the file to write")
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--rank", type=int, default=16, help="of the corrections")
    parser.add_argument("--lower", type=int, default=6, help="layers that stay as they are")
    parser.add_argument("--seed", type=int, default=7)
    chosen = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    network = Network(read_weights(model_file()), chosen.lower, chosen.rank, chosen.seed)
    Learner(network, read_examples(chosen.data), chosen.seed).learn(chosen.epochs)
    arrays = {
        f"l{layer}.{name}.{part}": matrix.numpy().astype(np.float16)
        for (layer, name), pair in network.corrections.items()
        for part, matrix in zip("ab", pair, strict=True)
    }
    np.savez_compressed(chosen.to, **arrays)
    return 0


if __name__ == "__main__":
    sys.exit(main())
