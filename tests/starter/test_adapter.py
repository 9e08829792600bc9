"""The converter's file, and the adapter that Sibian ships."""

import hashlib
import json
from pathlib import Path

import gguf
import numpy as np
import pytest

from models.library import starter
from tests.starter.report import verdict
from tests.starter.write_adapter import write_adapter

SHIPPED = Path("assets/starter/thinking.gguf")
REPORT = Path("assets/starter/report.json")


def test_an_adapter_is_written_as_llama_cpp_names_and_shapes_it(tmp_path: Path) -> None:
    a, b = np.arange(8, dtype=np.float32).reshape(2, 4), np.ones((6, 2), np.float32)
    write_adapter({"blk.0.attn_q.weight.lora_a": a, "blk.0.attn_q.weight.lora_b": b}, 4.0, tmp_path / "a.gguf")
    reader = gguf.GGUFReader(str(tmp_path / "a.gguf"))
    assert reader.fields["general.type"].contents() == "adapter"
    assert reader.fields["adapter.type"].contents() == "lora"
    assert reader.fields["adapter.lora.alpha"].contents() == 4.0
    assert reader.fields["general.architecture"].contents() == "llama"
    first, second = reader.tensors
    assert (first.name, list(first.shape)) == ("blk.0.attn_q.weight.lora_a", [4, 2])
    assert (second.name, list(second.shape)) == ("blk.0.attn_q.weight.lora_b", [2, 6])
    assert np.array_equal(first.data, a.astype(np.float16))


def test_the_shipped_adapter_is_the_reported_one_and_meets_every_condition() -> None:
    report = json.loads(REPORT.read_text(encoding="utf-8"))
    assert hashlib.sha256(SHIPPED.read_bytes()).hexdigest() == report["adapter"]["sha256"]
    assert verdict(report["evaluation"]) == report["verdict"]
    assert all(report["verdict"].values())


@pytest.mark.model
def test_the_shipped_adapter_fits_every_linear_of_the_starter() -> None:
    weights = starter()
    assert weights is not None
    base = {tensor.name: list(tensor.shape) for tensor in gguf.GGUFReader(str(weights)).tensors}
    tensors = {tensor.name: list(tensor.shape) for tensor in gguf.GGUFReader(str(SHIPPED)).tensors}
    adapted = {name.removesuffix(".lora_a") for name in tensors if name.endswith(".lora_a")}
    assert adapted == {name for name, shape in base.items() if len(shape) == 2 and name.startswith("blk.")}
    for name in adapted:
        inputs, outputs = base[name]
        rank = tensors[f"{name}.lora_a"][1]
        assert tensors[f"{name}.lora_a"] == [inputs, rank]
        assert tensors[f"{name}.lora_b"] == [rank, outputs]
