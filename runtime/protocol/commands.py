"""What the program asks of its engine."""

from typing import Literal

from runtime.protocol.messages import Struct
from runtime.protocol.values import Adapter, CacheType, Override, Sampling, Steering, Thoughts, Turn


class Load(Struct, frozen=True, kw_only=True, tag="load"):
    """Open weights in place of those now open. Answered by `Loading`…, then `Loaded` or `Failed`.

    A value that cannot be (an unknown device, a KV type that attention cannot read, an adapter for other weights)
    fails with `bad_option`, whose `field` names it.
    """

    id: int
    path: str
    """A GGUF file; of split weights the first part."""
    family: str | None = None
    """Overrides the marker family that the weights' template suggests (a name in `runtime.markers.FAMILIES`)."""

    n_ctx: int = 0
    """Length of the context memory, shared by all runs; 0 takes the smaller of what was trained and 8192."""
    n_batch: int = 512
    """Most tokens handed to llama.cpp at once: the slice in which a prompt is read."""
    n_ubatch: int = 512
    """Most tokens it computes at once."""
    lanes: int = 8
    """Most runs at once, trials included, 1 to 64."""
    threads: int = 0
    """For single tokens; 0 takes the number of physical cores."""
    threads_batch: int = 0
    """For prompts; 0 takes `threads`."""
    type_k: CacheType = "f16"
    type_v: CacheType = "f16"
    """A quantized one needs flash attention."""
    flash_attention: Literal["auto", "on", "off"] = "auto"
    kv_on_gpu: bool = True
    rope_scaling: Literal["model", "none", "linear", "yarn"] = "model"
    """How positions beyond the trained context are squeezed in; "model" is what the weights say."""
    rope_freq_base: float = 0.0
    """0 is what the weights say, here and below."""
    rope_freq_scale: float = 0.0
    yarn_original_context: int = 0

    gpu_layers: int = -1
    """Layers placed on accelerators; -1 means all. Without an accelerator it makes no difference."""
    devices: list[str] = []
    """Accelerators to use, by name; empty takes all."""
    split: Literal["layer", "row", "none"] = "layer"
    """How several of them share the weights."""
    tensor_split: list[float] = []
    """Share of each device, in any unit; empty leaves it to llama.cpp."""
    main_gpu: int = 0
    """The one that holds everything with `split` "none", by its place in `devices`."""
    experts_on_cpu: int = 0
    """Layers whose experts stay in main memory (mixture-of-experts weights only); -1 means all."""
    experts_from: Literal["first", "last"] = "first"
    """Which layers those are."""
    overrides: list[Override] = []
    """Tensors placed by name; earlier ones win, and all win over `experts_on_cpu`."""
    mmap: bool = True
    mlock: bool = False
    rpc: list[str] = []
    """Addresses (host:port) of llama.cpp's RPC servers, which become devices. For a trusted network only."""
    adapters: list[Adapter] = []
    draft: str = ""
    """Small weights of the same vocabulary that guess tokens ahead; empty for none."""

    saved_folder: str = ""
    """Where the KV cache of conversations is kept between sessions; empty keeps none."""
    saved_limit: int = 4 * 1024**3
    """Most bytes in that folder; the oldest go first."""


class Generate(Struct, frozen=True, kw_only=True, tag="generate"):
    """Run the model once. Answered by `Queued`, `Prepared`, `Prefilling`…, `Delta`…, then `Finished` or `Failed`.

    Several run at once, decoded together: give a group's samples one after the other, each with its own id. What
    their prompts have in common is computed once.
    """

    id: int
    turns: list[Turn]
    sampling: Sampling
    max_tokens: int = 0
    """Most new tokens; 0 leaves it to the context."""
    thoughts: Thoughts = "drop"
    prefix: list[int] = []
    """Tokens of an earlier run that this one goes on from, right after the rendered prompt. They are not sent again."""
    token: int | None = None
    """One more token after these: an alternative. Sent, with origin TYPED."""
    insert: str = ""
    """Text that comes after these, as if the model had said it. Sent as tokens whose origin is TYPED."""
    steering: Steering = Steering()
    figures: bool = True
    alternatives: int = 5
    """How many alternatives of each token are told, 0 to 20."""
    overflow: Literal["stop", "shift"] = "stop"
    """When the context is full: end with `context_full`, or forget the oldest half of what follows the prompt."""
    speculation: Literal["off", "lookup", "draft"] = "off"
    """Guess tokens ahead from the conversation's own text, or with the draft weights of `Load`."""


class AnswerNow(Struct, frozen=True, kw_only=True, tag="answer_now"):
    """End the thinking of this run at once and have it answer. Without effect on a run that answers already."""

    id: int


class Measure(Struct, frozen=True, kw_only=True, tag="measure"):
    """Ask what a conversation would cost. Answered by `Measured` or `Failed`."""

    id: int
    turns: list[Turn]
    thoughts: Thoughts = "drop"
    spelled: bool = False
    """Whether the tokens are wanted one by one."""


class Probe(Struct, frozen=True, kw_only=True, tag="probe"):
    """Ask how settled a thinking was at these places (EAT). Answered by `Probed` or `Failed`; queued behind runs."""

    id: int
    turns: list[Turn]
    thoughts: Thoughts = "drop"
    prefix: list[int]
    """The tokens of the run."""
    places: list[int]
    """After how many tokens of `prefix` to look, ascending."""


class Spell(Struct, frozen=True, kw_only=True, tag="spell"):
    """Ask for the text of tokens. Answered by `Spelled` or `Failed`."""

    id: int
    tokens: list[int]


class Cancel(Struct, frozen=True, kw_only=True, tag="cancel"):
    """Stop the load or run of this id. Acted on at once, also while that run is busy."""

    id: int


Command = Load | Generate | AnswerNow | Measure | Probe | Spell | Cancel
