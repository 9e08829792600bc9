"""What a machine has: memory, cores, devices, and how fast its main memory is read.

Devices are llama.cpp's own and come from whoever asked the engine; this module adds what llama.cpp does not say, their
bandwidth. Knows nothing of weights.
"""

import importlib
import json
import logging
import os
import platform
import re
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

import psutil

GIB = 1 << 30

_BUFFER = 64 << 20
_BUFFERS = 1 << 30
"""Bytes for each thread, which is more than its share of the caches, and for all of them together."""
_MEASURING_S = 0.3
_SANE = (1e9, 4e12)
"""Bytes a second. A figure outside was never measured."""

_BANDWIDTHS: Mapping[str, int] = {
    "RTX 5090": 1792, "RTX 5080": 960, "RTX 5070 Ti": 896, "RTX 5070": 672, "RTX 5060": 448,
    "RTX 4090": 1008, "RTX 4080": 717, "RTX 4070 Ti SUPER": 672, "RTX 4070": 504, "RTX 4060": 272,
    "RTX 3090": 936, "RTX 3080": 760, "RTX 3070": 448, "RTX 3060": 360, "RTX 2080": 448,
    "RTX PRO 6000": 1792, "RTX 6000 Ada": 960, "RTX A6000": 768, "RTX A4000": 448, "L40": 864, "L40S": 864, "L4": 300,
    "B200": 8000, "H200": 4800, "H100 PCIe": 2000, "H100": 3350, "A100": 1935, "V100": 900,
    "7900 XTX": 960, "7900 XT": 800, "7800 XT": 624, "6900 XT": 512, "9070 XT": 640,
    "MI300X": 5300, "MI250": 3277, "Arc A770": 560, "Arc B580": 456,
    "M4 Max": 546, "M4 Pro": 273, "M3 Ultra": 819, "M3 Max": 400, "M2 Ultra": 800, "M2 Max": 400, "M1 Ultra": 800,
    "M1 Max": 400,
}  # fmt: skip
"""10^9 bytes a second by whole words of the name, as the makers' data sheets have it; the first that is found counts.
Only for what NVIDIA's driver does not tell itself."""

log = logging.getLogger(__name__)

Kind = Literal["gpu", "integrated", "rpc"]


@dataclass(frozen=True, slots=True)
class Device:
    """Something other than the processor that llama.cpp computes on. Bytes, and bytes a second."""

    name: str
    """llama.cpp's own, such as CUDA0; it is what a placement names."""
    kind: Kind
    total: int
    free: int
    """0 where nobody says."""
    bandwidth: float
    """0 where it is not known yet: `survey` fills it in."""
    description: str = ""
    """What people call it, such as "NVIDIA GeForce RTX 4090"."""


@dataclass(frozen=True, slots=True)
class Hardware:
    """A machine. Bytes, and bytes a second."""

    memory: int
    free_memory: int
    """What programs could still have, with what the system only keeps for speed."""
    cores: int
    """Physical ones that this process may run on."""
    bandwidth: float
    devices: tuple[Device, ...] = ()


def survey(devices: Sequence[Device] = (), cache: Path | None = None) -> Hardware:
    """Look at this machine. Takes some 0.4 s the first time, and almost nothing once `cache` knows its bandwidth."""
    memory = psutil.virtual_memory()
    cores = physical_cores()
    bandwidth = memory_bandwidth(cores, cache)
    nvidia = _nvidia_bandwidths()
    known = tuple(replace(each, bandwidth=_bandwidth(each, bandwidth, nvidia)) for each in devices)
    return Hardware(int(memory.total), int(memory.available), cores, bandwidth, known)


def physical_cores() -> int:
    """Cores worth a thread each."""
    cores = psutil.cpu_count(logical=False) or os.cpu_count() or 1
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else cores
    return max(1, min(cores, allowed))


# ---- main memory ----------------------------------------------------------------------------------------------------


def memory_bandwidth(cores: int, cache: Path | None = None) -> float:
    """Bytes a second that all cores together read; measured once and kept in `cache`, one entry for each machine."""
    key = f"{platform.machine()} {platform.processor()} {cores} {psutil.virtual_memory().total >> 26}"
    known = _remembered(cache)
    found = known.get(key)
    if isinstance(found, int | float) and _SANE[0] <= found <= _SANE[1]:
        return float(found)
    measured = _measure(cores)
    if cache is not None:
        _remember(cache, known | {key: measured})
    return measured


def _remembered(cache: Path | None) -> dict[str, Any]:
    """What the file holds; nothing where it is not there or not what was written."""
    try:
        kept = json.loads(cache.read_text("utf-8")) if cache is not None else {}
    except (OSError, ValueError, RecursionError):
        return {}
    return kept if isinstance(kept, dict) else {}


def _remember(cache: Path, figures: Mapping[str, Any]) -> None:
    try:
        cache.parent.mkdir(parents=True, exist_ok=True)
        written = cache.with_name(f"{cache.name}.{os.getpid()}")
        written.write_text(json.dumps(figures), "utf-8")
        written.replace(cache)
    except OSError as error:
        log.info("the memory's bandwidth is not kept: %s", error)


def _measure(cores: int) -> float:
    """Each thread reads a buffer of its own; numpy lets other threads run meanwhile. Best of several rounds."""
    import numpy as np  # here, for the window is to start without it

    size = min(_BUFFER, _BUFFERS // cores)
    # Filled, for untouched memory is one page of zeros and read from the cache.
    parts = [np.full(size // 8, 1, np.uint64) for _ in range(cores)]
    best = 0.0
    with ThreadPoolExecutor(cores) as pool:
        began = time.perf_counter()
        while True:
            start = time.perf_counter()
            list(pool.map(np.bitwise_or.reduce, parts))
            now = time.perf_counter()
            best = max(best, cores * size / max(now - start, 1e-9))
            if now - began > _MEASURING_S:
                return min(max(best, _SANE[0]), _SANE[1])


# ---- devices --------------------------------------------------------------------------------------------------------


def _bandwidth(device: Device, memory: float, nvidia: Sequence[tuple[str, float]]) -> float:
    if device.bandwidth > 0:
        return device.bandwidth
    if device.kind == "integrated":
        return memory
    said = f"{device.description} {device.name}"
    for name, figure in nvidia:
        if name.lower() in said.lower():
            return figure
    for name, gigabytes in _BANDWIDTHS.items():
        if re.search(rf"\b{re.escape(name)}\b", said, re.I):
            return gigabytes * 1e9
    if device.kind == "rpc":
        return memory  # a machine like this one, for want of knowledge
    # Cards grew in both together: 8 GB with some 250 GB/s, 24 with 900, 80 with 2,500.
    return min(3e12, max(100e9, 32.0 * device.total))


def _nvidia_bandwidths() -> tuple[tuple[str, float], ...]:
    """(name, bytes a second) of what NVIDIA's driver knows; nothing without the driver or its library for Python."""
    try:
        pynvml = importlib.import_module("pynvml")  # of nvidia-ml-py, which not everybody has
    except ImportError:
        return ()
    try:
        pynvml.nvmlInit()
    except (pynvml.NVMLError, OSError):
        return ()
    found = []
    try:
        for number in range(pynvml.nvmlDeviceGetCount()):
            handle = pynvml.nvmlDeviceGetHandleByIndex(number)
            name = pynvml.nvmlDeviceGetName(handle)
            clock = pynvml.nvmlDeviceGetMaxClockInfo(handle, pynvml.NVML_CLOCK_MEM)  # MHz
            width = pynvml.nvmlDeviceGetMemoryBusWidth(handle)  # bits
            # Two transfers a clock, as NVML counts clocks of all kinds of memory.
            figure = 2.0 * clock * 1e6 * width / 8
            if _SANE[0] <= figure <= 20e12:
                found.append((name if isinstance(name, str) else name.decode("utf-8", "replace"), figure))
    except pynvml.NVMLError as error:
        log.info("the graphics card's bandwidth is estimated: %s", error)
    finally:
        pynvml.nvmlShutdown()
    return tuple(found)
