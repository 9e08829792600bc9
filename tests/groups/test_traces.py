"""A trace at a glance: its phases, and how sure the model was along it."""

import math

import pytest

from app.groups.traces import STRETCHES, scale, trace
from app.groups.values import Strip
from app.store.tokens import Tokens


def tokens(confidence: list[float]) -> Tokens:
    count = len(confidence)
    return Tokens(ids=(1,) * count, at=tuple(range(count)), confidence=tuple(confidence))


def test_a_long_trace_is_drawn_in_so_many_stretches_whose_means_are_its_own():
    values = [float(place % 7) for place in range(STRETCHES * 10)]
    found = trace(tokens(values), 100)
    assert len(found.strip.levels) == STRETCHES
    assert found.strip.levels[0] == pytest.approx(sum(values[:10]) / 10)
    assert (found.strip.thinking, found.strip.answer) == (100, 380)


def test_a_short_trace_is_drawn_in_fewer():
    assert len(trace(tokens([5.0] * 9), 0).strip.levels) == 2
    assert trace(tokens([5.0]), 0).strip.levels == (5.0,)


def test_forced_tokens_do_not_count_and_a_stretch_of_them_is_unknown():
    found = trace(tokens([math.nan] * 4 + [3.0] * 4), 4)
    assert found.strip.levels == (None, 3.0)
    assert found.confidence == 3.0


def test_confidence_is_that_of_the_least_sure_tenth_of_windows():
    sure, unsure = [8.0] * 4000, [2.0] * 256
    assert trace(tokens(sure + unsure + sure), 0).confidence < trace(tokens(sure), 0).confidence == 8.0


def test_without_figures_there_is_length_alone():
    found = trace(Tokens(ids=(1, 2, 3), at=(0.0, 1.0, 2.0)), 2)
    assert (found.strip, found.confidence) == (Strip(2, 1), None)
    assert trace(Tokens(), 0).strip.tokens == 0


def test_one_outlier_does_not_flatten_all_strips():
    drawn = scale([Strip(0, 400, tuple([4.0, 5.0] * 20 + [90.0])), Strip(0, 100, (4.5, None))])
    assert (drawn.tokens, drawn.low, drawn.high) == (400, 4.0, 5.0)
    assert scale([]).tokens == 0
