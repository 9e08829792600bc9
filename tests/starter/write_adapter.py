"""A LoRA adapter as a GGUF that llama.cpp loads. Knows no network and no training."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import gguf
import numpy as np
from numpy.typing import NDArray

NAME = "Sibian starter: thinking"
ARCHITECTURE = "llama"


def write_adapter(tensors: Mapping[str, NDArray[Any]], alpha: float, out: Path) -> None:
    """Write an adapter in 16-bit floats: A (rank, inputs) as `….lora_a` and B (outputs, rank) as `….lora_b`.

    llama.cpp computes `W x + alpha / rank * B A x`. Rows of queries and keys are expected in llama.cpp's order.
    """
    out.parent.mkdir(parents=True, exist_ok=True)
    writer = gguf.GGUFWriter(str(out), ARCHITECTURE)
    writer.add_type(gguf.GGUFType.ADAPTER)
    writer.add_string(gguf.Keys.Adapter.TYPE, "lora")
    writer.add_float32(gguf.Keys.Adapter.LORA_ALPHA, alpha)
    writer.add_name(NAME)
    writer.add_license("apache-2.0")
    writer.add_description("Teaches SmolLM2-135M-Instruct to think first. A demonstration, not a good model.")
    for name, tensor in tensors.items():
        writer.add_tensor(name, tensor.astype(np.float16))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
