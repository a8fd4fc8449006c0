"""The adapter: learnt in TensorFlow, computed by ONNX Runtime, the same vectors."""
from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bot.adapter.__main__ import main
from bot.adapter.examples import read_examples
from bot.adapter.network import Network, padded
from bot.nlu.intent_encoder import ADAPTER_FILE, intent_encoder, intent_vectors
from plan_kb.retrieval.e5.adapter import Adapter
from plan_kb.retrieval.e5.weights import model_file, read_weights
from plan_kb.retrieval.encoder import encoder

TEXTS = ["孵化器归谁管", "How many incubators by 2025?", "我们是一家做化妆品的小公司,想问问区里有没有什么支持"]

DATA = """version: "3.1"
nlu:
- intent: ask_unit
  examples: |
    - [孵化器](thing)归谁管
    - [冷链园区](thing)谁负责
    - 哪个部门管[商标](thing)
- intent: ask_target
  examples: |
    - [孵化器](thing)要多少家
    - [冷链园区](thing)目标几个
    - [商标](thing)要几件
"""


@pytest.fixture(scope="module")
def network() -> Network:
    return Network(read_weights(model_file()), lower=10, rank=2, seed=1)


def vectors(network: Network) -> np.ndarray:
    found: np.ndarray = network.vectors(*padded(network.after_lower_layers(TEXTS)), dropout=0.0).numpy()
    return found


def test_untaught_it_is_the_plain_encoder(network: Network) -> None:
    same = (vectors(network) * encoder().queries(TEXTS)).sum(axis=1)
    assert (same > 0.985).all()  # the encoder rounds its numbers to seven bits


def test_corrections_do_the_same_in_both(network: Network, tmp_path: Path) -> None:
    chance = np.random.RandomState(3)
    for _, b in network.corrections.values():
        b.assign(chance.randn(*b.shape).astype(np.float32) * 0.3)
    arrays = {f"l{layer}.{name}.{part}": m.numpy() for (layer, name), pair in network.corrections.items()
              for part, m in zip("ab", pair, strict=True)}  # fmt: skip
    np.savez(tmp_path / "adapter.npz", **arrays)
    corrected = encoder().taught(Adapter.read(tmp_path / "adapter.npz")).queries(TEXTS)
    assert ((vectors(network) * corrected).sum(axis=1) > 0.98).all()
    assert ((corrected * encoder().queries(TEXTS)).sum(axis=1) < 0.97).all()


def test_what_is_learnt_is_written_for_the_classifier(tmp_path: Path) -> None:
    (tmp_path / "nlu.yml").write_text(DATA, encoding="utf-8")
    written = tmp_path / "adapter.npz"
    assert main(["--data", str(tmp_path / "nlu.yml"), "--to", str(written), "--epochs", "2", "--lower", "11"]) == 0
    taught = encoder().taught(Adapter.read(written))
    assert np.isfinite(taught.queries(TEXTS)).all()
    assert not np.allclose(taught.queries(TEXTS), encoder().queries(TEXTS))


def test_examples_are_read_as_the_classifier_reads_them(tmp_path: Path) -> None:
    (tmp_path / "nlu.yml").write_text(DATA, encoding="utf-8")
    found = read_examples(tmp_path / "nlu.yml")
    assert len(found) == 6
    assert {example.intent for example in found} == {"ask_unit", "ask_target"}
    frames = {example.frame for example in found if example.words in ("孵化器归谁管", "冷链园区谁负责")}
    assert len(frames) == 2
    assert not any("冷链园区" in frame for frame in frames)


def test_questions_that_ask_the_same_are_nearer_than_plainly() -> None:
    """The packaged adapter: two questions for the unit against one for the target of the same thing."""

    def lead(rows: np.ndarray) -> float:
        return float(rows[0] @ rows[1] - rows[0] @ rows[2])

    texts = ["孵化器归哪个部门管", "知识产权谁负责", "孵化器要达到多少家"]
    assert lead(intent_encoder().queries(texts)) > lead(encoder().queries(texts)) + 0.1


def test_vectors_are_kept() -> None:
    assert np.allclose(intent_vectors(TEXTS), intent_encoder().queries(TEXTS), atol=2e-3)


def test_a_broken_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "adapter.npz").write_bytes(ADAPTER_FILE.read_bytes()[:1000])
    with pytest.raises(ValueError, match="no adapter"):
        Adapter.read(tmp_path / "adapter.npz")
