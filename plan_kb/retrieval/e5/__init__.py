"""multilingual-e5-small (Wang et al. 2024): its weights, its tokenizer, and the graph that ONNX Runtime computes."""
