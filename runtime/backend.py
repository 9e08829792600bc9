"""What a backend must be able to do, and the few things that every backend and the host share.

A backend holds one set of weights and many sequences of tokens. It knows nothing of the pipe, of channels or of time.
All of it is called on the main thread; only `StopFlag.set` may be called from another.
"""

import ctypes
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple, Protocol

from runtime.markers import family_named
from runtime.memory import Memory
from runtime.protocol import (
    Buffer,
    Device,
    FailureKind,
    Generate,
    Load,
    Sampling,
    Thoughts,
    TokenFigures,
    Turn,
)

GUESSES: Final = 16
"""Most tokens that are guessed ahead at once."""


class Fault(Exception):
    """A command came to nothing for a reason that has a name. Becomes `Failed`, whose fields these are."""

    def __init__(
        self, kind: FailureKind, detail: str = "", *, field: str = "", value: str = "", **numbers: int
    ) -> None:
        super().__init__(f"{kind}: {detail}")
        self.kind = kind
        self.detail = detail
        self.field = field
        self.value = value
        self.numbers = numbers


def family_wanted(name: str) -> str:
    """The family that a command asks for, by the name the table has for it; Fault where there is none such."""
    try:
        return family_named(name).name
    except KeyError as error:
        raise Fault("wrong_use", f"no family is named {name!r}") from error


class Interrupted(Exception):
    """The stop flag was set while the backend was computing."""


class NoRoom(Exception):
    """The context memory cannot take what was to be computed; nothing was."""


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
    lanes: int = 1
    buffers: tuple[Buffer, ...] = ()
    can_shift: bool = False
    can_fork: bool = True


class Work(NamedTuple):
    """Tokens to be computed at the end of a sequence."""

    sequence: int
    tokens: Sequence[int]
    rows: int
    """For how many of the last of them the model's prediction is wanted: none, one, or all (guesses)."""


class Choice(NamedTuple):
    """The next token of a sequence."""

    token: int
    ends: bool
    """It ends the model's turn and is no text."""


class Chooser(Protocol):
    """Chooses the tokens of one run: its sampler with its seed, and the figures of what it chose."""

    def choose(self, row: int) -> Choice:
        """The next token by a prediction of the last `compute` (`row` counts those in the order of its works)."""
        ...

    def force(self, token: int) -> None:
        """A token was put there by somebody else; penalties count it."""
        ...

    def note(self) -> None:
        """Keep the figures of the last choice, for a token that is going to be told."""
        ...

    def note_forced(self) -> None:
        """The same for a token that nobody chose."""
        ...

    def forget(self, tokens: int) -> None:
        """The figures of so many tokens, the last ones, are not wanted after all."""
        ...

    def figures(self) -> TokenFigures | None:
        """Those kept since the last time; None where none are wanted."""
        ...

    def close(self) -> None:
        """Let go of it. Safe to call twice."""
        ...


class Guesser(Protocol):
    """Guesses tokens ahead."""

    def guess(self, tokens: Sequence[int], most: int) -> list[int]:
        """At most `most` tokens that may follow `tokens`."""
        ...


class Backend(Protocol):
    """llama.cpp, or something that plays its part. Holds one set of weights and the memory of many sequences."""

    name: str
    version: str
    weights: Weights | None
    """None until a load has succeeded, and again after one has failed."""
    memory: Memory
    """Which sequences are held. Made anew by each load."""

    def devices(self) -> list[Device]:
        """Every device it can compute on."""
        ...

    @property
    def rpc(self) -> bool:
        """Whether machines elsewhere can be used as devices."""
        ...

    def on_abort(self, told: Callable[[FailureKind, str], None]) -> None:
        """Have `told` hear why native code is about to end the process, on whatever thread that happens."""
        ...

    def load(self, command: Load, progress: Callable[[float], None]) -> Weights:
        """Open weights in place of those now open. Raises Fault; Interrupted where the flag was set meanwhile."""
        ...

    def render(self, turns: Sequence[Turn], thoughts: Thoughts) -> str:
        """The exact prompt, everything that the model will see included. Raises TemplateError."""
        ...

    def tokenize(self, text: str) -> list[int]:
        """Tokens of a rendered prompt; markers in it become the special tokens they name."""
        ...

    def tokenize_more(self, text: str) -> list[int]:
        """Tokens of a text that goes on from another, so that their bytes are exactly those of the text."""
        ...

    def piece(self, token: int) -> bytes:
        """The bytes of a token, special ones spelled out; may be part of a character."""
        ...

    def chooser(self, command: Generate, seed: int, before: Sequence[int]) -> Chooser:
        """A sampler for a run whose prompt is `before`."""
        ...

    def guesser(self, command: Generate, before: Sequence[int]) -> Guesser | None:
        """Something that guesses tokens of a run; None where it wants none or nothing can."""
        ...

    def compute(self, works: Sequence[Work]) -> None:
        """One step of the model over all these sequences. Raises Interrupted, NoRoom, Fault.

        Afterwards `memory` holds what was computed, also where it broke off.
        """
        ...

    def entropy(self, row: int) -> float:
        """Entropy (nats) of a prediction of the last `compute`."""
        ...

    def idle(self, wanted: Callable[[], bool]) -> bool:
        """Do a piece of what has time, while `wanted()`. False where there is nothing more to do."""
        ...

    def close(self) -> None:
        """Let go of everything. Safe to call twice."""
        ...
