"""Figures of tokens are what float64 and a plain sort say they are, for any row, and cost little memory."""

import math
import threading
import time
import tracemalloc

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from runtime.figures import CONFIDENT, Columns, Reader, Spread
from runtime.protocol import TokenFigures

QWEN = 151_936
"""Tokens of Qwen2's vocabulary."""

Row = NDArray[np.float32]


def rows(lengths: st.SearchStrategy[int]) -> st.SearchStrategy[Row]:
    """Rows of few different values, so that ties abound, with all that broken or masking weights may give."""
    usual = st.floats(-40, 40, width=32)
    odd = st.sampled_from([-math.inf, math.inf, math.nan, 0.0, -0.0, 1.0, 1.0000001, -3e38, 3e38])
    return lengths.flatmap(lambda length: arrays(np.float32, length, elements=usual | odd, fill=usual | odd))


def plain_best(row: Row, count: int) -> list[int]:
    possible = [token for token in range(len(row)) if math.isfinite(row[token])]
    return sorted(possible, key=lambda token: (-row[token], token))[: max(count, CONFIDENT)]


def plain_log_p(row: Row) -> NDArray[np.float64]:
    """log p of the possible tokens, in float64."""
    logits = row[np.isfinite(row)].astype(np.float64)
    shifted = logits - logits.max()
    return shifted - math.log(np.exp(shifted).sum())


def normal(length: int, scale: float = 3.0, seed: int = 0) -> Row:
    return (np.random.default_rng(seed).standard_normal(length) * scale).astype(np.float32)


def assert_right(row: Row, count: int, spread: Spread) -> None:
    best = plain_best(row, count)
    assert spread.top_ids.tolist() == best
    assert spread.top_logits.tolist() == row[best].tolist()
    if not best:
        assert all(math.isnan(each) for each in (spread.log_total, spread.entropy, spread.confidence))
        return
    log_p = plain_log_p(row)
    assert spread.entropy == pytest.approx(-(np.exp(log_p) * log_p).sum(), abs=1e-4)
    highest = float(row[best[0]])
    near = 1e-4 + abs(highest) * 1e-12  # a sum of 3e38 and one is 3e38, in float64 as well
    assert spread.confidence == pytest.approx(-np.sort(log_p)[-CONFIDENT:].mean(), abs=near, rel=1e-6)
    assert spread.log_total == pytest.approx(highest - log_p.max(), abs=near)


# ---- reading --------------------------------------------------------------------------------------------------------


@given(row=rows(st.integers(1, 300) | st.sampled_from([2048, 4096, 4099])), count=st.integers(0, 100))
def test_figures_and_best_tokens_are_those_of_a_plain_sort_in_float64(row: Row, count: int) -> None:
    assert_right(row, count, Reader(len(row)).read(row, count))


@pytest.mark.parametrize("scale", [0.0, 0.001, 1.0, 3.0, 30.0])
@pytest.mark.parametrize("length", [49_152, QWEN, 151_937, 128_255])
def test_a_whole_vocabulary_is_read_to_four_places(length: int, scale: float) -> None:
    row = normal(length, scale)
    assert_right(row, 40, Reader(length).read(row, 40))


@pytest.mark.parametrize("shift", [-500.0, 0.0, 500.0])
def test_the_height_of_all_logits_changes_nothing_but_their_total(shift: float) -> None:
    # Multiples of 1/64, so that the shift itself rounds nothing.
    row = np.round(normal(QWEN) * 64).astype(np.float32) / np.float32(64)
    there, here = Reader(QWEN).read(row + np.float32(shift), 20), Reader(QWEN).read(row, 20)
    assert there.top_ids.tolist() == here.top_ids.tolist()
    assert there.entropy == pytest.approx(here.entropy, abs=1e-6)
    assert there.log_total == pytest.approx(here.log_total + shift, abs=1e-6)


def test_of_equally_probable_tokens_the_smaller_ids_are_named() -> None:
    row = np.zeros(QWEN, np.float32)
    row[[7, 100_000]] = 5.0
    row[3:6] = -1.0
    assert Reader(QWEN).read(row, 20).top_ids.tolist() == [7, 100_000, 0, 1, 2, 6, *range(8, 22)]


def test_ties_at_the_very_end_of_the_vocabulary_are_found() -> None:
    row = np.full(QWEN, -1.0, np.float32)
    row[-30:] = 2.0
    assert Reader(QWEN).read(row, 20).top_ids.tolist() == list(range(QWEN - 30, QWEN - 10))


def test_many_best_tokens_in_one_block_are_all_found() -> None:
    blocks = QWEN // 64
    row = normal(QWEN)
    row[5::blocks] = np.linspace(50, 60, 64, dtype=np.float32)
    assert_right(row, 40, Reader(QWEN).read(row, 40))


def test_impossible_tokens_are_left_out_of_everything() -> None:
    row = normal(QWEN)
    row[1000:] = -np.inf
    spread = Reader(QWEN).read(row, 20)
    alone = Reader(1000).read(row[:1000].copy(), 20)
    assert spread.top_ids.tolist() == alone.top_ids.tolist()
    assert spread.entropy == pytest.approx(alone.entropy, abs=1e-5)
    assert spread.confidence == pytest.approx(alone.confidence, abs=1e-5)


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_a_row_without_a_number_has_no_figures_and_breaks_nothing(value: float) -> None:
    reader, row = Reader(QWEN), np.full(QWEN, value, np.float32)
    assert_right(row, 20, reader.read(row, 20))
    assert_right(normal(QWEN), 20, reader.read(normal(QWEN), 20))


def test_a_certain_token_has_no_entropy() -> None:
    row = np.full(QWEN, -200.0, np.float32)
    row[9] = 200.0
    spread = Reader(QWEN).read(row, 0)
    assert spread.entropy == 0.0
    assert spread.log_total == 200.0


@pytest.mark.parametrize("odd", [None, np.nan, np.inf, -np.inf])
def test_the_row_is_never_written_to(odd: float | None) -> None:
    row = normal(QWEN)
    if odd is not None:
        row[77] = odd
    before = row.tobytes()
    row.flags.writeable = False
    Reader(QWEN).read(row, 20)
    assert row.tobytes() == before


def test_a_spread_outlives_its_row_and_the_next_reading() -> None:
    reader, row = Reader(QWEN), normal(QWEN)
    spread = reader.read(row, 20)
    ids, logits = spread.top_ids.tolist(), spread.top_logits.tolist()
    row[:] = 0
    reader.read(row, 20)
    assert (spread.top_ids.tolist(), spread.top_logits.tolist()) == (ids, logits)


def test_a_row_of_another_vocabulary_is_refused() -> None:
    with pytest.raises(ValueError, match="the vocabulary has 100 tokens"):
        Reader(100).read(np.zeros(99, np.float32), 20)


def odd_rows() -> list[Row]:
    sparse = np.full(QWEN, np.nan, np.float32)
    sparse[3] = 1.0
    holed = normal(QWEN)
    holed[::3] = -np.inf
    return [normal(QWEN), np.zeros(QWEN, np.float32), sparse, holed]


@pytest.mark.parametrize("row", odd_rows(), ids=["usual", "ties", "broken", "impossible"])
def test_all_that_is_needed_for_a_large_vocabulary_is_less_than_two_megabytes(row: Row) -> None:
    tracemalloc.start()
    try:
        reader, columns = Reader(QWEN), Columns(20)
        for _ in range(100):
            spread = reader.read(row, 20)
            columns.add(spread, 1.0, -1.0, np.arange(40, dtype=np.int32), np.full(40, -3, np.float32))
        held, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert reader.nbytes <= held <= peak <= 2_000_000


def test_reading_wakes_no_other_thread() -> None:
    """OpenBLAS' threads would spin, and take the cores that llama.cpp computes on."""
    reader, row = Reader(QWEN), normal(QWEN)
    reader.read(row, 20)
    threads, mine, all_together = threading.active_count(), time.thread_time(), time.process_time()
    for _ in range(200):
        reader.read(row, 20)
    mine, all_together = time.thread_time() - mine, time.process_time() - all_together
    assert threading.active_count() == threads
    assert all_together <= 1.1 * mine


# ---- gathering ------------------------------------------------------------------------------------------------------


def column(data: bytes, kind: str = "<f4", width: int | None = None) -> list[object]:
    values = np.frombuffer(data, kind)
    return (values if width is None else values.reshape(-1, width)).tolist()


def kept(*pairs: tuple[int, float]) -> tuple[NDArray[np.int32], Row]:
    """What a sampler left: ids, and their log-probabilities."""
    return np.array([i for i, _ in pairs], np.int32), np.array([p for _, p in pairs], np.float32)


def test_a_token_s_figures_come_out_as_they_went_in() -> None:
    row = np.log(np.array([0.1, 0.5, 0.15, 0.25], np.float32))
    spread = Reader(4).read(row, 3)
    columns = Columns(3)
    columns.add(spread, float(row[3]), -0.5, *kept((3, -0.5), (1, -1.0)))
    figures = columns.take()
    assert column(figures.logprob) == pytest.approx([math.log(0.25)], abs=1e-6)
    assert column(figures.sampled) == [-0.5]
    assert column(figures.entropy) == pytest.approx([-sum(p * math.log(p) for p in (0.1, 0.5, 0.15, 0.25))], abs=1e-6)
    assert column(figures.confidence) == pytest.approx([-row.mean()], abs=1e-6)
    assert column(figures.top_ids, "<i4") == [1, 3, 2]
    assert column(figures.top_logprob) == pytest.approx(np.log([0.5, 0.25, 0.15]).tolist(), abs=1e-6)
    assert column(figures.top_sampled) == [-1.0, -0.5, -math.inf]


def test_taking_empties_the_columns() -> None:
    columns = Columns(0)
    columns.add_unsampled()
    assert len(columns) == 1
    columns.take()
    assert len(columns) == 0
    assert columns.take() == TokenFigures(alternatives=0)


def test_a_token_that_nobody_sampled_has_no_figures() -> None:
    columns = Columns(2)
    columns.add_unsampled()
    figures = columns.take()
    for data, width in ((figures.logprob, 1), (figures.sampled, 1), (figures.entropy, 1), (figures.confidence, 1),
                        (figures.top_logprob, 2), (figures.top_sampled, 2)):  # fmt: skip
        assert np.isnan(np.frombuffer(data, "<f4")).tolist() == [True] * width
    assert column(figures.top_ids, "<i4") == [-1, -1]


def test_where_fewer_tokens_are_possible_than_wanted_the_rest_of_the_row_is_empty() -> None:
    row = np.array([-np.inf, 1.0, -np.inf, 1.0], np.float32)
    columns = Columns(3)
    columns.add(Reader(4).read(row, 3), 1.0, 0.0, *kept((1, 0.0)))
    columns.add_unsampled()
    figures = columns.take()
    assert column(figures.top_ids, "<i4", 3) == [[1, 3, -1], [-1, -1, -1]]
    assert np.isnan(np.frombuffer(figures.top_logprob, "<f4")).tolist() == [False, False, True, True, True, True]
    assert column(figures.top_sampled, "<f4", 3)[0] == [0.0, -math.inf, pytest.approx(math.nan, nan_ok=True)]


def test_a_row_without_a_number_is_gathered_without_a_warning() -> None:
    columns = Columns(2)
    columns.add(Reader(4).read(np.full(4, np.nan, np.float32), 2), math.nan, 0.0, *kept((0, 0.0)))
    figures = columns.take()
    assert np.isnan(np.frombuffer(figures.logprob + figures.entropy + figures.confidence, "<f4")).all()
    assert column(figures.top_ids, "<i4") == [-1, -1]


@pytest.mark.parametrize("alternatives", range(21))
def test_every_width_of_columns_is_n_rows_of_k(alternatives: int) -> None:
    columns = Columns(alternatives)
    reader = Reader(1000)
    for seed in range(5):
        row = normal(1000, seed=seed)
        columns.add(reader.read(row, alternatives), float(row[1]), -1.0, *kept((1, -1.0)))
        columns.add_unsampled()
    figures = columns.take()
    assert {len(data) for data in (figures.logprob, figures.sampled, figures.entropy, figures.confidence)} == {40}
    assert {len(data) for data in (figures.top_ids, figures.top_logprob, figures.top_sampled)} == {40 * alternatives}


@given(data=st.data())
def test_what_the_sampler_left_is_found_in_any_order_and_amount(data: st.DataObject) -> None:
    n_vocab = data.draw(st.sampled_from([30, 500, 20_000]))
    random = np.random.default_rng(data.draw(st.integers(0, 2**32 - 1)))
    row = random.standard_normal(n_vocab).astype(np.float32)
    size = data.draw(st.integers(1, n_vocab))
    order = data.draw(st.sampled_from(["vocabulary", "probability", "none"]))
    if order == "vocabulary":
        ids = np.sort(random.permutation(n_vocab)[:size])
    elif order == "probability":
        ids = np.argsort(-row)[:size]
    else:
        ids = random.permutation(n_vocab)[:size]
    logprobs = random.standard_normal(size).astype(np.float32)
    columns = Columns(20)
    spread = Reader(n_vocab).read(row, 20)
    columns.add(spread, 0.0, 0.0, ids.astype(np.int32), logprobs)
    chances = dict(zip(ids.tolist(), logprobs.tolist(), strict=True))
    expected = [chances.get(token, -math.inf) for token in spread.top_ids.tolist()]
    assert column(columns.take().top_sampled) == expected


def test_figures_survive_the_pipe() -> None:
    columns, row = Columns(5), normal(1000)
    columns.add(Reader(1000).read(row, 5), float(row[2]), -math.inf, *kept((2, 0.0)))
    columns.add_unsampled()
    figures = columns.take()
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(figures), type=TokenFigures) == figures
