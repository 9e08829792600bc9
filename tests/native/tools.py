"""llama.cpp's own programs where `make native` has put them, RPC servers on loopback, and probes that use either build.

`NATIVE` names another folder that holds `bin`.
"""

import base64
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
FOLDER = Path(os.environ.get("NATIVE") or ROOT / "build" / "native")
SERVER = "ggml-rpc-server"
PATIENCE_S = 20.0


def tools() -> Path | None:
    """The folder of programs and libraries that were built with RPC; None where nobody has built them."""
    found = FOLDER.resolve() / "bin"
    return found if (found / SERVER).is_file() else None


class RpcServer:
    """A machine elsewhere, which is this one: `ggml-rpc-server` on a port of its own."""

    def __init__(self, programs: Path, log: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as probe:
            port = probe.getsockname()[1]
        self.address = f"127.0.0.1:{port}"
        with log.open("wb") as out:
            command = [programs / SERVER, "-H", "127.0.0.1", "-p", str(port), "-t", "1"]
            self.process = subprocess.Popen(command, stdout=out, stderr=out)
        self._wait(port, log)

    def _wait(self, port: int, log: Path) -> None:
        until = time.monotonic() + PATIENCE_S
        while time.monotonic() < until and self.process.poll() is None:
            try:
                with socket.create_connection(("127.0.0.1", port), 1):
                    return
            except OSError:
                time.sleep(0.05)
        self.end()
        raise RuntimeError(f"{SERVER} does not listen:\n{log.read_text('utf-8', 'replace')}")

    def end(self) -> None:
        """As if its machine had lost its power."""
        self.process.kill()
        self.process.wait()


@dataclass(frozen=True)
class Told:
    """What a probe found out."""

    ids: list[int] = field(default_factory=list)
    text: str = ""
    logits: np.ndarray = field(default_factory=lambda: np.empty(0, np.float32))
    buffers: dict[tuple[str, str], int] = field(default_factory=dict)
    """Bytes by device and use, as llama.cpp's log has them."""
    offloaded: tuple[int, int] = (0, 0)
    overridden: int = 0
    """Tensors that an override placed."""
    speed: float = 0.0
    """Tokens a second; of so few tokens that only orders of magnitude mean anything."""
    fault: str = ""
    name: str = ""
    """With a fault, the option that it is about."""
    value: str = ""
    detail: str = ""

    def size(self, device: str, use: str) -> int:
        return self.buffers.get((device, use), 0)

    @property
    def devices(self) -> list[str]:
        return sorted({device for device, _ in self.buffers})


def probe(path: Path, *words: str, libraries: Path | None = None, **options: Any) -> Told:
    """Open weights with these fields of a `Load` in a process of its own, with other libraries where they are named."""
    environment = os.environ | {"GGML_NO_BACKTRACE": "1", "PYTHONPATH": str(ROOT)}
    if libraries is not None:
        environment["LLAMA_CPP_LIB_PATH"] = str(libraries)
    load = json.dumps({"path": str(path), **options})
    command = [sys.executable, "-m", "tests.native.probe", load, *words]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, env=environment, cwd=ROOT)
    if done.returncode:
        raise RuntimeError(f"the probe left with {done.returncode}:\n{done.stderr[-2000:]}")
    return _told(json.loads(done.stdout.splitlines()[-1]))


def _told(answer: dict[str, Any]) -> Told:
    if "fault" in answer:
        return Told(fault=answer["fault"], name=answer["field"], value=answer["value"], detail=answer["detail"])
    return Told(
        ids=answer["ids"],
        text=answer["text"],
        logits=np.frombuffer(base64.b64decode(answer["logits"]), np.float32),
        buffers={(device, use): size for device, use, size in answer["buffers"]},
        offloaded=tuple(answer["offloaded"]),
        overridden=sum(answer["overridden"].values()),
        speed=answer["speed"],
    )


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Columns as wide as they must be, the first to the left and the others to the right, in Markdown."""
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]

    def line(cells: Sequence[str]) -> str:
        padded = [
            cell.rjust(width) if place else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(cells, widths, strict=True))
        ]
        return f"| {' | '.join(padded)} |"

    rule = ["-" * width if not place else "-" * (width - 1) + ":" for place, width in enumerate(widths)]
    return "\n".join([line(head), line(rule), *map(line, rows)])
