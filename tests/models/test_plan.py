"""Plans read sensibly: on five machines, for well-known weights and for the catalog's, and within any wishes."""

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.hardware import GIB, Device, Hardware
from models.plan import MAIN_MEMORY, Plan, Wishes, best_build, builds_planned, plan, rank
from models.planning.bill import places_of
from models.shape import Hyper, Shape, shape_of_entry
from tests.models.plans import MACHINES, REFERENCE, WRITTEN, shipped, table, wished

KNOWN = {entry.id: entry for entry in REFERENCE}
R1, EIGHT = KNOWN["DeepSeek-R1"], KNOWN["DeepSeek-R1-Distill-Llama-8B"]
SHIPPED = {f"catalog: {entry.id}": entry for entry in shipped()}
ENTRIES = KNOWN | SHIPPED
LARGEST = [name for name, entry in SHIPPED.items() if (entry.hyper.layers, entry.hyper.experts) == (61, 256)]


def holds(plan: Plan) -> bool:
    """Whether nothing is over what there is, or the plan says that something is missing."""
    fits = not any(share.over for share in plan.shares)
    return fits if plan.fit != "too_large" else plan.missing > 0


# ---- five machines --------------------------------------------------------------------------------------------------


def test_the_table_of_plans_is_as_it_was_read_and_judged() -> None:
    # After a change on purpose: python -m tests.models.plans, then read what it wrote.
    assert table(REFERENCE) in WRITTEN.read_text("utf-8")


@pytest.mark.parametrize("name", ENTRIES)
def test_a_plan_never_holds_more_than_there_is_without_saying_so(name: str) -> None:
    for machine in MACHINES.values():
        for build, found in builds_planned(ENTRIES[name], machine):
            assert holds(found), build
            assert sum(share.weights for share in found.shares) >= build.size * 0.99, build
            assert found.placement.n_ctx <= (ENTRIES[name].context or found.placement.n_ctx)
            assert found.tokens_per_s > 0
            assert found.prefill_per_s > 0


@pytest.mark.parametrize("name", ENTRIES)
def test_a_larger_machine_never_runs_the_same_build_worse(name: str) -> None:
    planned = [builds_planned(ENTRIES[name], machine) for machine in MACHINES.values()]
    for smaller, larger in pairwise(planned):
        for (build, before), (_, after) in zip(smaller, larger, strict=True):
            assert rank(after.fit) <= rank(before.fit), build
            if not before.missing:
                # Weights as small as the starter feel the way from one card to the next.
                assert after.tokens_per_s >= 0.99 * before.tokens_per_s, build


@pytest.mark.parametrize("machine", ["256 + 48", "768 + 2x80"])
def test_r1_runs_with_attention_on_cards_and_experts_in_memory(machine: str) -> None:
    planned = {build.quantization: found for build, found in builds_planned(R1, MACHINES[machine])}
    beyond_cards = {"256 + 48": ("IQ1_S", "IQ1_M", "Q2_K_XL"), "768 + 2x80": ("Q2_K_XL", "Q4_K_M", "Q8_0")}[machine]
    for quantization in beyond_cards:
        found = planned[quantization]
        assert found.fit in ("well", "experts_in_memory"), quantization
        assert found.placement.gpu_layers == -1
        assert found.placement.experts_on_cpu > 0
        main, *cards = found.shares
        assert main.kv == 0
        assert all(card.kv > 0 for card in cards)
        assert main.weights > 50e9
        assert found.placement.n_ctx >= 8192


@pytest.mark.parametrize("name", LARGEST)
def test_the_catalogs_671_billion_have_a_plan_with_experts_in_memory(name: str) -> None:
    split = []
    for machine in ("256 + 48", "768 + 2x80"):
        for build, found in builds_planned(ENTRIES[name], MACHINES[machine]):
            if not found.missing and found.shares[0].weights > 50e9:
                assert found.placement.gpu_layers == -1, build
                assert found.shares[0].kv == 0, build
                split.append(machine)
    assert "768 + 2x80" in split


def test_r1_says_what_a_smaller_machine_lacks() -> None:
    planned = {build.quantization: found for build, found in builds_planned(R1, MACHINES["64 + 24"])}
    assert {found.fit for found in planned.values()} == {"too_large"}
    assert 40e9 < planned["IQ1_S"].missing < 50e9
    assert best_build(R1, MACHINES["64 + 24"]) is None


def test_small_weights_run_well_everywhere_with_a_long_context() -> None:
    for machine in MACHINES.values():
        for found in wished(KNOWN["DeepSeek-R1-Distill-Qwen-1.5B"], machine):
            assert (found.fit, found.placement.n_ctx) == ("well", 32_768)


def test_speed_takes_four_bits_and_quality_all_that_runs_as_well() -> None:
    for aim, expected in (("speed", "Q4_K_M"), ("quality", "Q8_0")):
        chosen = best_build(EIGHT, MACHINES["64 + 24"], Wishes(aim=aim))  # type: ignore[arg-type]
        assert chosen is not None
        assert chosen[0].quantization == expected


# ---- wishes ---------------------------------------------------------------------------------------------------------


def test_each_wish_is_kept() -> None:
    for name, value in (
        *(("context", 12_345), ("gpu_layers", 7), ("gpu_layers", 0), ("kv_on_gpu", False), ("batch", 1024)),
        *(("ubatch", 64), ("lanes", 3), ("type_k", "q4_0"), ("type_v", "q8_0")),
    ):
        for found in wished(EIGHT, MACHINES["16 + 8"], **{name: value}):
            field = {"context": "n_ctx", "batch": "n_batch", "ubatch": "n_ubatch"}.get(name, name)
            assert getattr(found.placement, field) == value
            assert holds(found)
    for found in wished(R1, MACHINES["768 + 2x80"], experts_on_cpu=20):
        assert found.placement.experts_on_cpu == 20


def test_a_context_beyond_what_was_trained_is_cut_to_it() -> None:
    assert wished(EIGHT, MACHINES["768 + 2x80"], context=1 << 20)[0].placement.n_ctx == EIGHT.context


def test_a_wish_that_cannot_be_has_its_price_told() -> None:
    all_layers, *_ = wished(KNOWN["DeepSeek-R1-Distill-Qwen-32B"], MACHINES["16 + 8"], gpu_layers=-1)
    assert all_layers.fit == "too_large"
    assert all_layers.missing == all_layers.shares[1].over > 10e9


def test_the_cache_is_quantized_where_it_decides_and_quality_never_does() -> None:
    def at(aim: Any) -> Plan:
        return wished(EIGHT, MACHINES["16 + 8"], context=65_536, aim=aim)[0]

    assert at("quality").placement.type_k == "f16"
    fast = at("speed")
    assert (fast.placement.type_k, fast.placement.type_v) == ("q8_0", "q8_0")
    assert fast.tokens_per_s > at("quality").tokens_per_s


def test_longer_contexts_cost_what_the_bill_says() -> None:
    bills = [wished(EIGHT, MACHINES["768 + 2x80"], context=context)[0] for context in (4096, 8192, 65_536)]
    kv = [sum(share.kv for share in found.shares) for found in bills]
    assert kv == [4096 * 131_072, 8192 * 131_072, 65_536 * 131_072]


def test_memory_that_other_programs_hold_is_told() -> None:
    busy = Hardware(16 * GIB, 2 * GIB, 8, 50e9)
    found = wished(EIGHT, busy)[0]
    assert not found.missing
    assert found.crowded == found.shares[0].total - 2 * GIB > 0


def test_an_integrated_device_and_main_memory_are_one() -> None:
    shared = Hardware(16 * GIB, 12 * GIB, 8, 60e9, (Device("Vulkan0", "integrated", 12 * GIB, 12 * GIB, 60e9),))
    small, large = wished(EIGHT, shared)[0], wished(KNOWN["DeepSeek-R1-Distill-Qwen-32B"], shared)[0]
    assert not small.missing
    assert small.placement.gpu_layers == -1
    assert large.missing > sum(share.total for share in large.shares) - 16 * GIB


def test_layers_are_dealt_to_devices_as_llama_cpp_deals_them() -> None:
    found = wished(KNOWN["DeepSeek-R1-Distill-Llama-70B"], MACHINES["768 + 2x80"])[1]
    shape = shape_of_entry(KNOWN["DeepSeek-R1-Distill-Llama-70B"].hyper, int(42.5e9), "Q4_K_M")
    places = places_of(shape, 2, found.placement)
    first, second = found.placement.tensor_split
    assert places.layers == (1,) * int(first) + (2,) * (80 - int(first))
    assert (places.output, first + second) == (2, 81)


# ---- any wishes on any machine --------------------------------------------------------------------------------------

hypers = st.sampled_from([entry.hyper for entry in REFERENCE])
bandwidths = st.floats(1e10, 5e11)
cards = st.builds(
    lambda size, free, speed, kind: Device("GPU", kind, size, int(size * free), speed),
    st.integers(GIB // 2, 200 * GIB),
    st.floats(0, 1),
    st.floats(1e11, 5e12),
    st.sampled_from(["gpu", "integrated", "rpc"]),
)
machines = st.builds(
    lambda memory, speed, cores, devices: Hardware(memory, memory // 2, cores, speed, tuple(devices)),
    *(st.integers(GIB, 1024 * GIB), bandwidths, st.integers(1, 128), st.lists(cards, max_size=3)),
)
types = st.none() | st.sampled_from(["f16", "q8_0", "q4_0", "f32"])
wishes = st.builds(
    Wishes,
    context=st.none() | st.integers(1, 1 << 18),
    aim=st.sampled_from(["speed", "quality"]),
    gpu_layers=st.none() | st.integers(-1, 200),
    experts_on_cpu=st.none() | st.integers(-1, 200),
    kv_on_gpu=st.none() | st.booleans(),
    type_k=types,
    type_v=types,
    batch=st.none() | st.integers(1, 4096),
    ubatch=st.none() | st.integers(1, 4096),
    lanes=st.none() | st.integers(1, 64),
)


def some(hyper: Hyper, bits: float) -> Shape:
    elements = hyper.width * (2 * hyper.vocabulary + hyper.layers * 3 * max(hyper.feed_forward, 1))
    return shape_of_entry(hyper, int(elements * bits / 8), "Q4_K_M", context=1 << 17)


@settings(max_examples=60, deadline=None)
@given(hypers, st.floats(1.5, 16), machines, wishes)
def test_no_wish_makes_a_plan_that_hides_what_it_lacks(
    hyper: Hyper, bits: float, machine: Hardware, wished: Wishes
) -> None:
    found = plan(some(hyper, bits), machine, wished)
    assert holds(found)
    assert (found.fit == "too_large") == (found.missing > 0)
    assert [share.device for share in found.shares] == [MAIN_MEMORY, *(each.name for each in machine.devices)]
    assert 1 <= found.placement.n_ctx <= 1 << 17
    assert found.placement.n_ubatch <= found.placement.n_batch


@settings(max_examples=40, deadline=None)
@given(hypers, st.floats(1.5, 9), st.integers(4, 200), st.integers(4, 90), st.floats(0, 3), st.floats(0, 3), bandwidths)
def test_more_memory_is_never_worse(
    hyper: Hyper, bits: float, memory: int, card: int, more_memory: float, more_card: float, speed: float
) -> None:
    def on(memory: float, card: float) -> Plan:
        size = int(card * GIB)
        devices = (Device("CUDA0", "gpu", size, size, 4 * speed),)
        return plan(some(hyper, bits), Hardware(int(memory * GIB), 0, 16, speed, devices), Wishes(8192, "quality"))

    before, after = on(memory, card), on(memory * (1 + more_memory), card * (1 + more_card))
    assert rank(after.fit) <= rank(before.fit)
    assert after.missing <= before.missing
    if not before.missing:
        # A machine with little room reads prompts in small pieces, and what that saves may go to a layer more.
        assert after.tokens_per_s >= before.tokens_per_s * 0.9
