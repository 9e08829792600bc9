"""A few of the power cuts and failing writes of `python -m tests.crash`, and that the trial can fail at all."""

import random
from pathlib import Path

import pytest

from tests.crash import failing, power
from tests.crash.power import Op

pytestmark = pytest.mark.slow


@pytest.mark.skipif(not power.possible(), reason="needs strace")
def test_a_power_cut_at_any_moment_costs_nothing_acknowledged(tmp_path: Path) -> None:
    try:
        report = power.cut_power(tmp_path, 12, seed=7)
    except StopIteration:
        pytest.skip("strace may not trace here")
    assert report.faults == []
    assert report.acknowledged > 0


@pytest.mark.skipif(not failing.possible(), reason="needs a C compiler on Linux")
def test_a_write_that_fails_is_told_and_costs_nothing_acknowledged(tmp_path: Path) -> None:
    report = failing.fail_each(tmp_path, 70, step=34)
    assert report.faults == []
    assert report.told > 0


def test_what_was_never_synced_can_be_lost_in_an_image_and_what_was_is_kept() -> None:
    ops = [Op("write", "sibian.db", b"a" * 1024, 0), Op("sync", "sibian.db"), Op("write", "sibian.db", b"b" * 1024, 0)]
    images = {power.image(ops, "sibian.db", random.Random(seed)) for seed in range(40)}
    assert {b"a" * 1024, b"b" * 1024, b"b" * 512 + b"a" * 512} <= images
    assert all(set(content) <= set(b"ab") for content in images)
