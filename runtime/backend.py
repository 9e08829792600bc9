"""What a backend must be able to do, and the few things that every backend and the host share.

A backend holds one set of weights and one sequence of tokens. It knows nothing of the pipe, of channels or of time.
All of it is called on the main thread; only `StopFlag.set` may be called from another.
"""

import ctypes
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from runtime.markers import family_named
from runtime.protocol import Device, FailureKind, Load, Sampling, Turn


class Fault(Exception):
    """A command came to nothing for a reason that has a name. Becomes `Failed`."""

    def __init__(self, kind: FailureKind, detail: str = "", **numbers: int) -> None:
        super().__init__(f"{kind}: {detail}")
        self.kind = kind
        self.detail = detail
        self.numbers = numbers


def family_wanted(name: str) -> str:
    """The family that a command asks for, by the name the table has for it; Fault where there is none such."""
    try:
        return family_named(name).name
    except KeyError as error:
        raise Fault("wrong_use", f"no family is named {name!r}") from error


class Interrupted(Exception):
    """The stop flag was set while the backend was computing."""


class StopFlag:
    """Tells the work in hand to stop. Set on the listener thread, asked on the main thread and by native code.

    It lives in two bytes of plain memory so that llama.cpp can ask without Python's lock: see `runtime.llama`.
    """

    def __init__(self) -> None:
        self.memory = ctypes.create_string_buffer(2)

    def set(self) -> None:
        self.memory[0] = b"\x01"

    def clear(self) -> None:
        self.memory[0] = b"\x00"

    def is_set(self) -> bool:
        return bool(self.memory[0] != b"\x00")


@dataclass(frozen=True)
class Weights:
    """What is known about the weights that are open. The fields are those of `protocol.Loaded`."""

    path: str
    name: str
    architecture: str
    parameters: int
    size: int
    n_ctx: int
    n_ctx_train: int
    n_vocab: int
    n_batch: int
    gpu_layers: int
    family: str
    fingerprint: str
    recommended: Sampling
    system_prompt_advised: bool


class Backend(Protocol):
    """llama.cpp, or something that plays its part."""

    name: str
    version: str
    weights: Weights | None
    """None until a load has succeeded, and again after one has failed."""

    def devices(self) -> list[Device]:
        """Every device it can compute on."""
        ...

    def load(self, command: Load, progress: Callable[[float], None]) -> Weights:
        """Open weights in place of those now open. Raises Fault; Interrupted where the flag was set meanwhile."""
        ...

    def render(self, turns: Sequence[Turn]) -> str:
        """The exact prompt, everything that the model will see included. Raises TemplateError."""
        ...

    def tokenize(self, text: str) -> list[int]:
        """Tokens of a rendered prompt; markers in it become the special tokens they name."""
        ...

    def start(self, prompt: Sequence[int], sampling: Sampling, seed: int) -> int:
        """Make ready for a run. Returns how many tokens at the prompt's head the cache holds; less than all of it."""
        ...

    def read(self, tokens: Sequence[int]) -> None:
        """Compute these tokens after those already in the sequence. Raises Interrupted, Fault."""
        ...

    def sample(self) -> int | None:
        """Choose the next token, without computing it; None where the model ended its turn."""
        ...

    def piece(self, token: int) -> bytes:
        """The bytes of a token, special ones spelled out; may be part of a character."""
        ...

    def close(self) -> None:
        """Let go of everything. Safe to call twice."""
        ...
