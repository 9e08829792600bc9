"""Weights without contents: a header and a hole as long as it promises. Enough for llama.cpp to reckon with."""

import os
from pathlib import Path

import gguf
import numpy as np
from gguf.constants import GGML_QUANT_SIZES

from tests.weights.shapes import Plan, Shape
from tests.weights.vocabulary import CHATML
from tests.weights.writing import _add_sizes, _add_vocabulary


def write_hollow(path: Path, shape: Shape) -> Path:
    """A file of any size that takes some megabytes of disk: the vocabulary alone is written."""
    writer = gguf.GGUFWriter(path, shape.architecture)
    writer.add_name(f"hollow {shape.architecture}")
    _add_sizes(writer, shape)
    _add_vocabulary(writer, shape, CHATML)
    promised = sum(_add(writer, plan) + gguf.GGUF_DEFAULT_ALIGNMENT for plan in shape.tensors())
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_ti_data_to_file()
    writer.close()
    os.truncate(path, path.stat().st_size + promised)
    return path


def _add(writer: gguf.GGUFWriter, plan: Plan) -> int:
    """Announce a tensor; its bytes."""
    kind = plan.type if plan.deviation else gguf.GGMLQuantizationType.F32
    block, size = GGML_QUANT_SIZES[kind]
    row = plan.shape[-1] // block * size
    stored = plan.shape if block == 1 else (*plan.shape[:-1], row)
    length = int(np.prod(plan.shape[:-1])) * row
    known = {gguf.GGMLQuantizationType.F32: np.float32, gguf.GGMLQuantizationType.F16: np.float16}
    writer.add_tensor_info(plan.name, stored, np.dtype(known.get(kind, np.uint8)), length, raw_dtype=kind)
    return length
