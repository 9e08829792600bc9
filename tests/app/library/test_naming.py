"""What a person types for weights, and what the engine's devices are to the planner."""

from collections.abc import Callable

import pytest

from app.engine.survey import ComputeDevice
from app.library.machine import devices_of
from app.library.naming import meant, path_named
from models.catalog import Catalog
from models.gguf import BadGguf
from models.library import Found

MakeFound = Callable[..., Found]


@pytest.mark.parametrize("name", ["r1-small", "R1-SMALL", "R1-Small-1.5B"])
def test_an_entry_means_all_of_it_that_is_here(catalog: Catalog, a_file: MakeFound, name: str) -> None:
    coarse, fine = a_file(), a_file("R1-Small-1.5B-Q8_0.gguf", 1_900_000_000)
    other = a_file("other.gguf", architecture="llama")
    (one,) = meant(name, catalog, [coarse, other, fine])
    assert (one.found, one.entry) == ((coarse, fine), catalog.find("r1-small"))
    assert path_named(name, catalog, [coarse, other, fine]) == fine.path


@pytest.mark.parametrize("name", ["qwen3:8b", "立春", "own words", "LI CHUN.gguf"])
def test_a_file_is_meant_by_its_programs_name_or_its_own(catalog: Catalog, a_file: MakeFound, name: str) -> None:
    files = [
        a_file("sha256-00", architecture="qwen3", place="qwen3:8b", title="own words"),
        a_file("li chun.gguf", architecture="qwen3", place="立春"),
    ]
    (one,) = meant(name, catalog, files)
    assert one.found[0] in files
    assert one.entry is None
    assert path_named(name, catalog, files) == one.found[0].path


def test_a_name_that_two_files_have_is_no_name(catalog: Catalog, a_file: MakeFound) -> None:
    files = [a_file("a/x.gguf", architecture="llama"), a_file("b/x.gguf", architecture="llama")]
    assert len(meant("x", catalog, files)) == 2
    assert path_named("x", catalog, files) is None


def test_what_is_not_here_can_still_be_meant(catalog: Catalog) -> None:
    (one,) = meant("qwq", catalog, [])
    assert (one.found, one.entry) == ((), catalog.find("qwq"))
    assert path_named("qwq", catalog, []) is None
    assert meant("nobody", catalog, []) == ()


def test_half_a_download_is_not_opened(catalog: Catalog, a_file: MakeFound) -> None:
    half = a_file(fault=BadGguf("truncated", expected=2, found=1))
    assert path_named("r1-small", catalog, [half]) is None


def test_devices_come_as_the_engine_would_take_them() -> None:
    said = [
        ComputeDevice("CPU", "a processor", "cpu", 1, 2),
        ComputeDevice("CUDA0", "GeForce", "gpu", 10, 12),
        ComputeDevice("BLAS", "", "accelerator", 0, 0),
        ComputeDevice("RPC0", "10.0.0.2:50052", "gpu", 20, 24),
        ComputeDevice("MTL0", "Apple M3", "gpu", 30, 36),
        ComputeDevice("Vulkan9", "says nothing", "gpu", 0, 0),
    ]
    found = list(devices_of(said))
    assert [(each.name, each.kind, each.free, each.total) for each in found] == [
        ("RPC0", "rpc", 20, 24), ("CUDA0", "gpu", 10, 12), ("MTL0", "integrated", 30, 36)
    ]  # fmt: skip
