"""Weights of every shape load where they are told to, and what cannot be is told by the name of the option."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from runtime.llama import devices, placement
from runtime.protocol import Adapter, Delta, Failed, Finished, Load, Loaded, Override, Sampling
from tests.native.tools import probe
from tests.runtime.conftest import Engine
from tests.weights import TINY, Vocabulary, write_adapter, write_shards, write_weights

pytestmark = pytest.mark.model
GREEDY = Sampling(temperature=0.0)


@pytest.fixture(scope="module")
def weights(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """Tiny weights by architecture, and what does not fit them."""
    folder = tmp_path_factory.mktemp("weights")
    written = {name: write_weights(folder / f"{name}.gguf", shape) for name, shape in TINY.items()}
    llama = TINY["llama"]
    written |= {
        "lora": write_adapter(folder / "lora.gguf", llama),
        "lora of qwen2": write_adapter(folder / "qwen2-lora.gguf", TINY["qwen2"]),
        "lora of wider weights": write_adapter(folder / "wide-lora.gguf", replace(llama, width=128)),
        "lora of longer weights": write_adapter(folder / "long-lora.gguf", replace(llama, layers=9)),
        "other adapter": write_adapter(folder / "odd.gguf", llama, kind="ia3"),
        "longer words": write_weights(folder / "words.gguf", replace(llama, vocabulary=Vocabulary(1024))),
        "other words": write_weights(folder / "other.gguf", replace(llama, vocabulary=Vocabulary(520))),
    }
    return written


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """One for all wrong values: none of them may harm it."""
    started = Engine("--backend", "llama", log=tmp_path_factory.mktemp("engine") / "log")
    started.event()
    yield started
    started.process.kill()
    started.process.wait()
    for pipe in (started.process.stdin, started.process.stdout):
        if pipe is not None:
            pipe.close()


def answer(engine: Engine, path: Path, **options: Any) -> Loaded | Failed:
    engine.send(Load(id=9, path=str(path), **{"n_ctx": 512, "threads": 1, "lanes": 2} | options))
    last = engine.until(Loaded, Failed)[-1]
    assert isinstance(last, Loaded | Failed)
    return last


def greedy(engine: Engine) -> list[int]:
    events = engine.ask("the other one", 3, sampling=GREEDY, max_tokens=24)
    assert isinstance(events[-1], Finished)
    return [token for event in events if isinstance(event, Delta) for token in event.ids]


# ---- every architecture -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("architecture", TINY)
def test_weights_of_each_architecture_say_the_same_every_time(
    architecture: str, weights: Mapping[str, Path], engine: Engine
) -> None:
    said = []
    for _ in range(2):
        loaded = answer(engine, weights[architecture])
        assert isinstance(loaded, Loaded), loaded
        assert loaded.architecture == architecture
        said.append(greedy(engine))
    assert said[0] == said[1]
    assert len(said[0]) == 24
    assert len(set(said[0])) > 8, "degenerate weights would prove nothing"


@pytest.mark.parametrize(
    ("architecture", "options"),
    [
        ("qwen2", {"overrides": [{"pattern": ".*", "device": "CPU"}]}),
        ("llama", {"overrides": [{"pattern": r"\.ffn_(up|down)\.weight$", "device": "CPU"}]}),
        ("qwen3moe", {"experts_on_cpu": -1}),
        ("qwen3moe", {"experts_on_cpu": 2, "experts_from": "last"}),
        ("deepseek2", {"experts_on_cpu": 1}),
        ("deepseek2", {"experts_on_cpu": -1, "overrides": [{"pattern": "attn", "device": "CPU"}], "mmap": False}),
        ("deepseek2", {"mlock": True, "kv_on_gpu": False, "gpu_layers": 5}),
    ],
)
def test_logits_are_the_same_wherever_tensors_are_placed(
    architecture: str, options: dict[str, Any], weights: Mapping[str, Path]
) -> None:
    plain, placed = probe(weights[architecture]), probe(weights[architecture], **options)
    assert np.array_equal(plain.logits, placed.logits), placed.detail
    assert plain.ids == placed.ids
    assert plain.logits.std() > 1, "degenerate weights would prove nothing"


@pytest.mark.parametrize(
    ("options", "tensors"),
    [
        ({"experts_on_cpu": -1}, 9),
        ({"experts_on_cpu": 1}, 3),
        ({"experts_on_cpu": 2, "experts_from": "last"}, 6),
        ({"overrides": [{"pattern": "attn_k_b", "device": "CPU"}]}, 4),
    ],
)
def test_as_many_tensors_are_placed_as_the_pattern_names(
    options: dict[str, Any], tensors: int, weights: Mapping[str, Path]
) -> None:
    # Three of its four layers have experts, in three tensors each.
    assert probe(weights["deepseek2"], **options).overridden == tensors


def test_shards_load_by_their_first_and_say_what_the_whole_does(weights: Mapping[str, Path], tmp_path: Path) -> None:
    shards = write_shards(tmp_path, TINY["qwen3moe"], 3)
    whole, parts = probe(weights["qwen3moe"]), probe(shards[0], experts_on_cpu=4)
    assert np.array_equal(whole.logits, parts.logits), parts.detail
    assert parts.overridden == 12


@pytest.mark.parametrize("architecture", TINY)
def test_only_compressed_attention_is_kept_out_of_tiles(
    architecture: str, weights: Mapping[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    command = Load(id=1, path=str(weights[architecture]))
    monkeypatch.setattr(devices, "has_tiles", lambda: False)
    assert placement.model_plan(command).parameters.use_extra_bufts
    monkeypatch.setattr(devices, "has_tiles", lambda: True)
    assert placement.model_plan(command).parameters.use_extra_bufts is (architecture != "deepseek2")


# ---- KV cache and adapters ----------------------------------------------------------------------------------------


def test_a_quantized_cache_takes_less_memory(weights: Mapping[str, Path], engine: Engine) -> None:
    sizes = []
    for kind in ("f16", "q8_0", "q4_0"):
        loaded = answer(engine, weights["qwen2"], type_k=kind, type_v=kind)
        assert isinstance(loaded, Loaded), loaded
        sizes.append(sum(each.size for each in loaded.buffers if each.use == "kv"))
        assert len(greedy(engine)) == 24
    assert sizes[0] > 1.8 * sizes[1] > 1.8 * 1.6 * sizes[2] > 0


def test_an_adapter_works_beside_mapped_weights_and_at_its_scale(weights: Mapping[str, Path], engine: Engine) -> None:
    said = {}
    for scale in (None, 0.0, 1.0):
        adapters = [] if scale is None else [Adapter(path=str(weights["lora"]), scale=scale)]
        loaded = answer(engine, weights["llama"], adapters=adapters, mmap=True)
        assert isinstance(loaded, Loaded), loaded
        said[scale] = greedy(engine)
    assert said[None] == said[0.0] != said[1.0]


def test_weights_may_be_their_own_draft(weights: Mapping[str, Path], engine: Engine) -> None:
    assert isinstance(answer(engine, weights["qwen2"], draft=str(weights["llama"])), Loaded)
    assert len(greedy(engine)) == 24


# ---- wrong values -------------------------------------------------------------------------------------------------

WRONG: list[tuple[str, str, dict[str, Any]]] = [
    ("gpu_layers", "qwen2", {"gpu_layers": -2}),
    ("gpu_layers", "qwen2", {"gpu_layers": 5}),
    ("n_ctx", "qwen2", {"n_ctx": -1}),
    ("n_batch", "qwen2", {"n_batch": 0}),
    ("n_ubatch", "qwen2", {"n_batch": 64, "n_ubatch": 128}),
    ("lanes", "qwen2", {"lanes": 0}),
    ("lanes", "qwen2", {"lanes": 65}),
    ("threads", "qwen2", {"threads": -1}),
    ("threads_batch", "qwen2", {"threads_batch": -1}),
    ("yarn_original_context", "qwen2", {"yarn_original_context": -1}),
    ("rope_freq_base", "qwen2", {"rope_freq_base": -1.0}),
    ("rope_freq_scale", "qwen2", {"rope_freq_scale": float("nan")}),
    ("type_v", "qwen2", {"type_v": "q8_0", "flash_attention": "off"}),
    ("type_v", "deepseek2", {"type_k": "f16", "type_v": "q8_0"}),
    ("type_k", "narrow", {"type_k": "q8_0"}),
    ("devices", "qwen2", {"devices": ["CUDA7"]}),
    ("devices", "qwen2", {"devices": ["CPU"]}),
    ("tensor_split", "qwen2", {"tensor_split": [1.0]}),
    ("main_gpu", "qwen2", {"main_gpu": 1}),
    ("main_gpu", "qwen2", {"split": "none", "main_gpu": -1}),
    ("experts_on_cpu", "qwen2", {"experts_on_cpu": 1}),
    ("experts_on_cpu", "qwen3moe", {"experts_on_cpu": 5}),
    ("experts_on_cpu", "deepseek2", {"experts_on_cpu": 4}),
    ("overrides", "qwen2", {"overrides": [Override(pattern="(", device="CPU")]}),
    ("overrides", "qwen2", {"overrides": [Override(pattern="", device="CPU")]}),
    ("overrides", "qwen2", {"overrides": [Override(pattern="(?i)FFN", device="CPU")]}),
    ("overrides", "qwen2", {"overrides": [Override(pattern="[[:nothing:]]", device="CPU")]}),
    ("overrides", "qwen2", {"overrides": [Override(pattern="a" * 201, device="CPU")]}),
    ("overrides", "qwen2", {"overrides": [Override(pattern="_exps", device="CPU")]}),
    ("overrides", "qwen2", {"overrides": [Override(pattern="ffn", device="CUDA0")]}),
    ("rpc", "qwen2", {"rpc": ["127.0.0.1"]}),
    ("rpc", "qwen2", {"rpc": ["127.0.0.1:99999"]}),
    ("rpc", "qwen2", {"rpc": ["[::1]:50052"]}),
    ("rpc", "qwen2", {"rpc": ["127.0.0.1:1"]}),
    ("draft", "qwen2", {"draft": "/nowhere.gguf"}),
]


@pytest.fixture(scope="module")
def narrow(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Heads of 16: no whole blocks of a quantized cache."""
    return write_weights(tmp_path_factory.mktemp("narrow") / "narrow.gguf", replace(TINY["llama"], head=16))


@pytest.mark.parametrize(("field", "name", "options"), WRONG, ids=lambda value: str(value)[:60])
def test_a_wrong_value_is_told_by_the_name_of_its_option(
    field: str, name: str, options: dict[str, Any], weights: Mapping[str, Path], narrow: Path, engine: Engine
) -> None:
    failed = answer(engine, narrow if name == "narrow" else weights[name], **options)
    assert isinstance(failed, Failed)
    assert (failed.kind, failed.field) == ("bad_option", field)
    assert failed.detail
    assert isinstance(answer(engine, weights["llama"]), Loaded), "the engine is none the worse"


@pytest.mark.parametrize(
    "name",
    ["lora of qwen2", "lora of wider weights", "lora of longer weights", "other adapter", "llama", "nowhere"],
)
def test_an_adapter_that_does_not_fit_is_told_by_its_path(
    name: str, weights: Mapping[str, Path], engine: Engine
) -> None:
    path = str(weights.get(name, "/nowhere.gguf"))
    failed = answer(engine, weights["llama"], adapters=[Adapter(path=path)])
    assert isinstance(failed, Failed)
    assert (failed.kind, failed.field, failed.value) == ("bad_option", "adapters", path)


@pytest.mark.parametrize("name", ["longer words", "other words", "lora"])
def test_a_draft_that_speaks_otherwise_is_told(name: str, weights: Mapping[str, Path], engine: Engine) -> None:
    failed = answer(engine, weights["qwen2"], draft=str(weights[name]))
    assert isinstance(failed, Failed)
    assert (failed.kind, failed.field) == ("bad_option", "draft")
