"""Turns a `Load` into llama.cpp's parameters: where weights and KV cache lie, and how they are computed.

What cannot be is told as `Fault("bad_option", field=…, value=…)` before llama.cpp sees it, wherever that can be known,
because llama.cpp answers most wrong values by ignoring them and some by aborting the process. What only llama.cpp can
know (whether a type of KV cache fits the weights) is read from its log by `context_fault`.
"""

import ctypes
import math
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import psutil
from llama_cpp import llama_cpp as api

from runtime.backend import Fault
from runtime.llama import devices
from runtime.llama.adapters import check_adapters
from runtime.llama.attention import CACHE_TYPES, WHOLE, attends
from runtime.llama.contents import Contents, read_contents
from runtime.llama.devices import Found
from runtime.protocol import Load

DEFAULT_CONTEXT = 8192
MOST_LANES = 64
SPARE_SEQUENCES = 8
"""Sequences beside those of runs: for trial answers, and for what is idle."""
USUAL_UBATCH = 512
"""The default of `Load.n_ubatch`, which gives way to a smaller `n_batch`; a value that was chosen does not."""
MOST_PATTERN = 200
"""Characters: std::regex recurses for each."""

EXPERTS: Final = r"\.ffn_(up|down|gate|gate_up)_(ch|)exps"
"""LLM_FFN_EXPS_REGEX of llama.cpp's common.h, for its own --cpu-moe and --n-cpu-moe."""

_SPLITS: Final = {"none": 0, "layer": 1, "row": 2}
_FLASH: Final = {"auto": -1, "off": 0, "on": 1}
_ROPES: Final = {"model": -1, "none": 0, "linear": 1, "yarn": 2}
"""llama_split_mode, llama_flash_attn_type and llama_rope_scaling_type of llama.h."""

_CONTEXT_FAULTS: Final = (
    (re.compile(r"K cache type (\S+) with block size", re.I), "type_k"),
    (re.compile(r"V cache type (\S+) with block size", re.I), "type_v"),
    (re.compile(r"does not support different K \(\S+\) and V \((\S+)\) cache types"), "type_v"),
    (re.compile(r"quantized V cache"), "type_v"),
    (re.compile(r"requires flash_attn to be enabled"), "flash_attention"),
)

_REGEX_FAULTS: Final = re.compile(
    r"regular expression|regex|character class|collate element|NFA states|expression contained", re.I
)
"""What std::regex_error says, of libstdc++ and of libc++."""


class _TensorOverride(ctypes.Structure):
    """llama_model_tensor_buft_override."""

    _fields_ = (("pattern", ctypes.c_char_p), ("buffer_type", ctypes.c_void_p))


@dataclass
class ModelPlan:
    """Parameters of `llama_model_load_from_file`. Keep it until the load is over: C points into what it holds."""

    parameters: Any
    used: tuple[Found, ...]
    """The accelerators that were asked for; all of what llama.cpp may use."""
    kept: list[object] = field(default_factory=list, repr=False)


# ---- the weights ----------------------------------------------------------------------------------------------------


def model_plan(command: Load) -> ModelPlan:
    """Check everything that has to do with the weights, and fill in the parameters.

    Registers `command.rpc` first, so weights that lie on these servers must have been let go of. Raises Fault.
    """
    _check_numbers(command)
    devices.register_rpc(command.rpc)
    every = devices.found()
    used = _used(command, devices.chosen(command, every))
    contents = _contents(command)
    check_adapters(command.adapters, contents)
    _check_cache(command, used, contents)
    parameters = api.llama_model_default_params()
    plan = ModelPlan(parameters, tuple(used))
    _place_layers(command, plan, contents)
    _name_devices(command, plan, every)
    _split(command, plan)
    _override(command, plan, every, contents)
    parameters.load_mode = _load_mode(command)
    parameters.use_extra_bufts = _repacks(contents)
    return plan


def _check_numbers(command: Load) -> None:
    lowest = {
        **dict.fromkeys(("n_ctx", "threads", "threads_batch", "yarn_original_context", "main_gpu"), 0),
        **dict.fromkeys(("n_batch", "n_ubatch", "lanes"), 1),
        **dict.fromkeys(("gpu_layers", "experts_on_cpu"), -1),
    }
    for name, least in lowest.items():
        value = getattr(command, name)
        if value < least or value > (1 << 31) - 1:
            raise Fault("bad_option", f"less than {least}, or absurd", field=name, value=str(value))
    for name in ("rope_freq_base", "rope_freq_scale"):
        value = getattr(command, name)
        if not (math.isfinite(value) and value >= 0):
            raise Fault("bad_option", "not a positive number", field=name, value=str(value))
    if command.lanes > MOST_LANES:
        raise Fault("bad_option", f"more than {MOST_LANES}", field="lanes", value=str(command.lanes))
    if command.n_ubatch > command.n_batch and command.n_ubatch != USUAL_UBATCH:
        raise Fault(
            "bad_option", f"more than n_batch, {command.n_batch}", field="n_ubatch", value=str(command.n_ubatch)
        )
    if command.type_v not in WHOLE and command.flash_attention == "off":
        raise Fault("bad_option", "needs flash attention", field="type_v", value=command.type_v)


def _contents(command: Load) -> Contents | None:
    """What the file holds; None where no option needs to know it (or it cannot be read)."""
    asked = command.gpu_layers > 0 or command.experts_on_cpu or command.overrides or command.adapters
    asked = asked or _bound_to_flash(command) or devices.has_tiles()
    return read_contents(Path(command.path)) if asked else None


def _bound_to_flash(command: Load) -> bool:
    """Whether llama.cpp may not choose another way of computing attention."""
    return command.flash_attention == "on" or command.type_v not in WHOLE


def _check_cache(command: Load, used: Sequence[Found], contents: Contents | None) -> None:
    """Refuse a KV cache that an accelerator which is to hold it could not read."""
    heads = contents.heads if contents is not None else None
    if heads is None or not command.kv_on_gpu or not command.gpu_layers or not _bound_to_flash(command):
        return
    for device in used:
        if attends(device, command.type_k, command.type_v, heads):
            continue
        if not attends(device, "f16", "f16", heads):
            raise Fault("bad_option", f"{device.name} has none", field="flash_attention", value=command.flash_attention)
        option = "type_v" if attends(device, command.type_k, command.type_k, heads) else "type_k"
        detail = f"{device.name} cannot read keys as {command.type_k} with values as {command.type_v}"
        raise Fault("bad_option", detail, field=option, value=getattr(command, option))


def _place_layers(command: Load, plan: ModelPlan, contents: Contents | None) -> None:
    # The output counts as a layer.
    if contents is not None and contents.layers and command.gpu_layers > contents.layers + 1:
        detail = f"the weights have {contents.layers + 1} layers, with the output"
        raise Fault("bad_option", detail, field="gpu_layers", value=str(command.gpu_layers))
    plan.parameters.n_gpu_layers = command.gpu_layers


def _used(command: Load, chosen: list[Found]) -> list[Found]:
    if command.split != "none" and command.main_gpu == 0:
        return chosen
    if command.main_gpu >= max(1, len(chosen)):
        detail = f"there are {len(chosen)} accelerators, counted from 0"
        raise Fault("bad_option", detail, field="main_gpu", value=str(command.main_gpu))
    return chosen if command.split != "none" else chosen[command.main_gpu : command.main_gpu + 1]


def _name_devices(command: Load, plan: ModelPlan, every: Sequence[Found]) -> None:
    """Left to llama.cpp, it would also take servers that an earlier load has named and that may be gone."""
    if not command.devices and not any(device.server for device in every):
        return
    array = (ctypes.c_void_p * (len(plan.used) + 1))(*(device.address for device in plan.used), None)
    plan.kept.append(array)
    plan.parameters.devices = ctypes.addressof(array)


def _split(command: Load, plan: ModelPlan) -> None:
    if command.split == "row" and len(plan.used) > 1 and not any(map(devices.splits_rows, plan.used)):
        names = ", ".join(device.name for device in plan.used)
        raise Fault("bad_option", f"{names} cannot split rows", field="split", value="row")
    plan.parameters.split_mode = _SPLITS[command.split]
    # With one device named and split "none", `used` is that one, whatever its place was.
    plan.parameters.main_gpu = 0 if plan.parameters.devices and command.split == "none" else command.main_gpu
    if not command.tensor_split:
        return
    shares, told = command.tensor_split, str(command.tensor_split)
    if len(shares) > len(plan.used):
        detail = f"there are {len(plan.used)} accelerators"
        raise Fault("bad_option", detail, field="tensor_split", value=told)
    if not all(math.isfinite(share) and share >= 0 for share in shares) or not sum(shares):
        raise Fault("bad_option", "shares are positive numbers", field="tensor_split", value=told)
    array = (ctypes.c_float * max(len(shares), int(api.llama_max_devices())))(*shares)
    plan.kept.append(array)
    plan.parameters.tensor_split = array


def _repacks(contents: Contents | None) -> bool:
    """Whether llama.cpp may lay weights out anew for the processor.

    For Intel's AMX it must not where attention is compressed (MLA): llama.cpp would lay out the matrices by heads, and
    then multiply them with what does not lie in one piece, which it cannot with AMX (GGML_ASSERT cur_backend_id).
    """
    return contents is None or not contents.latent or not devices.has_tiles()


def _load_mode(command: Load) -> int:
    if command.mlock and not api.llama_supports_mlock():
        raise Fault("bad_option", "this system cannot lock memory", field="mlock", value="true")
    return int(
        {
            (True, True): api.LLAMA_LOAD_MODE_MMAP_MLOCK,
            (True, False): api.LLAMA_LOAD_MODE_MMAP,
            (False, True): api.LLAMA_LOAD_MODE_MLOCK,
            (False, False): api.LLAMA_LOAD_MODE_NONE,
        }[command.mmap, command.mlock]
    )


# ---- tensors by name ------------------------------------------------------------------------------------------------


def _override(command: Load, plan: ModelPlan, every: Sequence[Found], contents: Contents | None) -> None:
    """Fill in tensor_buft_overrides: the first pattern that matches decides, so those by hand come first."""
    placed = [(each.pattern, _target(each.device, plan, every)) for each in command.overrides]
    for pattern, _ in placed:
        _check_pattern(pattern, contents)
    experts = expert_pattern(command, contents)
    if experts:
        placed.append((experts, _target(devices.MAIN_MEMORY, plan, every)))
    if not placed:
        return
    array = (_TensorOverride * (len(placed) + 1))()
    for entry, (pattern, target) in zip(array, placed, strict=False):
        entry.pattern = pattern.encode()
        entry.buffer_type = devices.buffer_type(target)
    plan.kept.append(array)
    plan.parameters.tensor_buft_overrides = ctypes.addressof(array)


def _target(name: str, plan: ModelPlan, every: Sequence[Found]) -> Found:
    """A tensor on a device that the context does not use would abort llama.cpp's scheduler."""
    for device in (*plan.used, *(each for each in every if each.kind == devices.CPU)):
        if device.name == name:
            return device
    known = ", ".join([devices.MAIN_MEMORY, *(device.name for device in plan.used)])
    raise Fault("bad_option", f"this load uses {known}", field="overrides", value=name)


def _check_pattern(pattern: str, contents: Contents | None) -> None:
    """Python reads most of what C++ does; the rest is left to llama.cpp, which fails the load: see `load_fault`."""
    if not pattern or len(pattern) > MOST_PATTERN or "\0" in pattern:
        raise _bad_pattern(pattern, f"a pattern has 1 to {MOST_PATTERN} characters")
    foreign = re.search(r"\(\?(?![:=!])|\\[AZz]|[*+?}]\+", pattern)
    if foreign:
        raise _bad_pattern(pattern, f"{foreign[0]!r} is not ECMAScript")
    if "[[" in pattern or r"\c" in pattern:  # classes such as [[:digit:]], which Python reads otherwise
        return
    try:
        compiled = re.compile(pattern)
    except (re.error, RecursionError, OverflowError) as error:
        raise _bad_pattern(pattern, str(error)) from error
    if contents is not None and not any(map(compiled.search, contents.tensors)):
        raise _bad_pattern(pattern, "no tensor of these weights has such a name")


def _bad_pattern(pattern: str, detail: str) -> Fault:
    return Fault("bad_option", detail, field="overrides", value=pattern[:MOST_PATTERN])


def expert_pattern(command: Load, contents: Contents | None) -> str:
    """The tensors that `experts_on_cpu` is about; empty for none.

    Counts layers that have experts: where leading layers are dense, llama.cpp's --n-cpu-moe counts these as well.
    One pattern for all of them, because llama.cpp compiles each anew for every tensor.
    """
    wanted = command.experts_on_cpu
    if not wanted:
        return ""
    layers = contents.expert_layers if contents is not None else []
    if contents is not None and (not layers or wanted > len(layers)):
        detail = f"the weights have {len(layers)} layers with experts"
        raise Fault("bad_option", detail, field="experts_on_cpu", value=str(wanted))
    if wanted < 0 or not layers:
        return EXPERTS
    some = layers[:wanted] if command.experts_from == "first" else layers[-wanted:]
    return rf"blk\.({'|'.join(map(str, some))}){EXPERTS}"


# ---- the context ----------------------------------------------------------------------------------------------------


def context_parameters(command: Load, n_ctx_train: int, rows: int = 0) -> Any:
    """Parameters of `llama_init_from_model`, but for the abort callback. `command` has passed `model_plan`.

    rows: the most predictions that one step asks for; more abort llama.cpp (GGML_ASSERT in `output_reserve`). 0 allows
    as many as a batch has tokens, and llama.cpp reserves memory for them all: 311 MB for 512 at a vocabulary of 152k.
    """
    parameters = api.llama_context_default_params()
    n_ctx = command.n_ctx or min(n_ctx_train, DEFAULT_CONTEXT)
    sequences = command.lanes + SPARE_SEQUENCES
    threads = command.threads or physical_cores()
    parameters.n_ctx = n_ctx
    parameters.n_batch = min(command.n_batch, n_ctx)
    parameters.n_ubatch = min(command.n_ubatch, parameters.n_batch)
    parameters.n_seq_max = sequences
    if rows:
        # Less than one for each sequence is not to be had: it is what llama.cpp reserves anyway.
        parameters.n_outputs_max = min(parameters.n_batch, max(rows, sequences))
    parameters.n_threads = threads
    parameters.n_threads_batch = command.threads_batch or threads
    parameters.type_k = CACHE_TYPES[command.type_k]
    parameters.type_v = CACHE_TYPES[command.type_v]
    parameters.flash_attn_type = _FLASH[command.flash_attention]
    parameters.offload_kqv = command.kv_on_gpu
    parameters.kv_unified = True
    parameters.swa_full = True
    parameters.rope_scaling_type = _ROPES[command.rope_scaling]
    parameters.rope_freq_base = command.rope_freq_base
    parameters.rope_freq_scale = command.rope_freq_scale
    parameters.yarn_orig_ctx = command.yarn_original_context
    return parameters


def context_fault(said: str, command: Load) -> Fault | None:
    """The option that llama.cpp complained about when it made no context; `said` is its complaints. Else None."""
    for words, option in _CONTEXT_FAULTS:
        if words.search(said):
            return Fault("bad_option", said, field=option, value=str(getattr(command, option)))
    return None


def load_fault(said: str, command: Load) -> Fault | None:
    """The same for a load that failed: a pattern that C++ would not read."""
    if command.overrides and _REGEX_FAULTS.search(said):
        patterns = " ".join(each.pattern for each in command.overrides)
        return Fault("bad_option", said, field="overrides", value=patterns[:MOST_PATTERN])
    return None


def physical_cores() -> int:
    """Cores worth a thread each: no hyperthreads, and none this process may not run on."""
    cores = psutil.cpu_count(logical=False) or os.cpu_count() or 1
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else cores
    return max(1, min(cores, allowed))
