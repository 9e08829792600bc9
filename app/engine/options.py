"""How weights are opened: the choices a person has, as one value. Knows nothing of the protocol or of what fits.

Names and defaults are those of `runtime.protocol.Load`, where each is explained; a test keeps the two together.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import Any, Literal, get_args

CacheType = Literal["f32", "f16", "bf16", "q8_0", "q5_1", "q5_0", "q4_1", "q4_0", "iq4_nl"]
FlashAttention = Literal["auto", "on", "off"]
RopeScaling = Literal["model", "none", "linear", "yarn"]
Split = Literal["layer", "row", "none"]
ExpertsFrom = Literal["first", "last"]


@dataclass(frozen=True, slots=True)
class LoadOptions:
    """Zero, "" and None leave a choice to the engine; -1 layers are all of them."""

    # the context and how it is computed
    n_ctx: int = 0
    n_batch: int = 512
    n_ubatch: int = 512
    lanes: int = 8
    threads: int = 0
    threads_batch: int = 0
    type_k: CacheType = "f16"
    type_v: CacheType = "f16"
    flash_attention: FlashAttention = "auto"
    kv_on_gpu: bool = True
    rope_scaling: RopeScaling = "model"
    rope_freq_base: float = 0.0
    rope_freq_scale: float = 0.0
    yarn_original_context: int = 0
    # where the weights lie
    gpu_layers: int = -1
    devices: tuple[str, ...] = ()
    split: Split = "layer"
    tensor_split: tuple[float, ...] = ()
    main_gpu: int = 0
    experts_on_cpu: int = 0
    experts_from: ExpertsFrom = "first"
    overrides: tuple[tuple[str, str], ...] = ()
    """(pattern of tensor names, device)."""
    mmap: bool = True
    mlock: bool = False
    rpc: tuple[str, ...] = ()
    # what goes with them
    adapters: tuple[tuple[str, float], ...] = ()
    """(path of a LoRA adapter, scale)."""
    draft: str = ""
    family: str | None = None
    saved_folder: str = ""
    saved_limit: int = 4 * 1024**3

    @classmethod
    def from_kept(cls, kept: Mapping[str, Any]) -> "LoadOptions":
        """What was remembered, as far as it can still be understood; a default takes the place of the rest.

        Another version may have written it, or a hand: an unknown name or a value of a wrong type must not keep the
        weights from opening. Lists, as JSON gives them, become tuples.
        """
        found = {}
        for field in fields(cls):
            if field.name in kept:
                value = _tupled(kept[field.name])
                if _KINDS[field.name](value):
                    found[field.name] = value
        return cls(**found)


def _tupled(value: Any) -> Any:
    return tuple(map(_tupled, value)) if isinstance(value, list | tuple) else value


def _whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _number(value: Any) -> bool:
    return _whole(value) or isinstance(value, float)


def _text(value: Any) -> bool:
    return isinstance(value, str)


def _flag(value: Any) -> bool:
    return isinstance(value, bool)


def _one_of(kind: Any) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, str) and value in get_args(kind)


def _many(of: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, tuple) and all(map(of, value))


def _pair(value: Any, second: Callable[[Any], bool]) -> bool:
    return isinstance(value, tuple) and len(value) == 2 and _text(value[0]) and second(value[1])


_BY_TYPE: dict[Any, Callable[[Any], bool]] = {
    int: _whole,
    float: _number,
    bool: _flag,
    str: _text,
    str | None: lambda value: value is None or _text(value),
    CacheType: _one_of(CacheType),
    FlashAttention: _one_of(FlashAttention),
    RopeScaling: _one_of(RopeScaling),
    Split: _one_of(Split),
    ExpertsFrom: _one_of(ExpertsFrom),
    tuple[str, ...]: _many(_text),
    tuple[float, ...]: _many(_number),
    tuple[tuple[str, str], ...]: _many(lambda value: _pair(value, _text)),
    tuple[tuple[str, float], ...]: _many(lambda value: _pair(value, _number)),
}
_KINDS = {field.name: _BY_TYPE[field.type] for field in fields(LoadOptions)}
"""What each field accepts, by its declared type."""
