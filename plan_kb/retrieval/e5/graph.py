"""The encoder's twelve layers as an ONNX graph with whole-number weights, from word vectors to a sentence vector."""
from __future__ import annotations

from typing import Any

import numpy as np
from onnx import NodeProto, TensorProto, helper, numpy_helper

from plan_kb.retrieval.e5.adapter import Adapter
from plan_kb.retrieval.e5.weights import Shape, Weights, unpacked

WORDS, SENTENCE = "words", "sentence"
"""The graph's input, one row a piece, and its output."""
_RUNTIME = "com.microsoft"
"""The domain of the operators that ONNX Runtime adds."""
_OPERATORS, _FORMAT = 17, 9
_LARGEST = 63
"""Of a weight, seven bits: with eight, processors without VNNI instructions overflow and give other vectors."""


def graph_of(weights: Weights, adapter: Adapter) -> bytes:
    """The graph, serialised, with the corrections of ``adapter``."""
    return _Builder(weights, adapter).built()


class _Builder:
    def __init__(self, weights: Weights, adapter: Adapter) -> None:
        self._weights = weights
        self._adapter = adapter
        self._nodes: list[NodeProto] = []
        self._constants: list[TensorProto] = []

    def built(self) -> bytes:
        shape = self._weights.shape
        self._constant("by_head", np.array([0, shape.heads, shape.hidden // shape.heads]))
        self._constant("by_piece", np.array([0, shape.hidden]))
        self._constant("scale", np.array((shape.hidden // shape.heads) ** -0.5, dtype=np.float32))
        current = WORDS
        for layer in range(shape.layers):
            current = self._layer(current, f"l{layer}", shape)
        self._nodes.append(helper.make_node("ReduceMean", [current], [SENTENCE], axes=[0], keepdims=0))
        graph = helper.make_graph(
            self._nodes, "multilingual-e5-small",
            [helper.make_tensor_value_info(WORDS, TensorProto.FLOAT, ["pieces", shape.hidden])],
            [helper.make_tensor_value_info(SENTENCE, TensorProto.FLOAT, [shape.hidden])], self._constants,
        )  # fmt: skip
        operators = [helper.make_opsetid("", _OPERATORS), helper.make_opsetid(_RUNTIME, 1)]
        model = helper.make_model(graph, opset_imports=operators)
        model.ir_version = _FORMAT
        serialised: bytes = model.SerializeToString()
        return serialised

    def _layer(self, current: str, layer: str, shape: Shape) -> str:
        query, key, value = (self._linear(current, f"{layer}.{name}", shape.hidden) for name in "qkv")
        likeness = self._node("MatMul", [self._heads(query, [1, 0, 2]), self._heads(key, [1, 2, 0])])
        attention = self._node("Softmax", [self._node("Mul", [likeness, "scale"])], axis=-1)
        seen = self._node("MatMul", [attention, self._heads(value, [1, 0, 2])])
        together = self._node("Reshape", [self._node("Transpose", [seen], perm=[1, 0, 2]), "by_piece"])
        current = self._normal(current, self._linear(together, f"{layer}.ao", shape.hidden), f"{layer}.aln")
        inner = self._node("Gelu", [self._linear(current, f"{layer}.fi", shape.hidden)], domain=_RUNTIME)
        return self._normal(current, self._linear(inner, f"{layer}.fo", shape.inner), f"{layer}.oln")

    def _heads(self, rows: str, order: list[int]) -> str:
        return self._node("Transpose", [self._node("Reshape", [rows, "by_head"])], perm=order)

    def _linear(self, rows: str, name: str, width: int) -> str:
        columns = self._adapter.corrected(name, unpacked(self._weights.tensors[f"{name}.w"], width).T)
        scale = np.abs(columns).max(axis=0) / _LARGEST
        scale[scale == 0] = 1.0
        self._constant(f"{name}.w", np.round(columns / scale).astype(np.int8))
        self._constant(f"{name}.s", scale)
        self._constant(f"{name}.b", self._weights.tensors[f"{name}.b"])
        return self._node("DynamicQuantizeMatMul", [rows, f"{name}.w", f"{name}.s", "", f"{name}.b"], domain=_RUNTIME)

    def _normal(self, before: str, added: str, name: str) -> str:
        self._constant(f"{name}.w", self._weights.tensors[f"{name}.w"])
        self._constant(f"{name}.b", self._weights.tensors[f"{name}.b"])
        return self._node("LayerNormalization", [self._node("Add", [before, added]), f"{name}.w", f"{name}.b"],
                          axis=-1, epsilon=self._weights.shape.epsilon)  # fmt: skip

    def _node(self, kind: str, inputs: list[str], **settings: Any) -> str:
        made = f"{kind}{len(self._nodes)}"
        self._nodes.append(helper.make_node(kind, inputs, [made], **settings))
        return made

    def _constant(self, name: str, values: np.ndarray) -> None:
        self._constants.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
