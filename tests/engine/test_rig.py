"""The rig: prompts of an exact length and runs timed by the engine, on the real starter weights."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.engine.launch import Launch
from app.engine.options import LoadOptions
from app.engine.rig import Rig, Stopped, Timed
from app.errors import EngineError, WeightsError


@pytest.fixture(scope="module")
def rig(starter_weights: Path) -> Iterator[Rig]:
    with Rig(Launch()) as rig:
        rig.load(starter_weights, LoadOptions(n_ctx=512))
        yield rig


def test_a_prompt_is_exactly_as_long_as_was_asked(rig: Rig) -> None:
    for depth in (rig.least, rig.least + 1, 100):
        assert rig.run(rig.prefix(depth), 1).prompt_tokens == depth


def test_a_depth_below_the_shortest_prompt_gives_that(rig: Rig) -> None:
    assert rig.prefix(0) == []
    assert rig.run([], 1).prompt_tokens == rig.least > 1


def test_a_run_has_a_moment_for_each_token_in_rising_order(rig: Rig) -> None:
    run = rig.whole(rig.prefix(64), 12)
    assert run.ending == "length"
    assert len(run.at) == 12
    assert list(run.at) == sorted(run.at)
    assert run.at[0] > 0
    assert run.decode_per_s > 0


def test_the_second_run_of_a_prompt_finds_all_of_it_computed(rig: Rig) -> None:
    before = rig.text(150, turn=1)
    rig.run(before, 1)
    assert (again := rig.run(before, 1)).cached_tokens == again.prompt_tokens - 1


def test_another_turn_of_the_text_is_not_known_yet(rig: Rig) -> None:
    rig.run(rig.text(150, turn=2), 1)
    run = rig.run(rig.text(150, turn=3), 1)
    assert run.cached_tokens <= rig.least


def test_runs_at_once_are_told_apart(rig: Rig) -> None:
    runs, span = rig.together(rig.prefix(64), 6, 3)
    assert [len(run.at) for run in runs] == [6, 6, 6]
    assert span > 0


def test_speeds_come_from_the_moments_alone() -> None:
    run = Timed(prompt_tokens=110, cached_tokens=10, at=(2.0, 2.5, 3.0), ending="length")
    assert (run.first_s, run.prefill_per_s, run.decode_per_s) == (2.0, 50.0, 2.0)
    assert Timed(1, 0, (1.0,), "length").decode_per_s == 0.0


def test_a_prompt_beyond_the_context_is_an_error_and_no_figure(rig: Rig) -> None:
    with pytest.raises(EngineError):
        rig.run(rig.text(600), 1)


def test_whoever_has_had_enough_is_heard_in_the_midst_of_a_run(starter_weights: Path) -> None:
    enough = False
    with Rig(Launch(), lambda: enough) as rig:
        rig.load(starter_weights, LoadOptions(n_ctx=256))
        enough = True
        with pytest.raises(Stopped):
            rig.run([], 100)


def test_weights_that_are_none_are_told_as_such(tmp_path: Path) -> None:
    (tmp_path / "none.gguf").write_bytes(b"nothing")
    with Rig(Launch()) as rig, pytest.raises(WeightsError):
        rig.load(tmp_path / "none.gguf", LoadOptions())
