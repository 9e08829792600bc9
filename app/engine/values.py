"""What the rest of the program learns about the engine, as immutable values. Knows nothing of the protocol or of Qt.

Lengths are tokens, times are seconds, progress runs from 0.0 to 1.0.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from pathlib import Path
from typing import Any, Literal

from app.engine.options import LoadOptions
from app.errors import UserError
from app.store.records import Begun, BranchKind, Happening, PartKind, StoredEnding, Thoughts
from app.store.tokens import Tokens

__all__ = [
    "RUNNING",
    "Ask",
    "Buffer",
    "Ended",
    "EngineDeath",
    "Figures",
    "Growth",
    "Happening",
    "Inspection",
    "Live",
    "LoadOptions",
    "LoopPolicy",
    "Measurement",
    "ModelInfo",
    "Origin",
    "Overflow",
    "Phase",
    "Probing",
    "Speculation",
    "Status",
    "Steering",
    "Thoughts",
]

LoopPolicy = Literal["off", "notice", "end"]
Overflow = Literal["stop", "shift"]
Speculation = Literal["off", "lookup", "draft"]


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
class Buffer:
    """Memory that llama.cpp took on a device; `size` in bytes."""

    device: str
    use: Literal["weights", "kv", "compute", "output"]
    size: int


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
    lanes: int = 1
    """Runs that can be under way at once."""
    buffers: tuple[Buffer, ...] = ()
    """Where weights and KV cache really went."""
    can_shift: bool = False
    """Whether a full context can forget its oldest half (`Ask.overflow`)."""
    can_fork: bool = True
    """Whether a run can go on from the midst of another's without computing it again."""


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
class Steering:
    """What is done to the thinking while it runs; each field as in `runtime.protocol.Steering`, in tokens."""

    budget: int = 0
    tolerance: int = 64
    extensions: int = 0
    phrases: tuple[str, ...] = ()
    trials: bool = True
    trial_tokens: int = 256
    on_loop: LoopPolicy = "notice"
    bridge: str | None = None
    gauge: bool = False


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a branch begins: tokens of an older generation, and what is put after them. Made by `app.engine.branch`.

    tokens: how many of its tokens (its own prefix included) are kept.
    insert: text that comes after them, as if the model had said it.
    token: an alternative's id, put right after the kept ones and before `insert`; `token_text` is what it says, where
        that is known: weights with other tokens are given that.
    """

    generation: int
    kind: BranchKind
    tokens: int
    insert: str = ""
    token: int | None = None
    token_text: str = ""


@dataclass(frozen=True, slots=True)
class Ask:
    """What a person wants of the model now; see `app.store.records.NewExchange` for the first three.

    sampling: overrides what the weights' makers recommend; an unknown name is refused.
    max_tokens: most new tokens; 0 leaves it to the context.
    thoughts: what of earlier turns' thinking is sent; None is the conversation's own policy.
    alternatives: how many of each token are kept, 0 to 20.
    group: the group that is to have more samples.
    aside: drawn to measure something: no version that is shown.
    checker: what the answers to a new question are judged by, in JSON; empty for nothing.
    """

    conversation: int | None
    parent: int | None
    question: str | None
    sampling: dict[str, Any] = field(default_factory=dict)
    max_tokens: int = 0
    system: str = ""
    template: str | None = None
    origin: Origin | None = None
    steering: Steering = Steering()
    thoughts: Thoughts | None = None
    figures: bool = True
    alternatives: int = 5
    overflow: Overflow = "stop"
    speculation: Speculation = "off"
    group: int | None = None
    aside: bool = False
    checker: str = ""


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
    drafted: int = 0
    """Tokens that were guessed ahead, of which `accepted` were what the sampler picked."""
    accepted: int = 0

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
    cached_tokens: int = 0
    tokens: int = 0
    """Everything so far, what was carried over included."""
    waiting: int | None = None
    """How many runs are before this one in the queue; None once it has its place."""
    happenings: tuple[Happening, ...] = ()
    chunks: Sequence[Tokens] = ()
    """Those tokens as they came. It grows while the run goes on, so that nobody copies it thirty times a second."""


@dataclass(frozen=True, slots=True)
class Growth:
    """What a run added since the last one."""

    generation: int
    conversation: int
    pieces: tuple[tuple[PartKind, str], ...]
    figures: Figures
    phase: Phase
    tokens: Tokens = field(default_factory=Tokens)


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
    left_out: int = 0
    """Tokens that sending all earlier thinking would have cost on top."""


@dataclass(frozen=True, slots=True)
class Inspection(Measurement):
    """The same with its tokens one by one; bytes that are no whole character stand as U+FFFD."""

    ids: tuple[int, ...] = ()
    pieces: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Probing:
    """How settled a thinking was: the entropy (nats) of an answer's first token after each of `places` (EAT).

    error: why it is not known; there are no entropies then.
    """

    generation: int
    places: tuple[int, ...]
    entropies: tuple[float, ...]
    error: UserError | None = None


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
