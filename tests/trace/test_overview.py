"""The overview and the row of statistics say what was measured, and nothing where nothing was."""

import pytest

from app.trace.analysis import Analysis, analyse
from app.trace.overview import overview
from app.trace.places import token_ranges
from app.trace.statistics import Figures, estimated, statistics
from tests.trace.traces import chinese, labelled

THINKING = "First, add the two. So the answer is 5. Wait, let me check. It should be that 2 + 2 = 4. The answer is 4."
ANSWER = "It is **4**."


def of() -> Analysis:
    return analyse(THINKING, ANSWER)


def test_five_lines_from_the_measures() -> None:
    analysis = of()
    ranges = [(place, place + 1) for place in range(len(analysis.steps))]
    sure = [9.0, 8.0, 3.0, 7.0, 9.0]
    found = overview(analysis, Figures(50, 5, 10.0, 1.0, sure), ranges)
    assert (found.length.steps, found.length.tokens, found.length.seconds) == (5, 50, 10.0)
    assert (found.doubts.doubts, found.doubts.first_doubt, found.doubts.first_switch) == (1, 2, None)
    assert (found.certainty.step, found.certainty.confidence) == (2, 3.0)
    assert found.certainty.average == pytest.approx(sum(sure) / 5)
    assert (found.outcome.value, found.outcome.changes, found.outcome.first) == ("4", 1, 1)
    assert found.outcome.settled == 4
    assert found.outcome.after == 0.0
    assert sum(share for _, share in found.course.kinds) == pytest.approx(1)


def test_what_was_not_kept_is_not_told() -> None:
    found = overview(of(), Figures())
    assert (found.length.tokens, found.certainty.step, found.certainty.average) == (None, None, None)
    empty = overview(analyse("", ""), Figures())
    assert (empty.length.steps, empty.outcome.value, empty.course.kinds) == (0, None, ())


def test_a_row_of_figures() -> None:
    row = statistics(of(), THINKING, ANSWER, Figures(50, 5, 10.0, 1.0, [1.0] * 50, [0.5] * 50), "4.0")
    assert (row.tokens, row.tempo, row.confidence, row.lowest, row.entropy) == (50, 5.0, 1.0, 1.0, 0.5)
    assert row.marks == {"doubt": 1, "switch": 0, "check": 1}
    assert row.rates["doubt"] == pytest.approx(20)
    assert (row.candidates, row.changes, row.correct) == (2, 1, True)
    assert statistics(of(), THINKING, ANSWER, Figures(), "5").correct is False
    assert statistics(of(), THINKING, ANSWER, Figures(), correct=True).correct is True


def test_tokens_that_nobody_counted_are_estimated() -> None:
    row = statistics(of(), THINKING, ANSWER, Figures())
    assert row.thinking_tokens is None
    assert row.tokens == estimated(THINKING)
    assert 0.5 < estimated("思" * 100) / 62 < 2


def test_a_token_belongs_to_the_step_in_which_it_begins() -> None:
    analysis = analyse("One two. Three.", "")
    # "<think>", "One", " two", ".", " Th", "ree."
    assert token_ranges(analysis.steps, [7, 3, 4, 1, 3, 4], offset=7) == [(1, 5), (5, 6)]
    assert token_ranges([], [1, 2]) == []


def test_real_traces_of_both_languages_can_be_analysed() -> None:
    for trace in [*chinese()[::60], *(trace for trace, _ in labelled()[::8])]:
        analysis = analyse(trace["thinking"], trace["answer"])
        assert len(analysis.steps) == len(analysis.kinds) == len(analysis.marks)
        assert overview(analysis, Figures()).length.steps == len(analysis.steps)
        assert statistics(analysis, trace["thinking"], trace["answer"], Figures()).steps == len(analysis.steps)
