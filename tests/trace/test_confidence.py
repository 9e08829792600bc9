"""Confidence, tempo and fork points of a trace are what the formulas say, and cost little on a long one."""

import math
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.trace.confidence import ForkPoint, Group, Tempo, confidence, forks, means, pace, sliding, tempo, tempos

ROOT = Path(__file__).parents[2]
NAN = math.nan

values = st.lists(st.floats(0, 30) | st.sampled_from([NAN, math.inf, -math.inf, 1.0, 2.0]), max_size=60)
windows = st.integers(1, 70)


def plain_mean(some: list[float]) -> float | None:
    known = [value for value in some if math.isfinite(value)]
    return math.fsum(known) / len(known) if known else None


def plain_windows(some: list[float], window: int) -> list[float | None]:
    if not some:
        return []
    window = min(window, len(some))
    return [plain_mean(some[start : start + window]) for start in range(len(some) - window + 1)]


def near(value: float | None) -> object:
    return None if value is None else pytest.approx(value, abs=1e-9)


# ---- confidence -----------------------------------------------------------------------------------------------------


@given(some=values, window=windows)
def test_sliding_means_are_those_of_each_window(some: list[float], window: int) -> None:
    assert sliding(some, window) == [near(mean) for mean in plain_windows(some, window)]


@given(some=values, window=windows)
def test_a_trace_s_confidence_is_what_deepconf_defines(some: list[float], window: int) -> None:
    found = confidence(some, [window])
    each = plain_windows(some, window)
    known = sorted(mean for mean in each if mean is not None)
    lowest_tenth = known[: max(1, len(known) // 10)]
    assert found.average == near(plain_mean(some))
    (group,) = found.groups
    assert group.window == window
    assert group.lowest == near(known[0] if known else None)
    assert group.bottom == near(plain_mean(lowest_tenth))
    assert group.tail == near(each[-1] if each else None)
    if group.lowest_at is not None:
        assert each[group.lowest_at] == near(group.lowest)


def test_a_long_trace_is_measured_in_three_windows() -> None:
    sure, unsure = 10.0, 2.0
    trace = [sure] * 3000 + [unsure] * 100 + [sure] * 2900
    found = confidence(trace)
    assert [group.window for group in found.groups] == [64, 256, 2048]
    assert found.groups[0] == Group(64, unsure, 3000, near(found.groups[0].bottom), sure)
    assert found.groups[1].lowest == pytest.approx((100 * unsure + 156 * sure) / 256)
    assert found.groups[2].lowest == pytest.approx((100 * unsure + 1948 * sure) / 2048)
    # 5,937 windows of 64, of which the lowest 593 are all that touch the 100 (163) and 430 that do not.
    inside = 37 * unsure + 2 * sum((k * unsure + (64 - k) * sure) / 64 for k in range(1, 64))
    assert found.groups[0].bottom == pytest.approx((inside + 430 * sure) / 593)


def test_a_trace_shorter_than_its_window_is_one_window() -> None:
    (group,) = confidence([1.0, 2.0, 6.0], [64]).groups
    assert (group.lowest, group.lowest_at, group.bottom, group.tail) == (3.0, 0, 3.0, 3.0)


def test_forced_tokens_are_left_out_of_every_mean() -> None:
    found = confidence([NAN, 4.0, NAN, NAN, 8.0], [2])
    assert found.average == 6.0
    assert sliding([NAN, 4.0, NAN, NAN, 8.0], 2) == [4.0, 4.0, None, 8.0]
    assert found.groups[0] == Group(2, 4.0, 0, 4.0, 8.0)


@pytest.mark.parametrize("trace", [[], [NAN], [NAN] * 100])
def test_a_trace_without_a_sampled_token_has_no_confidence(trace: list[float]) -> None:
    found = confidence(trace, [64])
    assert found.average is None
    assert found.groups == (Group(64, None, None, None, None),)


def test_a_tail_that_was_forced_is_unknown_and_not_taken_from_before() -> None:
    assert confidence([5.0] * 10 + [NAN] * 4, [4]).groups[0].tail is None


def test_a_window_without_length_is_refused() -> None:
    with pytest.raises(ValueError, match="a window of 0 tokens"):
        sliding([1.0], 0)


def test_means_of_a_long_trace_do_not_drift() -> None:
    trace = [0.1 + (token % 7) / 3 for token in range(100_000)]
    assert sliding(trace, 64)[-1] == pytest.approx(plain_mean(trace[-64:]), abs=1e-9)


# ---- steps ----------------------------------------------------------------------------------------------------------


@given(some=values, data=st.data())
def test_a_step_s_entropy_is_the_mean_of_its_tokens(some: list[float], data: st.DataObject) -> None:
    ends = st.integers(0, len(some))
    steps = [tuple(sorted(pair)) for pair in data.draw(st.lists(st.tuples(ends, ends), max_size=5))]
    assert means(some, steps) == [near(plain_mean(some[start:end])) for start, end in steps]


def test_a_step_s_tempo_begins_with_the_token_before_it() -> None:
    at = [5.0, 5.5, 6.0, 6.5, 8.5]
    assert tempos(at, [(1, 4), (4, 5)]) == [Tempo(3, 1.5), Tempo(1, 2.0)]
    assert tempo(at, (1, 4)).per_second == 2.0


def test_the_time_of_the_prompt_is_no_time_of_the_first_step() -> None:
    assert tempo([5.0, 5.5, 6.0], (0, 3)) == Tempo(2, 1.0)


@pytest.mark.parametrize("step", [(0, 0), (2, 2), (0, 1)])
def test_a_step_in_which_no_time_passed_has_no_tempo(step: tuple[int, int]) -> None:
    assert tempo([1.0, 1.0, 2.0], step).per_second is None


def test_pace_looks_back_over_the_window_and_less_at_the_beginning() -> None:
    found = pace([1.0, 1.5, 2.0, 4.0], 2)
    assert found == [Tempo(0, 0.0), Tempo(1, 0.5), Tempo(2, 1.0), Tempo(2, 2.5)]


# ---- fork points ----------------------------------------------------------------------------------------------------


@given(some=values, count=st.integers(0, 70))
def test_the_most_uncertain_tokens_are_the_fork_points(some: list[float], count: int) -> None:
    known = [token for token, value in enumerate(some) if math.isfinite(value)]
    expected = sorted(known, key=lambda token: (-some[token], token))[:count]
    assert forks(some, count) == [ForkPoint(token, some[token]) for token in expected]


@given(some=values, apart=st.integers(1, 20))
def test_fork_points_keep_their_distance_and_leave_no_gap(some: list[float], apart: int) -> None:
    places = [fork.token for fork in forks(some, len(some), apart)]
    assert all(abs(a - b) >= apart for a in places for b in places if a != b)
    for token, value in enumerate(some):
        if math.isfinite(value):
            assert any(abs(token - place) < apart and some[place] >= value for place in places)


def test_the_window_need_not_wait_for_numpy() -> None:
    program = "import sys, app.trace.confidence; print('numpy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.stdout.strip() == "False", done.stderr
