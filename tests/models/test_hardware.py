"""What a machine has is looked up where it can be, measured once, and told of devices by their names."""

import json
import sys
import time
import types
from pathlib import Path
from typing import Any

import psutil
import pytest

from models.hardware import GIB, Device, survey


def card(name: str = "CUDA0", kind: Any = "gpu", description: str = "", total: int = 24 * GIB) -> Device:
    return Device(name, kind, total, total, 0.0, description)


def bandwidth(device: Device, tmp_path: Path) -> float:
    known = tmp_path / "known.json"
    if not known.exists():
        survey((), known)
    return survey((device,), known).devices[0].bandwidth


def test_this_machine_is_told_as_psutil_knows_it(tmp_path: Path) -> None:
    told = survey((), tmp_path / "machine.json")
    assert told.memory == psutil.virtual_memory().total
    assert 0 < told.free_memory <= told.memory
    assert 1 <= told.cores <= (psutil.cpu_count() or 1)
    assert 1e9 < told.bandwidth < 4e12


def test_bandwidth_is_measured_once(tmp_path: Path) -> None:
    cache = tmp_path / "deep" / "machine.json"
    first = survey((), cache)
    began = time.perf_counter()
    again = survey((), cache)
    assert time.perf_counter() - began < 0.1
    assert again.bandwidth == first.bandwidth
    assert [each.name for each in cache.parent.iterdir()] == [cache.name]


@pytest.mark.parametrize("broken", ["", "{", "[1]", '"x"', "null", "[" * 100_000, '{"other machine": 5e10}', "\xff"])
def test_a_cache_that_is_broken_or_of_another_machine_is_measured_anew(broken: str, tmp_path: Path) -> None:
    cache = tmp_path / "machine.json"
    cache.write_bytes(broken.encode("latin-1"))
    told = survey((), cache)
    assert told.bandwidth > 1e9
    assert told.bandwidth in json.loads(cache.read_text("utf-8")).values()


@pytest.mark.parametrize("kept", ["fast", None, -1, 0, 1e30, True, [], float("nan")])
def test_a_figure_that_cannot_be_is_measured_anew(kept: Any, tmp_path: Path) -> None:
    cache = tmp_path / "machine.json"
    survey((), cache)
    (key,) = json.loads(cache.read_text("utf-8"))
    cache.write_text(json.dumps({key: kept}), "utf-8")
    assert 1e9 < survey((), cache).bandwidth < 4e12


def test_a_folder_that_cannot_be_written_to_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert survey((), tmp_path / "file" / "machine.json").bandwidth > 1e9


@pytest.mark.parametrize(
    ("description", "expected"),
    [
        ("NVIDIA GeForce RTX 4090", 1008e9),
        ("NVIDIA GeForce RTX 4070 Ti SUPER", 672e9),
        ("NVIDIA H100 PCIe", 2000e9),
        ("NVIDIA H100 80GB HBM3", 3350e9),
        ("NVIDIA L40S", 864e9),
        ("AMD Radeon RX 7900 XT", 800e9),
        ("AMD Radeon RX 7900 XTX (RADV NAVI31)", 960e9),
        ("Apple M2 Max", 400e9),
    ],
)
def test_a_known_card_has_its_makers_bandwidth(description: str, expected: float, tmp_path: Path) -> None:
    assert bandwidth(card(description=description), tmp_path) == expected


def test_an_unknown_card_is_judged_by_its_size_and_others_by_main_memory(tmp_path: Path) -> None:
    small, large = (bandwidth(card(description="Novelty", total=size * GIB), tmp_path) for size in (4, 80))
    assert 50e9 < small < 300e9 < 1500e9 < large < 4e12
    main = survey((), tmp_path / "known.json").bandwidth
    assert bandwidth(card("Vulkan0", "integrated"), tmp_path) == main
    assert bandwidth(card("RPC0", "rpc", "192.168.0.2:50052"), tmp_path) == main


def test_a_bandwidth_that_somebody_knows_is_kept(tmp_path: Path) -> None:
    known = Device("CUDA0", "gpu", GIB, GIB, 123e9, "NVIDIA GeForce RTX 4090")
    assert bandwidth(known, tmp_path) == 123e9


class Driver(types.ModuleType):
    """NVIDIA's library as nvidia-ml-py shows it, with one card or with a fault at some step."""

    NVML_CLOCK_MEM = 2

    class NVMLError(Exception):
        pass

    def __init__(self, fault: str = "") -> None:
        super().__init__("pynvml")
        self.fault, self.closed = fault, 0

    def _answer(self, step: str, value: Any) -> Any:
        if step == self.fault:
            raise self.NVMLError(step)
        return value

    def nvmlInit(self) -> None:
        self._answer("init", None)

    def nvmlShutdown(self) -> None:
        self.closed += 1

    def nvmlDeviceGetCount(self) -> int:
        return int(self._answer("count", 1))

    def nvmlDeviceGetHandleByIndex(self, number: int) -> int:
        return number

    def nvmlDeviceGetName(self, handle: int) -> bytes:
        return b"NVIDIA Test 3000"

    def nvmlDeviceGetMaxClockInfo(self, handle: int, kind: int) -> int:
        return int(self._answer("clock", 10_501))

    def nvmlDeviceGetMemoryBusWidth(self, handle: int) -> int:
        return 384


@pytest.mark.parametrize("fault", ["", "init", "count", "clock"])
def test_nvidias_driver_is_asked_where_it_answers(fault: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    driver = Driver(fault)
    monkeypatch.setitem(sys.modules, "pynvml", driver)
    told = bandwidth(card(description="NVIDIA Test 3000"), tmp_path)
    assert told == pytest.approx(1008e9, rel=0.001) if not fault else told == 32 * 24 * GIB
    assert driver.closed in ((0,) if fault == "init" else (1, 2))


def test_without_nvidias_library_a_card_is_judged_by_its_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pynvml", None)
    assert bandwidth(card(description="NVIDIA Test 3000"), tmp_path) == 32 * 24 * GIB
