"""What an engine says of itself: which backend it is and what it can compute on. Starts one and lets it go. No Qt."""

import time
from dataclasses import dataclass

from app.engine.launch import Launch
from app.engine.pipe import Pipe
from app.engine.values import EngineDeath
from app.errors import EngineError
from runtime.protocol import PROTOCOL_VERSION, Hello

PATIENCE_S = 30.0
"""Loading a GPU's libraries for the first time after a start of the system can take this long."""


@dataclass(frozen=True, slots=True)
class ComputeDevice:
    """Something llama.cpp can compute on, as it names it itself. Memory in bytes; 0 where it does not say."""

    name: str
    description: str
    kind: str
    memory_free: int
    memory_total: int


@dataclass(frozen=True, slots=True)
class Survey:
    """An engine that started and spoke."""

    backend: str
    version: str
    devices: tuple[ComputeDevice, ...]
    start_s: float
    rpc: bool = False
    """Whether this build can use llama.cpp's RPC servers."""


def survey(launch: Launch) -> Survey:
    """Start an engine, hear its first word, and end it. Raises EngineError with its last lines as detail."""
    began = time.monotonic()
    with Pipe(launch) as pipe:
        first = pipe.receive(PATIENCE_S)
        took = time.monotonic() - began
    if first is None:
        raise EngineError("engine_not_started", f"silent for {PATIENCE_S:.0f} s")
    if isinstance(first, EngineDeath):
        raise EngineError("engine_not_started", "\n".join(first.stderr) or f"exit code {first.exit_code}")
    if not isinstance(first, Hello) or first.protocol != PROTOCOL_VERSION:
        raise EngineError("engine_not_started", f"it speaks another protocol: {first!r}")
    return Survey(first.backend, first.backend_version, computing(first), took, first.rpc)


def computing(hello: Hello) -> tuple[ComputeDevice, ...]:
    """What an engine can compute on."""
    return tuple(
        ComputeDevice(each.name, each.description, each.kind, each.memory_free, each.memory_total)
        for each in hello.devices
    )
