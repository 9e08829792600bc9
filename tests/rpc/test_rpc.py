"""Weights on other machines, which are RPC servers on loopback. Needs `make native`; `make rpc-check` shows more."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.native.tools import RpcServer, Told, probe, tools
from tests.rpc.check import cases, layers_of, run
from tests.rpc.lost import lose_a_server
from tests.weights import TINY, write_weights

pytestmark = [
    pytest.mark.model,
    pytest.mark.skipif(tools() is None, reason="llama.cpp's programs with RPC are not here: make native"),
]


@pytest.fixture(scope="module")
def programs() -> Path:
    found = tools()
    assert found is not None
    return found


@pytest.fixture(scope="module")
def server(programs: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RpcServer]:
    started = RpcServer(programs, tmp_path_factory.mktemp("rpc") / "server.log")
    yield started
    started.end()


@pytest.fixture(scope="module")
def mixture(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_weights(tmp_path_factory.mktemp("rpc") / "deepseek2.gguf", TINY["deepseek2"])


def test_weights_lie_where_they_were_told_to_and_say_the_same_everywhere(
    mixture: Path, server: RpcServer, programs: Path
) -> None:
    right: Told | None = None
    for case in cases(layers_of(mixture), experts=True):
        outcome = run(mixture, case, server, programs, right)
        assert outcome.faults == [], case.name
        right = right or outcome.told


def test_two_servers_share_the_layers_as_they_are_told(
    mixture: Path, server: RpcServer, programs: Path, tmp_path: Path
) -> None:
    other = RpcServer(programs, tmp_path / "other.log")
    try:
        servers = [server.address, other.address]
        even = probe(mixture, libraries=programs, rpc=servers, tensor_split=[1, 1], mmap=False)
        uneven = probe(mixture, libraries=programs, rpc=servers, tensor_split=[1, 4], mmap=False)
        second = probe(mixture, libraries=programs, rpc=servers, devices=["RPC1"], mmap=False)
        alone = probe(mixture, libraries=programs, rpc=servers, split="none", main_gpu=1, mmap=False)
    finally:
        other.end()
    assert even.size("RPC0", "weights") > uneven.size("RPC0", "weights") > 0
    assert uneven.size("RPC1", "weights") > even.size("RPC1", "weights") > 0
    for only in (second, alone):
        assert only.size("RPC1", "weights") > 0
        assert "RPC0" not in only.devices
    assert even.ids == uneven.ids == second.ids == alone.ids


def test_a_server_that_is_not_there_is_told_by_its_address(mixture: Path, programs: Path, tmp_path: Path) -> None:
    gone = RpcServer(programs, tmp_path / "gone.log")
    gone.end()
    told = probe(mixture, libraries=programs, rpc=[gone.address])
    assert (told.fault, told.name, told.value) == ("bad_option", "rpc", gone.address)


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("devices", {"devices": ["RPC7"]}),
        ("devices", {"devices": ["CPU"]}),
        ("devices", {"devices": ["RPC0", "RPC0"]}),
        ("tensor_split", {"tensor_split": [1, 1]}),
        ("tensor_split", {"tensor_split": [0]}),
        ("main_gpu", {"split": "none", "main_gpu": 1}),
        ("overrides", {"overrides": [{"pattern": "ffn", "device": "CUDA0"}]}),
    ],
)
def test_a_device_that_is_none_is_told_by_the_option(
    name: str, options: dict[str, object], mixture: Path, server: RpcServer, programs: Path
) -> None:
    told = probe(mixture, libraries=programs, rpc=[server.address], **options)
    assert (told.fault, told.name) == ("bad_option", name)


@pytest.mark.skipif(os.name == "nt", reason="kills a process")
def test_a_server_that_dies_ends_the_generation_and_leaves_its_text(
    starter_weights: Path, programs: Path, tmp_path: Path
) -> None:
    assert lose_a_server(starter_weights, tmp_path, programs) == []


def test_a_draft_stays_on_this_machine_where_its_weights_do_not(
    mixture: Path, server: RpcServer, programs: Path, tmp_path: Path
) -> None:
    # Its server talks to one program at a time, and is talking to this one already.
    draft = write_weights(tmp_path / "draft.gguf", TINY["llama"])
    plain = probe(mixture, libraries=programs, rpc=[server.address])
    drafted = probe(mixture, libraries=programs, rpc=[server.address], devices=["RPC0"], draft=str(draft))
    assert drafted.ids == plain.ids != []
    assert drafted.size("RPC0", "weights") == plain.size("RPC0", "weights") > 0
