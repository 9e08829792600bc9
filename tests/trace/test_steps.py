"""Steps: the published ones where a rule was published, and tiles whatever the text."""

from hypothesis import given
from hypothesis import strategies as st

from app.trace.steps import Rule, Segmenter, Step, segment
from tests.trace.traces import labelled

RULES: tuple[Rule, ...] = ("default", "thought-anchors")
TEXTS = st.text(st.sampled_from("ab1 .?!。！；\n“”（）()[]`$\\*-,，\r|#"), max_size=80)


def fed(text: str, rule: Rule, cut: int) -> list[Step]:
    segmenter = Segmenter(rule)
    done = [step for start in range(0, len(text), cut) for step in segmenter.feed(text[start : start + cut])]
    return done + segmenter.finish()


def test_the_published_steps_come_out_of_every_labelled_trace() -> None:
    for trace, steps in labelled():
        cut = segment(trace["thinking"], "thought-anchors")
        assert [step.text for step in cut] == [step["chunk"] for step in steps], trace["id"]


@given(TEXTS, st.sampled_from(RULES))
def test_steps_tile_any_text(text: str, rule: Rule) -> None:
    steps = segment(text, rule)
    assert "".join(text[step.start : step.end] for step in steps) == text
    assert [step.start for step in steps] == [0, *(step.end for step in steps)][: len(steps)]
    assert all(step.end > step.start for step in steps)


@given(TEXTS, st.sampled_from(RULES), st.integers(1, 9))
def test_a_text_that_is_still_being_written_gives_what_the_whole_gives(text: str, rule: Rule, cut: int) -> None:
    assert fed(text, rule, cut) == segment(text, rule)


@given(TEXTS, st.sampled_from(RULES), st.integers(0, 80))
def test_what_is_pending_is_the_rest_of_what_was_fed(text: str, rule: Rule, at: int) -> None:
    segmenter = Segmenter(rule)
    assert segmenter.feed(text[:at]) + segmenter.pending() == segment(text[:at], rule)
    assert segmenter.feed(text[at:]) is not None
