"""Files of states that are not what was written: spoilt, forged, swapped. None of them gives other bytes back."""

import os
import random
import struct
import tracemalloc
from pathlib import Path

import numpy as np
import pytest
import zstandard

from runtime import statefile
from runtime.saved import SavedStates

MIB = 1 << 20


def always() -> bool:
    return True


def states(folder: Path, key: str = "weights, f16") -> SavedStates:
    return SavedStates(folder, 64 * MIB, key)


def files(folder: Path) -> list[Path]:
    return sorted(folder.iterdir())


def readable(saved: SavedStates, tokens: list[int]) -> bool:
    found = saved.find(tokens)
    return found is not None and found.shared == len(tokens)


def spoilt(whole: bytes, chance: random.Random) -> bytes:
    """A mutant: bits flipped, bytes overwritten, cut out, put in, doubled, or the end cut off."""
    data, at = bytearray(whole), chance.randrange(len(whole))
    match chance.randrange(6):
        case 0:
            data[at] ^= 1 << chance.randrange(8)
        case 1:
            for _ in range(chance.randrange(1, 20)):
                data[chance.randrange(len(data))] = chance.randrange(256)
        case 2:
            del data[at:]
        case 3:
            del data[at : at + chance.randrange(1, 50)]
        case 4:
            data[at:at] = chance.randbytes(chance.randrange(1, 50))
        case _:
            data[at:at] = data[: chance.randrange(1, len(data))]
    return bytes(data)


def give(path: Path, data: bytes, folder: Path, wanted: list[int]) -> bytes | None:
    """What a new session reads from a file with these bytes."""
    path.write_bytes(data)
    saved = states(folder)
    found = saved.find(wanted)
    return saved.read(found) if found is not None else None


def test_no_mutant_of_a_file_gives_other_bytes_back(tmp_path):
    tokens, chance = list(range(50)), random.Random(7)
    # Compressible and not, over a few pieces, so that all kinds of zstd's blocks are hit.
    state = bytes(300_000) + random.Random(0).randbytes(900_000) + b"abcdefgh" * 120_000
    states(tmp_path).write(tokens, state, always)
    (path,) = files(tmp_path)
    whole = path.read_bytes()
    refused = 0
    for _ in range(200):
        data = spoilt(whole, chance)
        given_back = give(path, data, tmp_path, tokens)
        assert given_back is None or (given_back == state and data == whole)
        assert given_back is not None or not path.exists(), "a file that is of no use is removed"
        refused += given_back is None
    assert refused >= 195
    assert give(path, whole, tmp_path, tokens) == state


def test_whatever_bit_is_flipped_and_wherever_it_is_cut_no_other_bytes_come_back(tmp_path):
    state = b"state" * 10
    states(tmp_path).write([1, 2], state, always)
    (path,) = files(tmp_path)
    whole = path.read_bytes()
    unnoticed = []
    for at in range(len(whole) * 8):
        data = bytearray(whole)
        data[at // 8] ^= 1 << at % 8
        given_back = give(path, bytes(data), tmp_path, [1, 2])
        assert given_back in (None, state)
        unnoticed += [at] * (given_back is not None)
    assert len(unnoticed) <= 1, "zstd has one bit that means nothing"
    for length in range(len(whole)):
        assert give(path, whole[:length], tmp_path, [1, 2]) is None
    assert give(path, whole + b"\0", tmp_path, [1, 2]) is None


def test_pieces_that_changed_places_are_noticed(tmp_path):
    first, second = frame(bytes(MIB)), frame(b"\1" * MIB)
    states(tmp_path).write([1, 2], b"state", always)
    (path,) = files(tmp_path)
    good = forged([1, 2], 2 * MIB, first + second)
    assert give(path, good, tmp_path, [1, 2]) == bytes(MIB) + b"\1" * MIB
    swapped = good[: -len(first + second)] + second + first
    assert give(path, swapped, tmp_path, [1, 2]) is None


def forged(tokens: list[int], size: int, body: bytes, key: str = "weights, f16") -> bytes:
    """A file whose head is in order, whatever its body."""
    listed = np.array(tokens, "<i4").tobytes()
    pieces, at = b"", 0
    while at + 4 <= len(body):
        at += 4 + struct.unpack_from("<I", body, at)[0]
        pieces += body[:at][-4:]
    digests = statefile.digest(f"1:{key}".encode()), statefile.digest(pieces)
    counts = struct.pack("<8sIQQ32s32s", b"SIBIANKV", len(tokens), size, len(body), *digests)
    return counts + statefile.digest(counts + listed) + listed + body


def frame(data: bytes, **how: int) -> bytes:
    parameters = zstandard.ZstdCompressionParameters.from_level(1, **{"write_checksum": 1, **how})
    packed = zstandard.ZstdCompressor(compression_params=parameters).compress(data)
    return struct.pack("<I", len(packed)) + packed


def bomb() -> bytes:
    """A gibibyte of nothing."""
    compressor = zstandard.ZstdCompressor(level=1, write_checksum=True).compressobj(size=1 << 30)
    packed = b"".join(compressor.compress(bytes(MIB)) for _ in range(1 << 10)) + compressor.flush()
    return struct.pack("<I", len(packed)) + packed


BOMB = bomb()


@pytest.mark.parametrize(
    ("size", "body"),
    [
        (1 << 62, frame(b"state")),
        (65 * MIB, frame(bytes(MIB)) * 65),  # more than the limit
        (5, BOMB),
        (60 * MIB, BOMB),
        (5, frame(b"state", write_checksum=0)),
        (5, frame(b"state", write_content_size=0)),
        (5, frame(b"state") * 2),
        (5, struct.pack("<I", 1 << 31) + b"state"),
        (5, struct.pack("<I", 0)),
        (5, frame(b"state!")),
        (0, frame(b"state")),
        (10, frame(b"state")),
    ],
)
def test_a_file_made_to_harm_is_refused_without_taking_memory(tmp_path, size, body):
    states(tmp_path).write([1, 2], b"state", always)
    (path,) = files(tmp_path)
    assert give(path, forged([1, 2], 5, frame(b"state")), tmp_path, [1, 2]) == b"state", "the forgery is a good one"
    tracemalloc.start()
    try:
        assert give(path, forged([1, 2], size, body), tmp_path, [1, 2]) is None
        assert tracemalloc.get_traced_memory()[1] < 8 * MIB
    finally:
        tracemalloc.stop()
    assert not path.exists()


def test_a_file_under_the_name_of_another_is_refused(tmp_path):
    saved = states(tmp_path)
    saved.write([1, 2], b"one", always)
    saved.write([3, 4], b"two", always)
    one, two = (tmp_path / saved.find([number]).handle for number in (1, 3))
    one.write_bytes(two.read_bytes())
    assert saved.read(saved.find([1, 2])) is None
    assert not one.exists()
    assert readable(states(tmp_path), [3, 4])


def test_a_file_of_other_settings_under_a_name_of_these_is_refused(tmp_path):
    saved, other = states(tmp_path), states(tmp_path, key="other weights")
    saved.write([1, 2], b"one", always)
    other.write([1, 2], b"two", always)
    mine, theirs = tmp_path / saved.find([1]).handle, tmp_path / other.find([1]).handle
    mine.write_bytes(theirs.read_bytes())
    assert states(tmp_path).find([1, 2]) is None
    assert theirs.exists()


def test_what_is_no_file_is_passed_over(tmp_path):
    saved = states(tmp_path)
    saved.write([1], b"state", always)
    prefix = saved.find([1]).handle.split("-")[0]
    os.mkfifo(tmp_path / f"{prefix}-fifo.kv")
    (tmp_path / f"{prefix}-folder.kv").mkdir()
    (tmp_path / f"{prefix}-link.kv").symlink_to("/dev/zero")
    later = states(tmp_path)
    assert readable(later, [1])
    assert later.find([2]) is None
