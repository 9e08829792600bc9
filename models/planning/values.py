"""What goes into a plan and what comes out of it. Bytes, tokens and layers, all whole numbers."""

from dataclasses import dataclass, field
from typing import Literal

from models.quants import TENSOR_TYPES

Fit = Literal["well", "experts_in_memory", "partly", "slow", "too_large"]
Aim = Literal["speed", "quality"]
MAIN_MEMORY = "CPU"
"""llama.cpp's own name for it, and that of its share in a plan."""

LANES = 8
SPARE_SEQUENCES = 8
GUESSES = 16
"""How the engine opens a context: runs at once, sequences beside them, tokens guessed ahead in one step. A test
compares these with `runtime.llama.placement` and `runtime.backend`, which are out of sight from here."""
BATCH = 512
CONTEXT_STEP = 256
"""llama.cpp rounds a context up to this."""
WINDOWS_KEPT_WHOLE = True
"""The engine asks for `swa_full`: layers with a window keep the whole context too, so that a run can go back in it."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the person has chosen; None leaves it to the planner. Names as in `Placement`."""

    context: int | None = None
    aim: Aim = "speed"
    gpu_layers: int | None = None
    experts_on_cpu: int | None = None
    kv_on_gpu: bool | None = None
    type_k: str | None = None
    type_v: str | None = None
    batch: int | None = None
    ubatch: int | None = None
    lanes: int | None = None


@dataclass(frozen=True, slots=True)
class Placement:
    """How weights would be opened: names and meanings of `app.engine.options.LoadOptions`."""

    n_ctx: int
    gpu_layers: int = 0
    """The last so many layers, the output counted as one; -1: all."""
    experts_on_cpu: int = 0
    """Layers with experts whose experts stay in main memory; -1: all."""
    experts_from: Literal["first", "last"] = "first"
    kv_on_gpu: bool = True
    type_k: str = "f16"
    type_v: str = "f16"
    n_batch: int = BATCH
    n_ubatch: int = BATCH
    flash_attention: Literal["auto", "on", "off"] = "auto"
    tensor_split: tuple[float, ...] = ()
    """Layers for each device, where there are several."""
    lanes: int = LANES

    @property
    def sequences(self) -> int:
        return self.lanes + SPARE_SEQUENCES

    @property
    def batch(self) -> int:
        """Tokens handed over at once, as the engine limits them."""
        return max(1, min(self.n_batch, self.n_ctx))

    @property
    def rows(self) -> int:
        """Predictions that one step may ask for."""
        return min(self.batch, self.sequences + GUESSES)

    @property
    def cells(self) -> int:
        """Tokens the context memory has room for: all runs share them."""
        return max(1, -(-self.n_ctx // CONTEXT_STEP)) * CONTEXT_STEP

    @property
    def flash(self) -> bool:
        """ "auto" is taken as on: llama.cpp finds it on every processor and graphics card of today."""
        return self.flash_attention != "off"


@dataclass(frozen=True, slots=True)
class Share:
    """What one device holds."""

    device: str
    weights: int = 0
    kv: int = 0
    compute: int = 0
    """What a step is computed in, and in main memory the predictions that come out of it."""
    capacity: int = 0
    """Bytes that weights may use there: what is left to the system and to others is taken off."""

    @property
    def total(self) -> int:
        return self.weights + self.kv + self.compute

    @property
    def over(self) -> int:
        """Bytes that are wanted and not there."""
        return max(0, self.total - self.capacity)


@dataclass(frozen=True, slots=True)
class Plan:
    """The best way of opening a set of weights on a machine, or the least bad one."""

    fit: Fit
    placement: Placement
    shares: tuple[Share, ...]
    """Main memory first, then devices in their order."""
    tokens_per_s: float
    """While writing, with some 2,000 tokens of context: what reading from memory allows, times an efficiency."""
    prefill_per_s: float
    """While reading a prompt: a rough figure."""
    missing: int = 0
    """Bytes that the machine lacks; 0 unless `fit` is "too_large"."""
    crowded: int = field(default=0, kw_only=True)
    """Bytes of main memory that other programs hold now and this would need."""


def cache_bytes(kind: str, numbers: int) -> int:
    """Bytes of so many keys or values in a type of KV cache (`q8_0`, `f16`, …), whole blocks as ggml stores them."""
    known = _CACHE_TYPES[kind]
    return -(-numbers // known.block) * known.size


_CACHE_TYPES = {each.name.lower(): each for each in TENSOR_TYPES.values()}
CACHE_BLOCKS = {name: each.block for name, each in _CACHE_TYPES.items()}
