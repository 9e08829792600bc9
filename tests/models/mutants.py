"""`python -m tests.models.mutants COUNT FILE…`: damages headers in many ways and reads them, with little memory.

A process of its own, so that its memory can be limited: 200 MB more than it has when it begins. Prints one JSON object:
how each mutant ended, the slowest one's CPU seconds, and the most memory. Anything but a value or BadGguf ends it.
"""

import json
import random
import resource
import struct
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from models.card import read_card
from models.gguf import BadGguf, read_header
from models.inspect import inspect

MORE_MEMORY = 200 << 20
EXTREMES = (0, 1, 0x7F, 0xFF, 1 << 16, 1 << 20, (1 << 31) - 1, (1 << 32) - 1, (1 << 62), (1 << 63) - 1, (1 << 64) - 1)
EDGE = 20_000


def mutant(original: bytes, places: list[int], chance: random.Random) -> bytes:
    """A copy with one to four damages."""
    made = bytearray(original)
    for _ in range(chance.randint(1, 4)):
        at = chance.choice(places) % max(1, len(made))
        match chance.randrange(7):
            case 0:
                made[at] ^= 1 << chance.randrange(8)
            case 1:
                made[at : at + 8] = struct.pack("<Q", chance.choice(EXTREMES))
            case 2:
                made[at : at + 4] = struct.pack("<I", chance.choice(EXTREMES) & 0xFFFFFFFF)
            case 3:
                del made[at:]
            case 4:  # the same again: keys and tensors that are there twice
                length = chance.randint(1, 200)
                made[at:at] = made[at : at + length]
            case 5:
                made[at : at + 4] = struct.pack("<I", chance.randrange(14))  # another type
            case 6:
                made[at : at + chance.randint(1, 40)] = chance.randbytes(chance.randint(0, 40))
    return bytes(made)


def main(count: int, files: list[Path]) -> dict[str, object]:
    chance = random.Random(20261124)
    originals = []
    for path in files:
        header = read_header(path)
        with path.open("rb") as file:
            data = file.read(header.data_offset)
        ends = [*range(min(EDGE, len(data))), *range(max(0, len(data) - EDGE), len(data))]
        spots = [place for field in header.fields for place in range(max(0, field.at - 14), field.at + 8)]
        originals.append((data, ends + 3 * spots, header.file_size))
    before = _memory()
    resource.setrlimit(resource.RLIMIT_AS, (_address_space() + MORE_MEMORY, resource.RLIM_INFINITY))
    ends_in: Counter[str] = Counter()
    slowest = 0.0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "mutant.gguf"
        for _ in range(count):
            data, places, size = chance.choice(originals)
            path.write_bytes(mutant(data, places, chance))
            with path.open("r+b") as file:
                if chance.random() < 0.7:
                    file.truncate(max(size, path.stat().st_size))  # the data is a hole
            for read in (read_card, inspect):
                began = time.process_time()
                try:
                    read(path)
                    ends_in["read"] += 1
                except BadGguf as bad:
                    ends_in[bad.kind] += 1
                slowest = max(slowest, time.process_time() - began)
    return {"ends": ends_in, "slowest_s": slowest, "more_mb": (_memory() - before) / 1e6}


def _memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def _address_space() -> int:
    return int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]), [Path(name) for name in sys.argv[2:]])))
