"""The library in sentences, for the terminal."""

from pathlib import Path

import pytest

from app.library import wording
from models.catalog import Catalog
from models.gguf import BadGguf
from models.hardware import Hardware
from models.library import Found, Place
from models.plan import Plan, builds_planned


def planned(catalog: Catalog, id: str, machine: Hardware) -> Plan:
    entry = catalog.find(id)
    assert entry is not None
    return builds_planned(entry, machine)[0][1]


def test_a_plan_that_fits_is_told_with_its_speed_and_place(catalog: Catalog, laptop: Hardware) -> None:
    plan = planned(catalog, "r1-small", laptop)
    said = wording.sentences(plan, 28)
    assert said[0].startswith("It runs well: some ")
    assert said[2] == f"All of it lies in main memory, with a context of {plan.placement.n_ctx:,} tokens (f16)."
    assert wording.badge(plan) == "runs well"


def test_experts_in_memory_are_told(catalog: Catalog, workstation: Hardware) -> None:
    plan = planned(catalog, "r1", workstation)
    (where,) = (each for each in wording.sentences(plan, 61) if "experts" in each)
    assert where.startswith("All layers on the GPU, the experts of the first ")
    assert "experts in memory" in wording.badge(plan)


def test_what_does_not_fit_is_told_with_what_is_lacking(catalog: Catalog, laptop: Hardware) -> None:
    plan = planned(catalog, "r1", laptop)
    (said,) = wording.sentences(plan, 61)
    assert said == f"It is too large for this machine: {plan.missing / 2**30:.1f} GiB are lacking."


def test_a_bill_has_a_row_for_each_device(catalog: Catalog, workstation: Hardware) -> None:
    head, *rows = wording.shares(planned(catalog, "r1", workstation))
    assert [row[0] for row in rows] == ["main memory", "CUDA0"]
    assert {len(row) for row in (head, *rows)} == {6}


@pytest.mark.parametrize(
    ("kind", "numbers", "said"),
    [
        ("truncated", {"found": 5, "expected": 9}, "half is incomplete: 5 of 9 bytes are there."),
        ("missing_shard", {"shard": 2, "shards": 3}, "Part 2 of 3 of these weights is missing."),
        ("not_gguf", {}, "half is not a GGUF file."),
        ("broken_weights", {}, "half is damaged: its header makes no sense."),
        ("unsupported", {}, "llama.cpp does not know how to run half."),
    ],
)
def test_every_fault_of_a_file_has_a_sentence_and_a_next_step(kind: str, numbers: dict[str, int], said: str) -> None:
    bad = BadGguf(kind, "", **numbers)  # type: ignore[arg-type]
    path = Path("/m/half.gguf")
    error = wording.broken(bad, Found(path, 5, 0.0, (Place("Jan", path, "half"),), None, bad, False))
    assert error.sentence == said
    assert error.next_step
    assert error.exit_code == 3


def test_every_fault_of_a_download_has_a_sentence_and_a_next_step() -> None:
    for kind in (*wording.DOWNLOAD_FAULTS, "something new"):
        sentence, step = wording.download_fault(kind, "a.gguf", {"needed": 9_000_000_000, "free": 1_000_000_000})
        assert sentence
        assert step
        assert "{" not in sentence + step
    assert (
        "9.0 GB are needed, 1.0 GB are free" in wording.download_fault("disk_full", "", {"needed": 9e9, "free": 1e9})[0]
    )


@pytest.mark.parametrize(
    ("count", "said"), [(98_765_432, "99 MB"), (4_683_073_184, "4.7 GB"), (404_000_000_000, "404 GB"), (0, "0 MB")]
)
def test_sizes(count: int, said: str) -> None:
    assert wording.size(count) == said


@pytest.mark.parametrize(
    ("total", "active", "said"),
    [(671 * 10**9, 37 * 10**9, "671B, 37B active"), (1_780_000_000, 0, "1.8B"), (134_515_008, 0, "135M"),
     (10**12, 32 * 10**9, "1T, 32B active"), (8 * 10**9, 8 * 10**9, "8B")],
)  # fmt: skip
def test_numbers_of_parameters(total: int, active: int, said: str) -> None:
    assert wording.parameters(total, active) == said


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0, "1 s"), (59, "59 s"), (150, "2 min"), (3 * 3600 + 300, "3 h 5 min"), (10**6, "more than a day")],
)
def test_durations(seconds: float, said: str) -> None:
    assert wording.duration(seconds) == said
