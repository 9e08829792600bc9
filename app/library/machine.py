"""This machine as the planner sees it: its memory, and the devices that the engine would use by itself."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from app.engine.survey import ComputeDevice
from models.hardware import Device, Hardware, Kind, survey

_RPC, _METAL = "RPC", ("Metal", "MTL")
"""How llama.cpp's names of devices on other machines begin, and of Apple's, which share main memory."""


def machine(devices: Iterable[ComputeDevice], cache: Path | None = None) -> Hardware:
    """What there is to place weights on. `devices`: what an engine named. `cache`: where a measured bandwidth is kept.

    Takes some 0.4 s the first time, and almost nothing later.
    """
    return survey(tuple(devices_of(devices)), cache)


def devices_of(devices: Iterable[ComputeDevice]) -> Iterator[Device]:
    """Those that the engine takes where nobody chooses: servers first, then graphics cards (`runtime.llama.devices`).

    An engine does not tell graphics in a processor from a card; of those, Apple's alone are known by their name.
    """
    graphics = [each for each in devices if each.kind == "gpu" and each.memory_total]
    for each in sorted(graphics, key=lambda device: not device.name.startswith(_RPC)):
        yield Device(each.name, _kind(each.name), each.memory_total, each.memory_free, 0.0, each.description)


def _kind(name: str) -> Kind:
    if name.startswith(_RPC):
        return "rpc"
    return "integrated" if name.startswith(_METAL) else "gpu"
