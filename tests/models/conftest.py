"""Makes GGUF files: good ones with the reference writer of the `gguf` package, bad ones byte by byte."""

import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import gguf
import numpy
import pytest

TEMPLATE = "{% for message in messages %}{{ message.content }}{% endfor %}"


@pytest.fixture
def write_weights(tmp_path: Path) -> Callable[..., Path]:
    """write_weights(name, **changes) writes tiny, well-formed weights with the reference writer."""

    def write(name: str = "tiny.gguf", **changes: Any) -> Path:
        path = tmp_path / name
        writer = gguf.GGUFWriter(path, changes.pop("architecture", "llama"))
        writer.add_name(changes.pop("title", "Tiny 立春"))
        writer.add_context_length(4096)
        writer.add_block_count(changes.pop("layers", 2))
        writer.add_file_type(changes.pop("file_type", 15))
        writer.add_token_list(changes.pop("tokens", ["<s>", "</s>", *(f"tok{n}" for n in range(2000))]))
        writer.add_array("tokenizer.ggml.scores", [0.5] * 2000)
        template = changes.pop("template", TEMPLATE)
        if template is not None:
            writer.add_chat_template(template)
        if "alignment" in changes:
            writer.add_custom_alignment(changes.pop("alignment"))
        for key, (value, kind) in changes.pop("pairs", {}).items():
            writer.add_key_value(key, value, kind)
        for tensor, shape in changes.pop("tensors", {"token_embd.weight": (8, 64), "output.weight": (8, 64)}).items():
            writer.add_tensor(tensor, numpy.ones(shape, dtype=numpy.float32))
        assert not changes, changes
        writer.write_header_to_file()
        writer.write_kv_data_to_file()
        writer.write_tensors_to_file()
        writer.close()
        return path

    return write


@pytest.fixture
def write_shards(write_weights: Callable[..., Path]) -> Callable[[int], list[Path]]:
    """write_shards(count) writes weights split into that many files, one tensor in each."""

    def write(count: int) -> list[Path]:
        kinds = gguf.GGUFValueType
        return [
            write_weights(
                f"split-{number + 1:05}-of-{count:05}.gguf",
                pairs={
                    "split.no": (number, kinds.UINT16),
                    "split.count": (count, kinds.UINT16),
                    "split.tensors.count": (count, kinds.INT32),
                },
                tensors={f"blk.{number}.weight": (8, 64)},
            )
            for number in range(count)
        ]

    return write


class Bytes:
    """A GGUF header by hand, for what no writer would write."""

    U32, STRING, ARRAY = 4, 8, 9

    def __init__(self, version: int = 3, tensors: int = 0, pairs: int = 0) -> None:
        self.data = b"GGUF" + struct.pack("<IQQ", version, tensors, pairs)

    def string(self, text: bytes, claimed: int | None = None) -> "Bytes":
        self.data += struct.pack("<Q", len(text) if claimed is None else claimed) + text
        return self

    def pack(self, form: str, *values: int) -> "Bytes":
        self.data += struct.pack("<" + form, *values)
        return self

    def number(self, key: bytes, value: int) -> "Bytes":
        return self.string(key).pack("II", self.U32, value)

    def tensor(self, name: bytes, dimensions: list[int], kind: int = 0, offset: int = 0) -> "Bytes":
        return self.string(name).pack(f"I{len(dimensions)}QIQ", len(dimensions), *dimensions, kind, offset)

    def save(self, path: Path) -> Path:
        path.write_bytes(self.data)
        return path


@pytest.fixture
def header_bytes() -> type[Bytes]:
    return Bytes
