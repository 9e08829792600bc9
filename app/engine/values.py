"""What the rest of the program learns about the engine, as immutable values. Knows nothing of the protocol or of Qt.

Lengths are tokens, times are seconds, progress runs from 0.0 to 1.0.
"""

from dataclasses import dataclass, field
from enum import Enum, auto
from pathlib import Path
from typing import Any

from app.errors import UserError
from app.store.records import Begun, PartKind, StoredEnding


class Phase(Enum):
    """What the engine is doing. A run passes PREPARING, THINKING, ANSWERING (and STOPPING when told to)."""

    OFF = auto()
    STARTING = auto()
    IDLE = auto()
    """The engine is there, without weights."""
    LOADING = auto()
    READY = auto()
    PREPARING = auto()
    """A run was asked for; nothing came yet."""
    THINKING = auto()
    ANSWERING = auto()
    STOPPING = auto()


RUNNING = frozenset({Phase.PREPARING, Phase.THINKING, Phase.ANSWERING, Phase.STOPPING})
"""The phases in which a run is under way."""


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """The weights that are open."""

    path: Path
    name: str
    architecture: str
    parameters: int
    size: int
    """Bytes."""
    n_ctx: int
    n_ctx_train: int
    gpu_layers: int
    family: str
    recommended: dict[str, Any]
    """Sampling that the makers of this family recommend; keys as in `Ask.sampling`."""
    system_prompt_advised: bool
    fingerprint: str
    load_s: float


@dataclass(frozen=True, slots=True)
class Status:
    """What a header shows of the engine."""

    phase: Phase
    model: ModelInfo | None = None
    progress: float = 0.0
    """Of the load, or of the reading of the prompt."""
    loading_name: str = ""
    """File name of the weights being opened."""
    generation: int | None = None
    """The run in progress."""


@dataclass(frozen=True, slots=True)
class LoadOptions:
    """How weights are opened. Zero and None leave the choice to the engine; `gpu_layers` -1 means all."""

    n_ctx: int = 0
    threads: int = 0
    gpu_layers: int = -1
    mmap: bool = True
    family: str | None = None


@dataclass(frozen=True, slots=True)
class Ask:
    """What a person wants of the model now; see `app.store.records.NewExchange` for the first three and `prefix`.

    sampling: overrides what the weights' makers recommend; an unknown name is refused.
    max_tokens: most new tokens; 0 leaves it to the context.
    """

    conversation: int | None
    parent: int | None
    question: str | None
    sampling: dict[str, Any] = field(default_factory=dict)
    max_tokens: int = 0
    system: str = ""
    prefix: str = ""
    template: str | None = None


@dataclass(frozen=True, slots=True)
class Figures:
    """Running figures of a run. A time that has not come yet is None; `first_*` count from the run's beginning."""

    thinking_tokens: int = 0
    answer_tokens: int = 0
    first_token_s: float | None = None
    first_answer_token_s: float | None = None
    thinking_s: float = 0.0
    answer_s: float = 0.0
    context_used: int = 0

    @property
    def tokens_per_s(self) -> float | None:
        """Over both phases together; None before there is anything to divide."""
        seconds = self.thinking_s + self.answer_s
        return (self.thinking_tokens + self.answer_tokens) / seconds if seconds > 0 else None

    @property
    def timings(self) -> dict[str, float | None]:
        """In the form the store keeps."""
        return {
            "first_token_s": self.first_token_s,
            "first_answer_token_s": self.first_answer_token_s,
            "thinking_s": self.thinking_s,
            "answer_s": self.answer_s,
        }


@dataclass(frozen=True, slots=True)
class Live:
    """The run in progress with everything so far, for a view that arrives late."""

    begun: Begun
    thinking: str
    answer: str
    figures: Figures
    phase: Phase
    prompt_tokens: int
    n_ctx: int
    prefill: float


@dataclass(frozen=True, slots=True)
class Growth:
    """What a run added since the last one."""

    generation: int
    conversation: int
    pieces: tuple[tuple[PartKind, str], ...]
    figures: Figures
    phase: Phase


@dataclass(frozen=True, slots=True)
class Ended:
    """A run is over and its ending is in the store (or `error` says why not)."""

    generation: int
    conversation: int
    message: int
    ending: StoredEnding
    error: UserError | None
    figures: Figures


@dataclass(frozen=True, slots=True)
class Measurement:
    """The exact prompt that a conversation would become, and its length."""

    prompt: str
    prompt_tokens: int
    n_ctx: int


@dataclass(frozen=True, slots=True)
class EngineDeath:
    """The engine's process ended without being asked to.

    exit_code: the process's own, or the number of the signal where `crashed`; None where it never started.
    garbled: it was killed because its stream could not be understood.
    stderr: its last lines, for the log.
    """

    exit_code: int | None
    crashed: bool
    stderr: tuple[str, ...] = ()
    garbled: bool = False
