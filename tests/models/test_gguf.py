"""The header reader agrees with the reference on good files and gives nothing but BadGguf for bad ones."""

import os
import random
import struct
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import gguf
import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.gguf import KEPT_ITEMS, MAX_VOCABULARY, BadGguf, Header, read_header

WriteWeights = Callable[..., Path]
U64_MAX = (1 << 64) - 1


def refusal(path: Path) -> BadGguf:
    """How the file is refused, which must take less than a second."""
    began = time.monotonic()
    with pytest.raises(BadGguf) as caught:
        read_header(path)
    assert time.monotonic() - began < 1
    return caught.value


def test_header_agrees_with_the_reference_reader(starter_weights: Path) -> None:
    agrees_with_reference(starter_weights)


def test_header_of_written_weights_agrees_with_the_reference_reader(write_weights: WriteWeights) -> None:
    kinds = gguf.GGUFValueType
    pairs = {
        "x.u8": (200, kinds.UINT8),
        "x.i8": (-100, kinds.INT8),
        "x.u64": (1 << 40, kinds.UINT64),
        "x.i64": (-(1 << 40), kinds.INT64),
        "x.f32": (0.5, kinds.FLOAT32),
        "x.f64": (0.1, kinds.FLOAT64),
        "x.yes": (True, kinds.BOOL),
        "x.empty": ("", kinds.STRING),
        "x.strings": (["春", "", "x"], kinds.ARRAY),
        "x.numbers": ([1, 2, 3], kinds.ARRAY),
    }
    agrees_with_reference(write_weights(pairs=pairs, alignment=64))


def agrees_with_reference(path: Path) -> None:
    header, reference = read_header(path), gguf.GGUFReader(path)
    for key, expected in reference.fields.items():
        if key.startswith("GGUF."):
            continue
        value: Any = expected.contents()
        if isinstance(value, list) and (len(value) > KEPT_ITEMS or key == "tokenizer.ggml.tokens"):
            assert header.skipped[key] == len(value)
        else:
            assert header.metadata[key] == (tuple(value) if isinstance(value, list) else value)
    assert [(t.name, t.elements, t.type) for t in header.tensors] == [
        (t.name, int(t.n_elements), int(t.tensor_type)) for t in reference.tensors
    ]
    assert [header.data_offset + t.offset for t in header.tensors] == [t.data_offset for t in reference.tensors]


def test_version_2_is_read_like_version_3(write_weights: WriteWeights) -> None:
    path = write_weights()
    third = read_header(path)
    data = bytearray(path.read_bytes())
    data[4:8] = struct.pack("<I", 2)
    path.write_bytes(data)
    assert read_header(path).metadata == third.metadata


def test_a_vocabulary_is_walked_but_not_kept(write_weights: WriteWeights) -> None:
    header = read_header(write_weights())
    assert header.skipped == {"tokenizer.ggml.tokens": 2002, "tokenizer.ggml.scores": 2000}
    assert header.metadata["tokenizer.chat_template"]


def test_strings_that_straddle_the_reading_window_are_whole(write_weights: WriteWeights) -> None:
    long = "春" * 500_000  # 1.5 MB, more than the window
    kind = gguf.GGUFValueType.STRING
    header = read_header(write_weights(pairs={"a": (long, kind), "b": ("end", kind)}))
    assert (header.metadata["a"], header.metadata["b"]) == (long, "end")


def test_text_that_is_no_utf8_is_read_all_the_same(tmp_path: Path, header_bytes: Any) -> None:
    made = header_bytes(pairs=1).string(b"k").pack("I", 8).string(b"caf\xe9")
    assert read_header(made.save(tmp_path / "x")).metadata == {"k": "caf\ufffd"}


# ---- what is no GGUF ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("content", [b"", b"GG", b"GGML" + bytes(100), b"<html>404</html>", b"version https://git-lfs"])
def test_other_files_are_not_gguf(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.gguf").write_bytes(content)
    assert refusal(tmp_path / "x.gguf").kind == "not_gguf"


def test_a_missing_file_and_a_folder_are_no_such_file(tmp_path: Path) -> None:
    assert refusal(tmp_path / "nowhere.gguf").kind == "no_such_file"
    assert refusal(tmp_path).kind == "no_such_file"
    assert refusal(Path("a\0b")).kind == "no_such_file"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no FIFOs here")
def test_a_fifo_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.gguf")
    assert refusal(tmp_path / "pipe.gguf").kind == "not_gguf"


def test_a_device_without_an_end_is_refused() -> None:
    assert refusal(Path("/dev/zero")).kind in ("not_gguf", "no_such_file")


@pytest.mark.parametrize("version", [0, 1, 4, U64_MAX & 0xFFFFFFFF])
def test_unknown_versions_are_unsupported(tmp_path: Path, header_bytes: Any, version: int) -> None:
    assert refusal(header_bytes(version).save(tmp_path / "x")).kind == "unsupported"


def test_a_big_endian_file_is_unsupported(tmp_path: Path) -> None:
    writer = gguf.GGUFWriter(tmp_path / "big.gguf", "llama", endianess=gguf.GGUFEndian.BIG)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.close()
    assert refusal(tmp_path / "big.gguf").kind == "unsupported"


# ---- lengths that lie ---------------------------------------------------------------------------------------------


def lies(new: Any) -> dict[str, Any]:
    """Headers whose lengths are not to be believed, by what is wrong with them."""
    tokens = b"tokenizer.ggml.tokens"
    return {
        "a tensor count without end": new(tensors=U64_MAX),
        "a pair count without end": new(pairs=U64_MAX),
        "a key longer than allowed": new(pairs=1).string(b"k", 1 << 20),
        "a key longer than the address space": new(pairs=1).string(b"k", U64_MAX),
        "a string longer than the address space": new(pairs=1).string(b"k").pack("IQ", 8, U64_MAX),
        "an array longer than the address space": new(pairs=1).string(b"k").pack("IIQ", 9, 4, U64_MAX),
        "an array whose bytes overflow": new(pairs=1).string(b"k").pack("IIQ", 9, 12, 1 << 61),
        "an array of strings without end": new(pairs=1).string(b"k").pack("IIQ", 9, 8, U64_MAX),
        "a vocabulary without end": new(pairs=1).string(tokens).pack("IIQ", 9, 8, MAX_VOCABULARY + 1),
        "a token that is there twice": new(pairs=1).string(tokens).pack("IIQ", 9, 8, 2).string(b"a").string(b"a"),
        "a token that is there twice for C": new(pairs=1)
        .string(tokens)
        .pack("IIQ", 9, 8, 2)
        .string(b"a")
        .string(b"a\0b"),
        "a string in an array longer than all": (
            new(pairs=1).string(b"k").pack("IIQ", 9, 8, 2000).string(b"x", U64_MAX >> 1).pack("2000Q", *[0] * 2000)
        ),
        "an array of arrays": new(pairs=1).string(b"k").pack("IIQ", 9, 9, 1),
        "an array of no known type": new(pairs=1).string(b"k").pack("IIQ", 9, 99, 1),
        "a value of no known type": new(pairs=1).string(b"k").pack("I", 13),
        "a key that is there twice": new(pairs=2).number(b"k", 1).number(b"k", 1),
        "an alignment of zero": new(pairs=1).number(b"general.alignment", 0),
        "an alignment that is no power of two": new(pairs=1).number(b"general.alignment", 48),
        "an alignment without end": new(pairs=1).number(b"general.alignment", 1 << 31),
        "an alignment that is text": new(pairs=1).string(b"general.alignment").pack("I", 8).string(b"32"),
        "five dimensions": new(tensors=1).tensor(b"t", [1] * 5),
        "dimensions without end": new(tensors=1).string(b"t").pack("I", U64_MAX & 0xFFFFFFFF),
        "a product of dimensions that overflows": new(tensors=1).tensor(b"t", [1 << 32, 1 << 32]),
        "a tensor name longer than allowed": new(tensors=1).tensor(b"t" * 64, [1]),
        "a tensor that is there twice": new(tensors=2).tensor(b"t", [1]).tensor(b"t", [1]),
        "a tensor that is not aligned": new(tensors=1).tensor(b"t", [1], offset=1),
    }


def test_headers_whose_lengths_lie_are_broken_weights(tmp_path: Path, header_bytes: Any) -> None:
    for what, made in lies(header_bytes).items():
        assert refusal(made.save(tmp_path / "x")).kind == "broken_weights", what


def test_a_header_that_ends_early_tells_how_much_is_there(tmp_path: Path, header_bytes: Any) -> None:
    bad = refusal(header_bytes(pairs=1).string(b"k").pack("IQ", 8, 1000).save(tmp_path / "x"))
    assert bad.kind == "truncated"
    assert bad.numbers == {"expected": 24 + 9 + 12 + 1000, "found": 24 + 9 + 12}


def test_every_cut_through_a_header_is_refused(write_weights: WriteWeights) -> None:
    path = write_weights(tokens=["a", "b"])
    header, data = read_header(path), path.read_bytes()
    # The last tensor's entry ends somewhere in the padding before the data.
    for cut in range(0, header.data_offset - header.alignment, 13):
        path.write_bytes(data[:cut])
        assert refusal(path).kind in ("truncated", "not_gguf")


# ---- mutants ------------------------------------------------------------------------------------------------------


def outcome(path: Path) -> Header | BadGguf:
    try:
        return read_header(path)
    except BadGguf as bad:
        return bad


def test_mutants_of_real_weights_are_read_or_refused(starter_weights: Path, tmp_path: Path) -> None:
    end = read_header(starter_weights).data_offset
    with starter_weights.open("rb") as file:
        original = file.read(end)
    # Damage at the ends of the header, where the structure is; its middle is a long vocabulary.
    places = [*range(4096), *range(end - 20_000, end)]
    chance = random.Random(20260204)
    kinds = set()
    for _ in range(80):
        mutant = bytearray(original)
        for _ in range(chance.randint(1, 4)):
            at, length = chance.choice(places), chance.choice([1, 1, 4, 8])
            mutant[at : at + length] = chance.choice([b"\xff" * length, bytes(length), chance.randbytes(length)])
        (tmp_path / "mutant.gguf").write_bytes(mutant)
        began = time.monotonic()
        found = outcome(tmp_path / "mutant.gguf")
        assert time.monotonic() - began < 1
        kinds.add(found.kind if isinstance(found, BadGguf) else "read")
    assert {"read", "broken_weights"} <= kinds, kinds


@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_any_damage_to_a_small_file_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, data: Any) -> None:
    folder = tmp_path_factory.getbasetemp()
    good = folder / "good.gguf"
    if not good.exists():
        writer = gguf.GGUFWriter(good, "llama")
        writer.add_token_list(["a", "b", "c"])
        writer.add_chat_template("{{ messages }}")
        writer.add_tensor_info("t", (32,), numpy.dtype("float32"), 128)
        writer.write_header_to_file()
        writer.write_kv_data_to_file()
        writer.write_ti_data_to_file()
        writer.close()
    content = bytearray(good.read_bytes())
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at : at + data.draw(st.integers(0, 8))] = data.draw(st.binary(max_size=12))
    (folder / "damaged.gguf").write_bytes(content)
    outcome(folder / "damaged.gguf")
