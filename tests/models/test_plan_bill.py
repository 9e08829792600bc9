"""The bill is what llama.cpp takes: for each architecture that the tests write, for the starter, for large weights."""

import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import pytest

from models.gguf import read_header
from models.hardware import GIB, Device, Hardware
from models.plan import MAIN_MEMORY, Placement, Share, bill
from models.planning import values
from models.shape import shape_of_headers
from runtime.backend import GUESSES
from runtime.llama import devices, placement
from runtime.protocol import Load
from tests.native.tools import RpcServer, tools
from tests.weights import QWEN_HALF_BILLION, TINY, Shape, Vocabulary, write_hollow, write_weights

pytestmark = pytest.mark.model

ROOT = Path(__file__).resolve().parents[2]
MIB = 1 << 20
ROUNDING = 0.02 * MIB
"""Of llama.cpp's log, two buffers of 0.01 MiB."""
MACHINE: Final = Hardware(64 * GIB, 64 * GIB, 8, 50e9)

_WORDS = {count: Vocabulary(count) for count in (128_256, 129_280, 151_936)}
LARGE: Final[Mapping[str, Shape]] = {
    "Qwen2.5 0.5B": QWEN_HALF_BILLION,
    "Llama 8B": Shape(
        "llama", 32, 4096, heads=32, kv_heads=8, head=128, feed_forward=14_336, vocabulary=_WORDS[128_256]
    ),
    "Qwen2.5 32B": Shape(
        "qwen2", 64, 5120, 40, 8, head=128, feed_forward=27_648, vocabulary=_WORDS[151_936], biased=True
    ),
    "Qwen3 30B A3B": Shape(
        *("qwen3moe", 48, 2048, 32, 4), head=128, feed_forward=6144, vocabulary=_WORDS[151_936], normed=True,
        experts=128, experts_used=8, expert_width=768,
    ),
    "DeepSeek-R1 671B": Shape(
        *("deepseek2", 61, 7168, 128, 1), head=192, feed_forward=18_432, vocabulary=_WORDS[129_280], experts=256,
        experts_used=8, expert_width=2048, shared=1, dense=3, q_rank=1536, kv_rank=512, rope=64,
    ),
}  # fmt: skip
"""With the true sizes, though all of one type, and R1's values are as long as its keys."""

CONTEXTS: Final[list[dict[str, Any]]] = [
    {"n_ctx": 512},
    {"n_ctx": 3000, "type_k": "q8_0", "type_v": "q8_0"},
    {"n_ctx": 4096, "flash_attention": "off"},
    {"n_ctx": 8192, "type_k": "q4_0", "type_v": "q4_0", "n_batch": 128},
    {"n_ctx": 8192, "n_batch": 2048, "n_ubatch": 2048, "lanes": 2},
    {"n_ctx": 1024, "n_batch": 64, "n_ubatch": 64, "lanes": 3},
    {"n_ctx": 16_384, "n_batch": 1024, "n_ubatch": 256, "lanes": 16},
]


@dataclass(frozen=True)
class Weighed:
    """One case: what llama.cpp said (bytes by device and use), and what was reckoned."""

    case: dict[str, Any]
    told: dict[str, int]
    shares: tuple[Share, ...]

    def said(self, device: str, *uses: str) -> int:
        return sum(self.told.get(f"{device} {use}", 0) for use in uses)

    def faults(self, parts: float, total: float) -> list[str]:
        """Parts that are off by more than so much of themselves, and devices whose sum is."""
        found = []
        for share in self.shares:
            compared = {
                "weights": (share.weights, self.said(share.device, "weights"), parts),
                "kv": (share.kv, self.said(share.device, "kv"), parts),
                "compute": (share.compute, self.said(share.device, "compute", "output"), parts),
                "total": (share.total, self.said(share.device, "weights", "kv", "compute", "output"), total),
            }
            for part, (reckoned, true, allowed) in compared.items():
                if abs(reckoned - true) > allowed * true + ROUNDING:
                    found.append(f"{part} on {share.device}: {reckoned / MIB:.2f} MiB, and not {true / MIB:.2f}")
        return found


def weigh(cases: list[dict[str, Any]], folder: Path, hardware: Hardware = MACHINE, **environment: str) -> list[Weighed]:
    asked = folder / "cases.json"
    asked.write_text(json.dumps(cases), "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "tests.models.measure", str(asked)],
        capture_output=True, text=True, timeout=240, cwd=ROOT, env={**_environment(), **environment},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    told = json.loads(done.stdout.splitlines()[-1])
    return [Weighed(case, each, reckon(case, hardware)) for case, each in zip(cases, told, strict=True)]


def _environment() -> dict[str, str]:
    import os

    return {**os.environ, "PYTHONPATH": str(ROOT)}


def reckon(case: dict[str, Any], hardware: Hardware) -> tuple[Share, ...]:
    shape = shape_of_headers([read_header(Path(case["path"]))])
    known = {name: value for name, value in case.items() if name in Placement.__dataclass_fields__}
    defaults = {"gpu_layers": -1} if hardware.devices else {}
    if "tensor_split" in known:
        known["tensor_split"] = tuple(known["tensor_split"])
    return bill(shape, hardware, replace(Placement(n_ctx=1), **(defaults | known)))


def show(case: dict[str, Any]) -> str:
    return " ".join(f"{name}={value}" for name, value in case.items() if name not in ("path", "simulated"))


@pytest.fixture
def as_in_the_file() -> None:
    """Weights of which llama.cpp makes nothing else. For Intel's AMX it lays them out anew, somewhat larger, and keeps
    tied ones as they were beside it; none of that is reckoned."""
    if devices.has_tiles():
        pytest.skip("this processor has AMX, whose layout of weights is not reckoned")


# ---- in main memory -------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("as_in_the_file")
@pytest.mark.parametrize("architecture", TINY)
def test_written_weights_take_what_was_reckoned_however_they_are_opened(architecture: str, tmp_path: Path) -> None:
    path = write_weights(tmp_path / "tiny.gguf", TINY[architecture])
    cases = [{"path": str(path), **options} for options in CONTEXTS]
    wrong = {show(each.case): each.faults(parts=0.03, total=0.03) for each in weigh(cases, tmp_path)}
    assert not any(wrong.values()), wrong


def test_the_starter_takes_what_was_reckoned(starter_weights: Path, tmp_path: Path) -> None:
    cases = [{"path": str(starter_weights), **options} for options in CONTEXTS]
    wrong = {show(each.case): each.faults(parts=0.02, total=0.01) for each in weigh(cases, tmp_path)}
    assert not any(wrong.values()), wrong


@pytest.mark.usefixtures("as_in_the_file")
def test_weights_that_are_repacked_for_the_processor_count_once(tmp_path: Path) -> None:
    # Read and not mapped, since the log counts a mapped file's repacked tensors twice.
    path = write_weights(tmp_path / "half.gguf", QWEN_HALF_BILLION)
    (weighed,) = weigh([{"path": str(path), "n_ctx": 2048, "mmap": False}], tmp_path)
    assert weighed.faults(parts=0.01, total=0.01) == []


@pytest.mark.parametrize("name", LARGE)
def test_weights_of_true_size_take_what_was_reckoned(name: str, tmp_path: Path) -> None:
    path = write_hollow(tmp_path / "large.gguf", LARGE[name])
    cases = [{"path": str(path), "simulated": True, "mmap": False, **options} for options in CONTEXTS]
    wrong = {show(each.case): each.faults(parts=0.03, total=0.01) for each in weigh(cases, tmp_path)}
    assert not any(wrong.values()), wrong


def test_old_files_of_compressed_attention_keep_all_heads(tmp_path: Path) -> None:
    shape = shape_of_headers([read_header(write_weights(tmp_path / "new.gguf", TINY["deepseek2"]))])
    assert shape.latent
    assert (shape.layers[0].keys, shape.layers[0].values) == (64, 0)


def test_the_planner_opens_a_context_as_the_engine_does() -> None:
    assert (values.SPARE_SEQUENCES, values.GUESSES) == (placement.SPARE_SEQUENCES, GUESSES)
    usual = Load(id=1, path="")
    assert (usual.lanes, usual.n_batch, usual.n_ubatch) == (values.LANES, values.BATCH, values.BATCH)
    for lanes, n_ctx, n_batch in ((8, 4096, 512), (1, 100, 512), (32, 8192, 16)):
        load = Load(id=1, path="", lanes=lanes, n_ctx=n_ctx, n_batch=n_batch)
        told = placement.context_parameters(load, 8192, rows=lanes + placement.SPARE_SEQUENCES + GUESSES)
        ours = Placement(n_ctx=n_ctx, n_batch=n_batch, lanes=lanes)
        assert (told.n_outputs_max, told.n_seq_max, told.n_batch) == (ours.rows, ours.sequences, ours.batch)
        assert told.swa_full is values.WINDOWS_KEPT_WHOLE


# ---- on devices -----------------------------------------------------------------------------------------------------

PLACED: Final[list[dict[str, Any]]] = [
    {},
    {"gpu_layers": 1},
    {"gpu_layers": 20},
    {"experts_on_cpu": -1},
    {"experts_on_cpu": 10},
    {"experts_on_cpu": 10, "experts_from": "last"},
    {"gpu_layers": 30, "experts_on_cpu": 10, "n_ctx": 32_768, "flash_attention": "off"},
]


@pytest.mark.skipif(tools() is None, reason="llama.cpp's programs with RPC are not here: make native")
@pytest.mark.parametrize("servers", [1, 2])
@pytest.mark.parametrize("name", ["Llama 8B", "Qwen3 30B A3B", "DeepSeek-R1 671B"])
def test_each_device_takes_what_was_reckoned_for_it(name: str, servers: int, tmp_path: Path) -> None:
    programs = tools()
    assert programs is not None
    path = write_hollow(tmp_path / "large.gguf", LARGE[name])
    running = [RpcServer(programs, tmp_path / f"{number}.log") for number in range(servers)]
    split = {"tensor_split": [2, 1]} if servers > 1 else {}
    common = {"path": str(path), "simulated": True, "mmap": False, "rpc": [each.address for each in running], **split}
    placed = [each for each in PLACED if LARGE[name].experts or "experts_on_cpu" not in each]
    devices = tuple(Device(f"RPC{number}", "rpc", 80 * GIB, 80 * GIB, 1e9) for number in range(servers))
    try:
        weighed = weigh(
            [{"n_ctx": 8192, **common, **each} for each in placed],
            tmp_path,
            replace(MACHINE, devices=devices),
            LLAMA_CPP_LIB_PATH=str(programs),
        )
    finally:
        for each in running:
            each.end()
    # Where nothing is allocated llama.cpp says the sizes of compute buffers alone, device by device.
    wrong = {}
    for each in weighed:
        for share in each.shares:
            true, reckoned = each.said(share.device, "compute", "output"), share.compute
            if abs(true - reckoned) > 0.05 * true + MIB:
                wrong[f"{show(each.case)} {share.device}"] = (true / MIB, reckoned / MIB)
    assert not wrong
    assert weighed[0].shares[0].device == MAIN_MEMORY
