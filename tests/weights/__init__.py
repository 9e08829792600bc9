"""Writes GGUF files with random weights: small enough to make in a moment, right enough for llama.cpp to run."""

from tests.weights.adapters import write_adapter
from tests.weights.hollow import write_hollow
from tests.weights.shapes import DRAFT_152K, QWEN_HALF_BILLION, TINY, Shape
from tests.weights.vocabulary import CHATML, THINKING, Vocabulary
from tests.weights.writing import write_shards, write_weights

__all__ = [
    "CHATML",
    "DRAFT_152K",
    "QWEN_HALF_BILLION",
    "THINKING",
    "TINY",
    "Shape",
    "Vocabulary",
    "write_adapter",
    "write_hollow",
    "write_shards",
    "write_weights",
]
