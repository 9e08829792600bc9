"""From a run to a trace that can be explored: steps have their tokens, their figures and their seconds."""

import math

import pytest

from app.explore import assemble
from app.explore.live import LiveTrace
from app.trace.steps import segment
from tests.explore import traces


@pytest.fixture(scope="module")
def view():
    return assemble.view(traces.made())


def test_the_tokens_of_all_steps_are_those_of_the_thinking(view) -> None:
    assert view.counted
    assert view.ranges[0][0] == 0
    assert all(one[1] == other[0] for one, other in zip(view.ranges, view.ranges[1:], strict=False))
    assert view.ranges[-1][1] == view.source.figures.thinking_tokens


def test_a_step_s_confidence_is_the_mean_of_its_tokens(view) -> None:
    for (start, end), value in zip(view.ranges, view.confidences, strict=True):
        assert value == pytest.approx(math.fsum(view.source.tokens.confidence[start:end]) / (end - start))


def test_seconds_of_all_steps_add_up_to_the_thinking(view) -> None:
    first = view.source.tokens.at[0]
    assert sum(view.seconds) == pytest.approx(view.source.figures.thinking_seconds - first)


def test_the_least_certain_tokens_are_words_of_doubt(view) -> None:
    spots = [view.spots.letters(token) for token in view.forks[:2]]
    assert {view.thinking[start:end].strip() for _, start, end in spots} == {"Wait", "Hmm"}


def test_every_series_has_a_value_for_every_unit(view) -> None:
    assert set(view.series) == {"confidence", "entropy", "tempo"}
    assert {len(each) for each in view.series.values()} == {view.units}
    assert view.series["tempo"][-1] == pytest.approx(1 / 0.05)


def test_a_trace_of_which_only_words_are_known_is_counted_in_characters() -> None:
    view = assemble.view(assemble.imported("?", "R1", traces.THINKING, traces.ANSWER))
    assert not view.counted
    assert view.units == len(traces.THINKING) + len(traces.ANSWER)
    assert view.ranges[-1][1] == len(traces.THINKING) == view.answer_ranges[0][0]
    assert view.series == {}


def test_what_a_live_trace_finds_is_what_the_whole_text_gives() -> None:
    live = LiveTrace()
    for start in range(0, len(traces.THINKING), 7):
        live.feed(traces.THINKING[start : start + 7], "")
        if start % 5 == 0:
            live.settle()
        assert "".join(step.text for step in [*live.steps, *live.pending()]) == live.thinking
    live.finish()
    assert live.steps == segment(traces.THINKING)
    assert len(live.kinds) == len(live.marks) == len(live.steps)
