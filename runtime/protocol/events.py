"""What the engine tells."""

from typing import Literal

from runtime.protocol.messages import Struct
from runtime.protocol.values import Buffer, Device, Ending, FailureKind, Piece, Sampling, TokenFigures, Totals


class Hello(Struct, frozen=True, kw_only=True, tag="hello"):
    """The first event of every engine process."""

    protocol: int
    backend: str
    """"llama" or "scripted"."""
    backend_version: str
    devices: list[Device]
    rpc: bool = False
    """Whether this build can use RPC servers."""
    pid: int


class Loading(Struct, frozen=True, kw_only=True, tag="loading"):
    """Progress of a load, 0.0 to 1.0."""

    id: int
    progress: float


class Loaded(Struct, frozen=True, kw_only=True, tag="loaded"):
    """The weights are open and ready."""

    id: int
    path: str
    name: str
    architecture: str
    parameters: int
    size: int
    n_ctx: int
    n_ctx_train: int
    n_vocab: int
    gpu_layers: int
    family: str
    recommended: Sampling
    """What the makers of this family recommend."""
    system_prompt_advised: bool
    """False where the makers advise against a system prompt (DeepSeek-R1)."""
    fingerprint: str
    """Identifies the weights: sha256 over the first mebibyte of the file, its size and its last mebibyte."""
    load_s: float
    lanes: int = 1
    """Runs that can be under way at once."""
    buffers: list[Buffer] = []
    """Where weights and KV cache really went."""
    can_shift: bool = False
    """Whether the context can be shifted (`Generate.overflow`)."""
    can_fork: bool = True
    """Whether a run can go on from the midst of another's; False for recurrent weights, which begin anew."""


class Queued(Struct, frozen=True, kw_only=True, tag="queued"):
    """The run waits until there is room; sent once, and not at all where it need not wait."""

    id: int
    waiting: int
    """How many are before it."""


class Prepared(Struct, frozen=True, kw_only=True, tag="prepared"):
    """The exact prompt of a run, before any of it is computed."""

    id: int
    prompt: str
    """The rendered conversation, without what `prefix` and `insert` add."""
    prompt_tokens: int
    """Everything before the first new token: prompt, prefix and insert."""
    cached_tokens: int
    """Of these, so many need no computing because the KV cache holds them."""
    n_ctx: int
    family: str
    opened: bool
    """The prompt itself opened the thinking."""
    seed: int


class Prefilling(Struct, frozen=True, kw_only=True, tag="prefilling"):
    """Progress of reading the prompt, in tokens; `done` includes cached ones."""

    id: int
    done: int
    total: int


class Delta(Struct, frozen=True, kw_only=True, tag="delta"):
    """What came since the last one. `pieces` are final: no half character and no half-seen marker is ever sent.

    `raw` holds every whole character produced, markers included, so it may run ahead of `pieces`. The lists have one
    entry for each token.
    """

    id: int
    raw: str
    pieces: list[Piece]
    ids: list[int]
    at: list[float]
    """Seconds since the run began."""
    lengths: list[int]
    """Characters of `raw` that the token completed: 0 for one that ends within a character."""
    origins: list[int]
    """SAMPLED, FORCED or TYPED."""
    figures: TokenFigures | None = None
    totals: Totals


class Steered(Struct, frozen=True, kw_only=True, tag="steered"):
    """The thinking was steered, or a reason to do so was seen."""

    id: int
    kind: Literal["answer_now", "budget", "extended", "loop", "shifted"]
    token: int
    """How many tokens (prefix not counted) the run had produced by then."""
    text: str = ""
    """What was put in: the closing words, the phrase. For a loop, what repeats."""
    tokens: int = 0
    """For "shifted": how many tokens were forgotten."""


class Trial(Struct, frozen=True, kw_only=True, tag="trial"):
    """What the answer would have been had the thinking not been extended; sent when it is complete."""

    id: int
    number: int
    """0 for the one before the first extension."""
    token: int
    """As in `Steered`."""
    answer: str
    ending: Ending


class Gauged(Struct, frozen=True, kw_only=True, tag="gauged"):
    """The entropy (nats) of the first token of an answer, had the thinking ended here (EAT)."""

    id: int
    token: int
    entropy: float


class Finished(Struct, frozen=True, kw_only=True, tag="finished"):
    """The run ended in order. Everything it said was sent before, in `Delta`s."""

    id: int
    ending: Ending
    totals: Totals


class Measured(Struct, frozen=True, kw_only=True, tag="measured"):
    """The exact prompt of a conversation and its length."""

    id: int
    prompt: str
    prompt_tokens: int
    n_ctx: int
    left_out: int = 0
    """Tokens that sending all earlier thinking would have cost on top."""
    ids: list[int] = []
    pieces: list[str] = []
    """With `Measure.spelled`: each token and its text; bytes that are no whole character as U+FFFD."""


class Probed(Struct, frozen=True, kw_only=True, tag="probed"):
    """The entropies (nats) that `Probe` asked for, in the order of its places."""

    id: int
    entropies: list[float]


class Spelled(Struct, frozen=True, kw_only=True, tag="spelled"):
    """The text of each token that `Spell` asked for; bytes that are no whole character as U+FFFD."""

    id: int
    pieces: list[str]


class Failed(Struct, frozen=True, kw_only=True, tag="failed"):
    """The command of this id came to nothing, or broke off after the `Delta`s already sent.

    `detail` is for the log, never for people. `numbers` holds what a sentence needs: for `prompt_too_long`
    `needed` and `available`; for `truncated` `expected` and `found`; for `missing_shard` `shard` and `shards`.
    `field` and `value` name the option that `bad_option` is about.
    """

    id: int
    kind: FailureKind
    detail: str = ""
    numbers: dict[str, int] = {}
    field: str = ""
    value: str = ""


Event = (
    Hello
    | Loading
    | Loaded
    | Queued
    | Prepared
    | Prefilling
    | Delta
    | Steered
    | Trial
    | Gauged
    | Finished
    | Measured
    | Probed
    | Spelled
    | Failed
)
