"""Power cuts: a real writer is traced, and its writes are played back up to a random moment, as a disk might keep them.

What was synced is kept; of what was written since, each write is kept, lost or torn at a sector, in any combination.
Needs `strace`. The images are opened by the program itself, which must find every acknowledged write in them.
"""

import os
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.store.keeping.check import check
from app.store.records import Part
from app.store.store import Store

WRITER = Path(__file__).parents[1] / "store" / "streaming_writer.py"
SECTOR = 512
SECONDS = 2.5
"""How long the writer is traced."""
_LINE = re.compile(r"^\d+\s+(\w+)\((\d+)<([^>]*)>(.*)\)\s+=\s+(-?\d+)")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_CALLS = "trace=pwrite64,write,fsync,fdatasync,ftruncate"


@dataclass(frozen=True)
class Op:
    kind: str
    """write, sync, cut (to a length), or said (to standard output)."""
    file: str
    data: bytes = b""
    at: int = 0


@dataclass
class Report:
    images: int = 0
    operations: int = 0
    acknowledged: int = 0
    """Writes that had been acknowledged before the cuts, all images together."""
    lost: int = 0
    faults: list[str] = field(default_factory=list)

    def figures(self) -> dict[str, Any]:
        return {
            "power cuts": self.images,
            "operations traced": self.operations,
            "acknowledged before the cuts": self.acknowledged,
            "of these lost": self.lost,
            "faults": self.faults,
        }


def possible() -> bool:
    return shutil.which("strace") is not None


def cut_power(folder: Path, images: int, seed: int) -> Report:
    ops, report, chance = traced(folder / "live"), Report(), random.Random(seed)
    report.operations = len(ops)
    first = next(number for number, op in enumerate(ops) if op.kind == "said")
    for number in range(images):
        report.images += 1
        moment = chance.randrange(first, len(ops))
        _one(report, folder / f"image-{number}", ops[:moment], chance, number)
    return report


def traced(folder: Path) -> list[Op]:
    """Everything that a writer did to its database while it was traced, in order."""
    folder.mkdir(parents=True)
    log, database = folder / "trace.txt", folder / "sibian.db"
    command = ["strace", "-f", "-y", "-xx", "-s", "1000000", "-e", _CALLS, "-o", str(log)]
    environment = os.environ | {"PYTHONPATH": str(WRITER.parents[2]), "PYTHONDONTWRITEBYTECODE": "1"}
    with subprocess.Popen(
        [*command, sys.executable, str(WRITER), str(database)], stdout=subprocess.PIPE, text=True, env=environment
    ) as program:
        assert program.stdout is not None
        program.stdout.readline()  # it is open
        end = time.monotonic() + SECONDS
        while time.monotonic() < end:
            program.stdout.readline()
        program.send_signal(signal.SIGKILL)
        for pid in _children(program.pid):
            os.kill(pid, signal.SIGKILL)
    with log.open(encoding="utf-8", errors="replace") as lines:
        return [op for line in lines if (op := _op(line)) is not None]


def _children(pid: int) -> list[int]:
    import psutil

    try:
        return [child.pid for child in psutil.Process(pid).children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


def _op(line: str) -> Op | None:
    match = _LINE.match(line)
    if match is None or int(match[5]) < 0:
        return None
    call, handle, path, rest = match[1], match[2], _plain(match[3]), match[4]
    if call == "write" and handle == "1":
        return Op("said", "", _data(rest))
    name = Path(path).name
    if name not in ("sibian.db", "sibian.db-wal"):
        return None
    if call in ("fsync", "fdatasync"):
        return Op("sync", name)
    if call == "ftruncate":
        return Op("cut", name, at=int(rest.rpartition(",")[2]))
    return Op("write", name, _data(rest), int(rest.rpartition(",")[2]))


def _plain(path: str) -> str:
    return bytes.fromhex(path.replace("\\x", "")).decode() if path.startswith("\\x") else path


def _data(rest: str) -> bytes:
    match = _TEXT.search(rest)
    return bytes.fromhex(match[1].replace("\\x", "")) if match else b""


def _one(report: Report, folder: Path, ops: list[Op], chance: random.Random, number: int) -> None:
    folder.mkdir()
    database = folder / "sibian.db"
    for name in ("sibian.db", "sibian.db-wal"):
        (folder / name).write_bytes(image(ops, name, chance))
    said = b"".join(op.data for op in ops if op.kind == "said").decode().splitlines()
    try:
        with Store.open(database, lambda raw, family, opened: [Part("answer", raw)], reserve_size=0):
            pass
    except Exception as error:  # whatever it is, it was not to be
        report.faults.append(f"image {number}: it does not open: {error!r}")
        return
    health = check(database, thorough=True)
    if not health.sound:
        report.faults.append(f"image {number}: {health.complaints}")
        return
    _count_lost(report, database, said, number)
    shutil.rmtree(folder)


def image(ops: list[Op], name: str, chance: random.Random) -> bytes:
    """A file as the disk may hold it when the power goes after `ops`."""
    mine = [op for op in ops if op.file == name]
    synced = max((at for at, op in enumerate(mine) if op.kind == "sync"), default=-1)
    content = bytearray()
    for at, op in enumerate(mine):
        if op.kind == "sync":
            continue
        data, kept = op.data, at <= synced
        if not kept:
            fate = chance.random()
            if fate < 0.4:
                continue
            if fate < 0.55 and len(data) > SECTOR:
                data = data[: chance.randrange(0, len(data) // SECTOR) * SECTOR]
        if op.kind == "cut":
            del content[op.at :]
            content.extend(bytes(op.at - len(content)))
            continue
        content.extend(bytes(max(0, op.at + len(data) - len(content))))
        content[op.at : op.at + len(data)] = data
    return bytes(content)


def _count_lost(report: Report, database: Path, said: list[str], number: int) -> None:
    asked, kept = set[int](), dict[int, int]()
    for line in said:
        match line.split():
            case ["asked", generation, *_]:
                asked.add(int(generation))
            case ["kept", generation, count]:
                kept[int(generation)] = int(count)
    with closing(sqlite3.connect(database)) as conn:
        there = {id for (id,) in conn.execute("SELECT id FROM generations")}
        raws = dict(conn.execute("SELECT id, length(raw) FROM generations").fetchall())
        raws |= {id: 1 << 30 for (id,) in conn.execute("SELECT generation FROM packed WHERE raw IS NOT NULL")}
    lost = len(asked - there)
    for generation, count in kept.items():
        # The text of each chunk is known to the writer: `number·index思` so many times; its shortest is 4 characters.
        if generation in there and raws[generation] < 4 * count:
            lost += 1
    report.acknowledged += len(asked) + sum(kept.values())
    report.lost += lost
    if lost:
        report.faults.append(f"image {number}: {lost} acknowledged writes lost")
