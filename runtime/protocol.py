"""Every message that crosses the pipe between the program and its engine, and nothing else.

`Command` goes down, `Event` comes up; each is a tagged union of frozen structs that msgspec decodes whole or
refuses. Times are seconds, sizes are bytes, lengths are tokens unless a name says otherwise.
"""

from typing import Literal

import msgspec

PROTOCOL_VERSION = 1


Channel = Literal["thinking", "answer"]
Ending = Literal["stop", "length", "context_full", "cancelled"]
"""How a run ended: the model finished, `max_tokens` was reached, the context was full, or it was told to stop."""

FailureKind = Literal[
    "no_such_file",
    "not_gguf",
    "truncated",
    "missing_shard",
    "unsupported",
    "no_template",
    "template_failed",
    "template_too_slow",
    "out_of_memory",
    "prompt_too_long",
    "no_model",
    "cancelled",
    "wrong_use",
    "engine",
]


class Struct(msgspec.Struct, frozen=True, kw_only=True, tag_field="type"):
    """Base of every message: an immutable value, encoded as a map with its type's name."""


class Sampling(msgspec.Struct, frozen=True, kw_only=True):
    """How the next token is chosen. `temperature` 0 is greedy. A penalty of 1.0 (repeat) or 0.0 (others) is off."""

    temperature: float = 0.8
    top_k: int = 40
    top_p: float = 0.95
    min_p: float = 0.05
    repeat_penalty: float = 1.0
    repeat_last_n: int = 64
    presence_penalty: float = 0.0
    frequency_penalty: float = 0.0
    seed: int | None = None
    """None draws a seed; the one that was drawn is reported in `Prepared`."""


class Turn(msgspec.Struct, frozen=True, kw_only=True):
    """One message of the conversation as the chat template sees it."""

    role: Literal["system", "user", "assistant"]
    content: str


# ---- commands ---------------------------------------------------------------------------------------------------


class Load(Struct, frozen=True, kw_only=True, tag="load"):
    """Open weights in place of those now open. Answered by `Loading`…, then `Loaded` or `Failed`."""

    id: int
    path: str
    n_ctx: int = 0
    """Context length; 0 takes the smaller of what the weights were trained for and 8192."""
    n_batch: int = 512
    threads: int = 0
    """0 takes the number of physical cores."""
    gpu_layers: int = -1
    """Layers placed on an accelerator; -1 means all. Without an accelerator it makes no difference."""
    mmap: bool = True
    family: str | None = None
    """Overrides the marker family that the weights' template suggests (a name in `runtime.markers.FAMILIES`)."""


class Generate(Struct, frozen=True, kw_only=True, tag="generate"):
    """Run the model once. Answered by `Prepared`, `Prefilling`…, `Delta`…, then `Finished` or `Failed`."""

    id: int
    turns: list[Turn]
    sampling: Sampling
    max_tokens: int = 0
    """Most new tokens; 0 leaves it to the context."""
    prefix: str = ""
    """Raw text of an earlier, cut-off run that this one goes on from, right after the rendered prompt."""


class Measure(Struct, frozen=True, kw_only=True, tag="measure"):
    """Ask what a conversation would cost. Answered by `Measured` or `Failed`."""

    id: int
    turns: list[Turn]


class Cancel(Struct, frozen=True, kw_only=True, tag="cancel"):
    """Stop the load or run of this id. Acted on at once, also while that run is busy."""

    id: int


Command = Load | Generate | Measure | Cancel


# ---- events -----------------------------------------------------------------------------------------------------


class Device(msgspec.Struct, frozen=True, kw_only=True):
    """A device llama.cpp can compute on, as it names it itself."""

    name: str
    description: str
    kind: Literal["cpu", "gpu", "accelerator"]
    memory_free: int
    memory_total: int


class Hello(Struct, frozen=True, kw_only=True, tag="hello"):
    """The first event of every engine process."""

    protocol: int
    backend: str
    """"llama" or "scripted"."""
    backend_version: str
    devices: list[Device]
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


class Prepared(Struct, frozen=True, kw_only=True, tag="prepared"):
    """The exact prompt of a run, before any of it is computed."""

    id: int
    prompt: str
    prompt_tokens: int
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


class Piece(msgspec.Struct, frozen=True):
    """A stretch of text whose channel is decided."""

    channel: Channel
    text: str


class Totals(msgspec.Struct, frozen=True, kw_only=True):
    """Running figures of one run, counted from the first token it produced itself.

    A `*_s` that has not happened yet is None. `first_*` count from the moment the run began (prefill included);
    `thinking_s` and `answer_s` are the durations of the two phases so far.
    """

    thinking_tokens: int = 0
    answer_tokens: int = 0
    first_token_s: float | None = None
    first_answer_token_s: float | None = None
    thinking_s: float = 0.0
    answer_s: float = 0.0
    context_used: int = 0
    """Tokens of the context occupied, prompt included."""


class Delta(Struct, frozen=True, kw_only=True, tag="delta"):
    """What came since the last one. `pieces` are final: no half character and no half-seen marker is ever sent.

    `raw` holds every whole character produced, markers included, so it may run ahead of `pieces`.
    `ids` and `at` have one entry for each token: its id and the seconds since the run began.
    """

    id: int
    raw: str
    pieces: list[Piece]
    ids: list[int]
    at: list[float]
    totals: Totals


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


class Failed(Struct, frozen=True, kw_only=True, tag="failed"):
    """The command of this id came to nothing, or broke off after the `Delta`s already sent.

    `detail` is for the log, never for people. `numbers` holds what a sentence needs: for `prompt_too_long`
    `needed` and `available`; for `truncated` `expected` and `found`; for `missing_shard` `shard` and `shards`.
    """

    id: int
    kind: FailureKind
    detail: str = ""
    numbers: dict[str, int] = {}


Event = Hello | Loading | Loaded | Prepared | Prefilling | Delta | Finished | Measured | Failed
