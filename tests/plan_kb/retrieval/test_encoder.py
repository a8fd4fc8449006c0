from __future__ import annotations

import numpy as np
import pytest

from plan_kb.retrieval.encoder import DIMENSIONS, encoder
from plan_kb.text.normalise import normalise
from tests.plan_kb.messages_of_all_kinds import NAUGHTY


def test_vectors_have_length_one_and_are_the_same_each_time() -> None:
    first = encoder().query("孵化器由谁负责")
    assert first.shape == (DIMENSIONS,)
    assert float(np.linalg.norm(first)) == pytest.approx(1.0, abs=1e-3)
    rows = encoder().queries(["孵化器", "知识产权"])
    assert rows.shape == (2, DIMENSIONS)
    assert np.allclose(rows[0], encoder().queries(["孵化器"])[0])


def test_no_texts_no_rows() -> None:
    assert encoder().queries([]).shape == (0, DIMENSIONS)


@pytest.mark.parametrize("message", NAUGHTY[::4], ids=[f"{number}" for number in range(0, len(NAUGHTY), 4)])
def test_anything_can_be_encoded(message: str) -> None:
    assert np.isfinite(encoder().query(normalise(message))).all()


def test_kindred_sentences_are_nearer_than_others() -> None:
    question, kindred, other = (
        encoder().query("想去交易所挂牌"),
        *encoder().queries(["推进企业科创板上市", "加大知识产权的运用和保护"]),
    )
    assert question @ kindred > question @ other


def test_vectors_computed_side_by_side_are_those_computed_alone() -> None:
    texts = ["孵化器由谁负责", "这项工作由谁负责", "which unit is responsible"]
    together = encoder().at_once(texts)
    assert all(np.array_equal(vector, encoder().query(text)) for vector, text in zip(together, texts, strict=True))
