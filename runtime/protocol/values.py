"""What messages are made of: settings of a load and of a run, and what is told of tokens, text and time.

Times are seconds, sizes are bytes, lengths are tokens unless a name says otherwise.
"""

from typing import Literal

import msgspec

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
    "bad_option",
    "lost_peer",
    "wrong_use",
    "engine",
]

Thoughts = Literal["drop", "last", "keep", "template"]
"""What of earlier turns' thinking goes into a prompt: none, that of the last turn, all, or what the template takes."""

CacheType = Literal["f32", "f16", "bf16", "q8_0", "q5_1", "q5_0", "q4_1", "q4_0", "iq4_nl"]
"""How a number of the KV cache is stored; the names are ggml's."""


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
    thinking: str = ""
    """What an assistant thought before `content`; whether it is sent is decided by `Thoughts`."""


class Steering(msgspec.Struct, frozen=True, kw_only=True):
    """What is done to the thinking while it runs. Everything is off by default but the notice of a loop."""

    budget: int = 0
    """Most tokens of thinking; 0 is no limit. Forced tokens count."""
    tolerance: int = 64
    """How many tokens past `budget` the thinking may go to reach the end of a paragraph or sentence."""
    extensions: int = 0
    """How often the end of the thinking is held back and a phrase put in its place."""
    phrases: list[str] = []
    """One for each extension in turn, starting over where there are fewer; empty takes the family's own."""
    trials: bool = True
    """Whether the answer that would have come before each extension is written on a copy, and sent as `Trial`."""
    trial_tokens: int = 256
    """Most tokens of such an answer."""
    on_loop: Literal["off", "notice", "end"] = "notice"
    """What is done when the thinking repeats itself: nothing, `Steered("loop")`, or that and an end of the thinking."""
    bridge: str | None = None
    """Said before a forced end of the thinking; None takes the family's own sentence."""
    gauge: bool = False
    """Whether the entropy after a trial end of the thinking (EAT, arXiv 2509.26522) is measured at paragraph ends."""


class Override(msgspec.Struct, frozen=True, kw_only=True):
    """Tensors whose name matches a regular expression (C++ ECMAScript) are placed in the memory of a device."""

    pattern: str
    device: str
    """A device's name as in `Device.name`; "CPU" is main memory."""


class Adapter(msgspec.Struct, frozen=True, kw_only=True):
    """A LoRA adapter, a GGUF file of its own."""

    path: str
    scale: float = 1.0


class Device(msgspec.Struct, frozen=True, kw_only=True):
    """A device llama.cpp can compute on, as it names it itself."""

    name: str
    description: str
    kind: Literal["cpu", "gpu", "accelerator"]
    memory_free: int
    memory_total: int


class Buffer(msgspec.Struct, frozen=True, kw_only=True):
    """Memory that llama.cpp says it took on a device, from its own log."""

    device: str
    use: Literal["weights", "kv", "compute", "output"]
    size: int


class Piece(msgspec.Struct, frozen=True):
    """A stretch of text whose channel is decided."""

    channel: Channel
    text: str


SAMPLED, FORCED, TYPED = 0, 1, 2
"""Where a token came from: the sampler, steering, or text that a person (or a changed prefix) put there."""


class TokenFigures(msgspec.Struct, frozen=True, kw_only=True):
    """How sure the model was, one row for each token of a `Delta`; columns are little-endian arrays.

    Probabilities are natural logarithms. Tokens that nobody sampled have NaN (`logprob`, `sampled`, `entropy`,
    `confidence`) and rows of -1 (`top_ids`).
    """

    alternatives: int
    """k, 0 to 20: the width of the `top_*` columns, which are n times k, row by row, most probable first."""
    logprob: bytes = b""
    """float32: of the token, under the raw model (softmax of all logits at temperature 1)."""
    sampled: bytes = b""
    """float32: of the token, under the sampler, after its cuts, penalties and temperature."""
    entropy: bytes = b""
    """float32: of the raw model's distribution, in nats."""
    confidence: bytes = b""
    """float32: DeepConf's C_i, minus the mean of the 20 highest log-probabilities (arXiv 2508.15260, section 3)."""
    top_ids: bytes = b""
    """int32: token ids."""
    top_logprob: bytes = b""
    """float32: raw."""
    top_sampled: bytes = b""
    """float32: under the sampler; minus infinity for what it cut."""


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
    drafted: int = 0
    """Tokens that were guessed ahead (speculation)."""
    accepted: int = 0
    """Of these, so many were what the sampler picked."""
