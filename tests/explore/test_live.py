"""The tokens of a thinking that is still being written are told apart as they are when it is over."""

from collections.abc import Iterator

import pytest

from app.explore import assemble
from app.explore.live import LiveTrace
from app.explore.values import Source
from app.store.tokens import Tokens
from tests.explore import traces


def pieces(source: Source, at_once: int, opening: str = "") -> Iterator[tuple[str, str, Tokens]]:
    """A run as it streams: its marks are told by tokens and by no text."""
    thinking, answer = source.text("thinking"), source.text("answer")
    kept, raw, before = source.tokens, opening + source.raw, 0
    begin, end = len(opening), len(opening) + len(thinking)
    ids, at, lengths, confidence = ([*column] for column in (kept.ids, kept.at, kept.lengths, kept.confidence))
    if opening:
        ids, at = [1, *ids], [0.01, *at]
        lengths, confidence = [len(opening), *lengths], [float("nan"), *confidence]
    behind = len(raw) - len(answer)
    for start in range(0, len(ids), at_once):
        part = slice(start, start + at_once)
        after = before + sum(lengths[part])
        said = raw[max(before, begin) : min(after, end)] if after > begin else ""
        yield (
            said,
            raw[max(before, behind) : after],
            Tokens(ids[part], at[part], lengths[part], confidence=confidence[part]),
        )
        before = after


@pytest.mark.parametrize("opening", ["", "<think>\n"])
@pytest.mark.parametrize("at_once", [1, 5, 64, 10_000])
def test_a_step_s_tokens_are_those_that_it_has_when_it_is_over(opening: str, at_once: int) -> None:
    source = traces.made(traces.CHINESE, traces.CHINESE_ANSWER)
    view, live = assemble.view(source), LiveTrace()
    for thinking, answer, tokens in pieces(source, at_once, opening):
        live.feed(thinking, answer, [tokens])
    live.finish()
    assert live.tokens.known
    shift = 1 if opening else 0
    found = [(live.tokens.unit(step.start) - shift, live.tokens.unit(step.end) - shift) for step in live.steps]
    if opening and at_once == 10_000:
        return  # all of it came at once: the mark before it cannot be told from the one behind it
    assert [start for start, _ in found[1:]] == [start for start, _ in view.ranges[1:]]
    assert found[-1][1] == view.ranges[-1][1]


def test_figures_are_known_as_far_as_every_token_has_them() -> None:
    live = LiveTrace()
    live.feed("Ab", "", [Tokens([1, 2], [0.1, 0.2], [1, 1], confidence=[10.0, 20.0])])
    assert live.tokens.sure() == (15.0, 15.0)
    assert set(live.tokens.series()) == {"confidence", "tempo"}
    live.feed("c", "", [Tokens([3], [0.3], [1])])
    assert set(live.tokens.series()) == {"tempo"}
    assert live.tokens.known


def test_tokens_without_the_text_they_say_cannot_be_placed() -> None:
    live = LiveTrace()
    live.feed("Ab", "", [Tokens([1, 2], [0.1, 0.2])])
    assert not live.tokens.known
    live.feed("c", "", [Tokens([3], [0.3], [1])])
    assert not live.tokens.known
