"""Writes LoRA adapters for written weights, and for others."""

from pathlib import Path

import gguf
from gguf import GGMLQuantizationType as Type

from tests.weights.blocks import random_tensor
from tests.weights.shapes import Shape

RANK = 4


def write_adapter(path: Path, shape: Shape, *, strength: float = 1.0, seed: int = 7, kind: str = "lora") -> Path:
    """An adapter for the queries and feed-forward outputs of weights of this shape. At strength 1 it changes what they
    say. `kind` other than "lora" is something that llama.cpp does not know."""
    writer = gguf.GGUFWriter(path, shape.architecture)
    writer.add_type(gguf.GGUFType.ADAPTER)
    writer.add_string(gguf.Keys.Adapter.TYPE, kind)
    writer.add_float32(gguf.Keys.Adapter.LORA_ALPHA, float(RANK))
    for plan in shape.tensors():
        if plan.name.endswith((".attn_q.weight", ".ffn_down.weight")):
            outputs, inputs = plan.shape
            for letter, size, deviation in (("a", (RANK, inputs), inputs**-0.5), ("b", (outputs, RANK), strength)):
                name = f"{plan.name}.lora_{letter}"
                writer.add_tensor(name, random_tensor(name, size, Type.F32, deviation, seed))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path
